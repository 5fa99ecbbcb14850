package io.hongbao.edge.answer;

import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ShowJsonTest {

  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());

  private static final String WAVES =
      String.format(
          Locale.ROOT,
          """
      "waves":[\
      {"id":"first","opensAtMs":1802003400000,"closesAtMs":1802003700000,"secretSha256":"%1$s"},\
      {"id":"second","opensAtMs":1802004000000,"closesAtMs":1802004300000,"secretSha256":"%1$s"}]""",
          "ab".repeat(32));

  @Test
  void shouldShowTheRunningWaveAndTheNextOne() {
    assertThat(ShowJson.of(PLAN, OPENS_AT_MILLIS))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {"show":"gala","serverTimeMs":1802003400000,"turnMillis":5000,%s,\
            "running":"first","next":"second","countdownMs":600000}""",
                WAVES));
  }

  @Test
  void shouldCountDownToTheFirstWave() {
    assertThat(ShowJson.of(PLAN, OPENS_AT_MILLIS - 1_500))
        .endsWith(WAVES + ",\"running\":null,\"next\":\"first\",\"countdownMs\":1500}");
  }

  @Test
  void shouldShowThatNothingFollows() {
    assertThat(ShowJson.of(PLAN, PlanFixture.SECOND.closesAtMillis()))
        .endsWith(WAVES + ",\"running\":null,\"next\":null,\"countdownMs\":null}");
  }
}
