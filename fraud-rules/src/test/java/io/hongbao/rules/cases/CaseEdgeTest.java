package io.hongbao.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.RepeatScript;
import io.hongbao.rules.signal.RiskEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseEdgeTest {

  private static final long T0 = 1_800_000_000_000L;

  private static CaseStep once(long atMillis, String user, long winFen) {
    return new CaseStep(atMillis, 0, 1, 0, 1, user, "", "", winFen);
  }

  private static List<RiskEvent> log(List<CaseStep> steps) {
    RuleCase ruleCase = new RuleCase("a case", 1, 1, RepeatScript.TURN_MILLIS, steps, List.of());
    return new CaseEdge(ruleCase, T0).log();
  }

  @Test
  void shouldLogWhatAnEdgeLogs() {
    List<CaseStep> steps =
        RepeatScript.POSTS.stream()
            .map(post -> once(startOf(post.turn()) + post.offsetMillis(), "mallory", 0))
            .toList();

    assertThat(log(steps)).extracting(CaseEdgeTest::logged).isEqualTo(RepeatScript.LOGGED);
  }

  @Test
  void shouldReportPostsBeforeAWinThatComesLater() {
    List<RiskEvent> log =
        log(List.of(once(0, "bot", 0), once(50, "bot", 0), once(900, "bot", 188)));

    assertThat(log).extracting(event -> event.atMillis() - T0).containsExactly(0L, 800L, 900L);
    assertThat(log).extracting(RiskEvent::amountFen).containsExactly(0L, 0L, 188L);
  }

  private static RepeatScript.Logged logged(RiskEvent event) {
    int turn = Integer.parseInt(event.turn().substring("case-".length()));
    return new RepeatScript.Logged(
        turn, event.stampMillis() - T0 - startOf(turn), event.requests());
  }

  private static long startOf(int turn) {
    return (long) turn * RepeatScript.TURN_MILLIS;
  }
}
