package io.hongbao.rules.backtest;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.count.RiskEvent;
import io.hongbao.rules.crowd.Identity;
import io.hongbao.rules.crowd.ShowTurns;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes log records of posts as an edge does: the first post of a turn is logged; those after it
 * are counted and ride on the user's next record, or on a report that comes within a second. Posts
 * outside of waves are not logged. Not thread-safe.
 */
final class VirtualEdge {

  /** A post that was not logged waits so long for the user's next shake. */
  private static final long OVERDUE_MILLIS = 750;

  private static final long LOOK_EVERY_MILLIS = 200;

  /** From the request to the log. */
  private static final long TO_THE_LOG_MILLIS = 3;

  /** What the edge knows of a user. */
  private static final class Phone {
    private String turn = "";
    private int unlogged;
    private long unloggedSinceMillis;
    private long lastMillis;
  }

  private final List<Identity> identities;
  private final ShowTurns turns;
  private final Consumer<RiskEvent> log;
  private final Phone[] phones;

  /**
   * An edge.
   *
   * @param identities of the phones, by their numbers
   */
  VirtualEdge(List<Identity> identities, ShowTurns turns, Consumer<RiskEvent> log) {
    this.identities = identities;
    this.turns = turns;
    this.log = log;
    this.phones = new Phone[identities.size()];
  }

  /**
   * A phone posts its current turn.
   *
   * @return when the edge must look whether to report it; empty if it need not
   */
  Optional<Long> post(int number, long atMillis) {
    Optional<WaveSchedule> wave = turns.openAt(atMillis);
    if (wave.isEmpty()) {
      return Optional.empty();
    }
    if (phones[number] == null) {
      phones[number] = new Phone();
    }
    Phone phone = phones[number];
    long userHash = UserHash.of(identities.get(number).user());
    String turn = wave.get().id() + '-' + wave.get().turnAt(atMillis, userHash);
    phone.lastMillis = atMillis;
    if (!turn.equals(phone.turn)) {
      phone.turn = turn;
      log(number, atMillis, atMillis, 1 + phone.unlogged);
      return Optional.empty();
    }
    if (phone.unlogged++ > 0) {
      return Optional.empty();
    }
    phone.unloggedSinceMillis = atMillis;
    long overdueMillis = atMillis + OVERDUE_MILLIS;
    return Optional.of(overdueMillis + LOOK_EVERY_MILLIS - overdueMillis % LOOK_EVERY_MILLIS);
  }

  /** Reports the posts of a phone that have waited too long for its next shake, if there are. */
  void look(int number, long atMillis) {
    Phone phone = phones[number];
    if (phone.unlogged > 0 && atMillis - phone.unloggedSinceMillis >= OVERDUE_MILLIS) {
      log(number, atMillis, phone.lastMillis, phone.unlogged);
    }
  }

  private void log(int number, long atMillis, long stampMillis, int requests) {
    phones[number].unlogged = 0;
    Identity identity = identities.get(number);
    log.accept(
        new RiskEvent(
            atMillis + TO_THE_LOG_MILLIS,
            stampMillis,
            identity.user(),
            identity.device(),
            identity.address(),
            phones[number].turn,
            requests,
            "",
            0));
  }
}
