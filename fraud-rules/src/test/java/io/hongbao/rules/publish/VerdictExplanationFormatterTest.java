package io.hongbao.rules.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictExplanationFormatterTest {

  private static final Entity U1 = new Entity(EntityKind.USER, "u1");
  private static final long T0 = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();

  @Test
  void shouldSayInPlainWordsWhatHeldAndUntilWhen() {
    assertThat(why(T0 + 60_000, List.of(verdict(false)), List.of()))
        .isEqualTo(
            """
            user u1: empty by rule hammer, version 3, until 2027-02-05 12:40:20 UTC, 9 min from now
              held from 2027-02-05 12:30:00 UTC to 2027-02-05 12:30:20 UTC
              requests_10s 87 > 40: holds
              signals: requests_10s 87, rhythm no data
            """);
  }

  @Test
  void shouldSayThatItActsOnNobodyAnyMore() {
    List<Lift> lifts = List.of(new Lift(U1, T0 + 30_000));

    assertThat(why(T0 + 60_000, List.of(verdict(true)), lifts)).contains("in shadow");
    assertThat(why(T0 + 60_000, List.of(verdict(false)), lifts))
        .contains("lifted at 2027-02-05 12:30:30 UTC");
    assertThat(why(T0 + 900_000, List.of(verdict(false)), List.of()))
        .contains("expired at 2027-02-05 12:40:20 UTC");
    assertThat(why(T0, List.of(), List.of())).isEqualTo("user u1: no verdict\n");
  }

  private static String why(long nowMillis, List<Verdict> verdicts, List<Lift> lifts) {
    return new VerdictExplanationFormatter(nowMillis, ZoneId.of("UTC")).of(U1, verdicts, lifts);
  }

  private static Verdict verdict(boolean shadow) {
    return new Verdict(
        U1,
        "hammer",
        3,
        RiskLevel.EMPTY,
        shadow,
        false,
        T0,
        T0 + 20_000,
        T0 + 620_000,
        orderedValues(),
        List.of(new EvaluatedComparison("requests_10s 87 > 40", true)));
  }

  private static Map<String, Double> orderedValues() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("requests_10s", 87.0);
    values.put("rhythm", Double.NaN);
    return values;
  }
}
