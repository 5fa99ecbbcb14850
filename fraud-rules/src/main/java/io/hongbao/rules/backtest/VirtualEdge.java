package io.hongbao.rules.backtest;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.traffic.SimulatedEdge;
import io.hongbao.rules.crowd.BotPlan.Identity;
import io.hongbao.rules.crowd.ShowTurns;
import io.hongbao.rules.signal.RiskEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes log records of the posts of a virtual audience as an edge does. Posts outside of waves are
 * not logged. Not thread-safe.
 */
final class VirtualEdge {

  /** From the request to the log. */
  private static final long TO_THE_LOG_MILLIS = 3;

  private record Post(Identity who, String turn) {}

  private final List<Identity> identities;
  private final ShowTurns turns;
  private final Consumer<RiskEvent> log;
  private final SimulatedEdge<Post> edge = new SimulatedEdge<>(this::append);

  /**
   * An edge.
   *
   * @param identities by their numbers
   */
  VirtualEdge(List<Identity> identities, ShowTurns turns, Consumer<RiskEvent> log) {
    this.identities = identities;
    this.turns = turns;
    this.log = log;
  }

  /** An identity's phone posts its current turn; not before any earlier post. */
  void post(int number, long atMillis) {
    Optional<WaveSchedule> wave = turns.openAt(atMillis);
    if (wave.isPresent()) {
      Identity who = identities.get(number);
      String turn = wave.get().id() + '-' + wave.get().turnAt(atMillis, UserHash.of(who.user()));
      edge.post(who.user(), turn, new Post(who, turn), atMillis);
    }
  }

  /** Nobody posts any more: logs what is left to be reported. */
  void finish() {
    edge.finish();
  }

  private void append(long atMillis, Post post, long stampMillis, int repeats) {
    log.accept(
        new RiskEvent(
            atMillis + TO_THE_LOG_MILLIS,
            stampMillis,
            post.who.user(),
            post.who.device(),
            post.who.address(),
            post.turn,
            1 + repeats,
            "",
            0));
  }
}
