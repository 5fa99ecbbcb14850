package io.hongbao.edge.answer;

import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.SecretsRecord;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private static String showAt(long nowMillis) {
    return ShowJson.of(PLAN, Mode.NORMAL, Optional.empty(), Optional.empty(), nowMillis);
  }

  @Test
  void shouldShowTheRunningWaveAndTheNextOne() {
    assertThat(showAt(OPENS_AT_MILLIS))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {"show":"gala","serverTimeMs":1802003400000,"turnMillis":5000,"plan":1,"mode":0,%s,\
            "running":"first","next":"second","countdownMs":600000}""",
                WAVES));
  }

  @Test
  void shouldCountDownToTheFirstWave() {
    assertThat(showAt(OPENS_AT_MILLIS - 1_500))
        .endsWith(WAVES + ",\"running\":null,\"next\":\"first\",\"countdownMs\":1500}");
  }

  @Test
  void shouldCountDownToWhatAViewerOfAChannelWillSee() {
    Channel late = new Channel("web", 35_000);

    assertThat(
            ShowJson.of(
                PLAN,
                Mode.NORMAL,
                Optional.empty(),
                Optional.of(late),
                PlanFixture.SECOND.opensAtMillis() + 1_000))
        .contains(WAVES)
        .endsWith("\"running\":\"second\",\"next\":null,\"countdownMs\":34000,\"delayMs\":35000}");
  }

  @Test
  void shouldShowTheMode() {
    assertThat(ShowJson.of(PLAN, Mode.CALM, Optional.empty(), Optional.empty(), OPENS_AT_MILLIS))
        .contains("\"plan\":1,\"mode\":3,\"waves\":");
  }

  @Test
  void shouldShowTheSecretsOfAShowThatIsOver() {
    Map<String, WaveSecret> secrets = new LinkedHashMap<>();
    secrets.put("first", new WaveSecret(new byte[32]));
    secrets.put("second", new WaveSecret(HexFormat.of().parseHex("c0".repeat(32))));

    assertThat(
            ShowJson.of(
                PLAN,
                Mode.ENDING,
                Optional.of(new SecretsRecord(PlanFixture.SHOW, secrets)),
                Optional.empty(),
                PlanFixture.SECOND.closesAtMillis()))
        .endsWith(
            ",\"countdownMs\":null,\"secrets\":{\"first\":\""
                + "00".repeat(32)
                + "\",\"second\":\""
                + "c0".repeat(32)
                + "\"}}");
  }

  @Test
  void shouldShowThatNothingFollows() {
    assertThat(showAt(PlanFixture.SECOND.closesAtMillis()))
        .endsWith(WAVES + ",\"running\":null,\"next\":null,\"countdownMs\":null}");
  }
}
