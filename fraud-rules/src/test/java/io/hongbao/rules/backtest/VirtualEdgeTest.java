package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.fixtures.RepeatScript;
import io.hongbao.domain.traffic.RepeatReporter;
import io.hongbao.rules.crowd.BotPlan.Identity;
import io.hongbao.rules.crowd.ShowTurns;
import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualEdgeTest {

  private static final long T0 = 1_800_000_000_000L;
  private static final WaveSchedule WAVE =
      new WaveSchedule("first", T0, T0 + 60_000, RepeatScript.TURN_MILLIS);

  /** Whose turns begin at a sweep of the edge. */
  private static final String USER =
      IntStream.iterate(0, i -> i + 1)
          .mapToObj(i -> "mallory-" + i)
          .filter(user -> startOf(1, user) % RepeatReporter.SWEEP_PERIOD_MILLIS == 0)
          .findFirst()
          .orElseThrow();

  private final List<RiskEvent> log = new ArrayList<>();
  private final VirtualEdge edge =
      new VirtualEdge(
          List.of(new Identity(USER, "hammer", "phone-1", "10.0.0.1")),
          new ShowTurns(List.of(WAVE)),
          log::add);

  @Test
  void shouldLogWhatAnEdgeLogs() {
    RepeatScript.POSTS.forEach(
        post -> edge.post(0, startOf(post.turn(), USER) + post.offsetMillis()));
    edge.finish();

    assertThat(log).extracting(VirtualEdgeTest::logged).isEqualTo(RepeatScript.LOGGED);
  }

  @Test
  void shouldLogNothingOutsideOfAWave() {
    edge.post(0, T0 - 1);
    edge.post(0, WAVE.closesAtMillis());
    edge.finish();

    assertThat(log).isEmpty();
  }

  private static RepeatScript.Logged logged(RiskEvent event) {
    int turn = Integer.parseInt(event.turn().substring("first-".length()));
    return new RepeatScript.Logged(
        turn, event.stampMillis() - startOf(turn, USER), event.requests());
  }

  private static long startOf(int turn, String user) {
    return WAVE.turnStartsAtMillis(turn, UserHash.of(user));
  }
}
