package io.hongbao.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignTest {

  private static final Enterprise COLA = new Enterprise("cola", "Cola", "", "");
  private static final Enterprise TEA = new Enterprise("tea", "Tea", "", "");
  private static final Greeting STARS = new Greeting("stars", "Happy New Year", "");
  private static final Pool POOL = new Pool("cola", 10, 2_000, 100, 400);
  private static final CampaignWave FIRST = wave("first", 0, 1_000);

  @Test
  void shouldFindAWaveByItsId() {
    Campaign campaign =
        campaign(List.of(COLA), List.of(STARS), FIRST, wave("second", 1_000, 2_000));
    assertThat(campaign.wave("second")).contains(wave("second", 1_000, 2_000));
    assertThat(campaign.wave("third")).isEmpty();
  }

  @Test
  void shouldRefuseWavesThatOverlap() {
    assertThatThrownBy(
            () -> campaign(List.of(COLA), List.of(STARS), FIRST, wave("second", 999, 2_000)))
        .hasMessage("wave second: opens before first closes");
  }

  @Test
  void shouldRefuseNamesUsedTwice() {
    assertThatThrownBy(() -> campaign(List.of(COLA, COLA), List.of(STARS), FIRST))
        .hasMessage("enterprise cola: named twice");
    assertThatThrownBy(() -> campaign(List.of(COLA), List.of(STARS, STARS), FIRST))
        .hasMessage("greeting stars: named twice");
    assertThatThrownBy(
            () -> campaign(List.of(COLA), List.of(STARS), FIRST, wave("first", 1_000, 2_000)))
        .hasMessage("wave first: named twice");
  }

  @Test
  void shouldRefuseWhatTheCampaignDoesNotKnow() {
    for (List<Enterprise> without : List.of(List.<Enterprise>of(), List.of(TEA))) {
      assertThatThrownBy(() -> campaign(without, List.of(STARS), FIRST))
          .hasMessage("wave first: unknown enterprise cola");
    }
    assertThatThrownBy(() -> campaign(List.of(COLA), List.of(), FIRST))
        .hasMessage("wave first: greeting odds and no greeting");
  }

  @Test
  void shouldRefuseTwoPoolsOfAnEnterpriseInAWave() {
    assertThatThrownBy(
            () ->
                new CampaignWave(
                    FIRST.schedule(),
                    FIRST.odds(),
                    FIRST.greetingOdds(),
                    FIRST.curve(),
                    List.of(POOL, POOL)))
        .hasMessage("wave first: expected one pool an enterprise");
  }

  @Test
  void shouldTakeAWaveThatCarriesFromAnEarlierOne() {
    Campaign campaign =
        campaign(
            List.of(COLA),
            List.of(STARS),
            FIRST,
            carrying("second", 1_000, "first"),
            carrying("third", 2_000, "second"));
    assertThat(campaign.wave("third").flatMap(CampaignWave::carriesFrom)).contains("second");
  }

  @Test
  void shouldRefuseAWaveThatCarriesFromNoEarlierOne() {
    for (String from : List.of("first", "second", "fourth")) {
      assertThatThrownBy(
              () ->
                  campaign(
                      List.of(COLA),
                      List.of(STARS),
                      carrying("first", 0, from),
                      wave("second", 1_000, 2_000)))
          .hasMessage(
              "wave first: carries from "
                  + from
                  + ", expected an earlier wave that no other carries from");
    }
  }

  @Test
  void shouldRefuseToCarryAWaveTwice() {
    assertThatThrownBy(
            () ->
                campaign(
                    List.of(COLA),
                    List.of(STARS),
                    FIRST,
                    carrying("second", 1_000, "first"),
                    carrying("third", 2_000, "first")))
        .hasMessage(
            "wave third: carries from first, expected an earlier wave that no other carries from");
  }

  @Test
  void shouldTakeChannelsThatAreUpToTenMinutesLate() {
    assertThat(new Channel("tv", 0).delayMillis()).isZero();
    assertThat(new Channel("web", 600_000).delayMillis()).isEqualTo(600_000);
    assertThatThrownBy(() -> new Channel("web", 600_001))
        .hasMessage("channel web: delay 600001 ms, expected 0 to 600000");
    assertThatThrownBy(() -> new Channel("web", -1)).hasMessageContaining("delay -1 ms");
    assertThatThrownBy(() -> new Channel("Web", 0)).hasMessageContaining("channel 'Web'");
    List<Channel> twice = List.of(new Channel("tv", 0), new Channel("tv", 1));
    Campaign campaign = campaign(List.of(COLA), List.of(STARS), FIRST);
    assertThatThrownBy(() -> campaign.withChannels(twice)).hasMessage("channel tv: named twice");
  }

  @Test
  void shouldTakeABudgetThatItsPacketsCanCarryAndNoOther() {
    assertThat(new Pool("cola", 10, 1_000, 100, 400).budgetFen()).isEqualTo(1_000);
    assertThat(new Pool("cola", 10, 4_000, 100, 400).budgetFen()).isEqualTo(4_000);
    assertThatThrownBy(() -> new Pool("cola", 10, 999, 100, 400))
        .hasMessage("budget 999 fen: 10 packets of 100 to 400 fen need 1000 to 4000 fen");
    assertThatThrownBy(() -> new Pool("cola", 10, 4_001, 100, 400))
        .hasMessageContaining("budget 4001 fen");
    assertThatThrownBy(() -> new Pool("cola", 0, 0, 100, 400)).hasMessageContaining("packets 0");
    assertThatThrownBy(() -> new Pool("cola", 1, 100, 400, 100))
        .hasMessageContaining("from 400 to 100");
  }

  @Test
  void shouldTakeSharesOfAtLeastAFenAndNoOther() {
    assertThat(new Pool("cola", 3, 1_500, 100, 500, 100).shares()).isEqualTo(100);
    assertThat(new Pool("cola", 3, 1_500, 100, 500).shares()).isEqualTo(1);
    assertThatThrownBy(() -> new Pool("cola", 3, 1_500, 99, 500, 100))
        .hasMessage("shares 100 of packets from 99 fen: expected 1 to 100 of at least 1 fen");
    assertThatThrownBy(() -> new Pool("cola", 3, 1_500, 100, 500, 0))
        .hasMessageContaining("shares 0");
    assertThatThrownBy(() -> new Pool("cola", 3, 1_500, 200, 500, 101))
        .hasMessageContaining("shares 101");
  }

  @Test
  void shouldTakeStepsInOrderWhoseSharesSumToOne() {
    Curve.Step quarter = new Curve.Step(0, new BigDecimal("0.25"));
    Curve.Step rest = new Curve.Step(90_000, new BigDecimal("0.75"));
    assertThat(new Curve.Steps(List.of(quarter, rest)).steps()).hasSize(2);
    assertThatThrownBy(() -> new Curve.Steps(List.of(quarter)))
        .hasMessage("steps: shares sum to 0.25, expected 1");
    assertThatThrownBy(() -> new Curve.Steps(List.of(rest, quarter)))
        .hasMessage("steps: expected in the order of their times");
  }

  @Test
  void shouldRefuseSharesThatNoStepCanHave() {
    assertThatThrownBy(() -> new Curve.Step(0, new BigDecimal("0")))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Curve.Step(0, new BigDecimal("1.01")))
        .hasMessageContaining("up to 1");
    assertThatThrownBy(() -> new Curve.Step(-1, BigDecimal.ONE)).hasMessageContaining("-1 ms");
    assertThatThrownBy(() -> new Curve.Step(0, new BigDecimal("1E-999999999")))
        .hasMessageContaining("at most 20 decimals");
  }

  private static CampaignWave wave(String id, long opensAtMillis, long closesAtMillis) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, closesAtMillis, 100),
        Odds.of("0.5"),
        Odds.of("0.1"),
        new Curve.Uniform(),
        List.of(POOL));
  }

  /** A wave of one second without packets of its own. */
  private static CampaignWave carrying(String id, long opensAtMillis, String from) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 1_000, 100),
        Odds.of("0.5"),
        Odds.of("0.1"),
        new Curve.Uniform(),
        List.of(),
        Optional.empty(),
        Optional.of(from));
  }

  private static Campaign campaign(
      List<Enterprise> enterprises, List<Greeting> greetings, CampaignWave... waves) {
    return new Campaign(
        "gala", "Asia/Shanghai", 4, new Limits(3, 1), enterprises, greetings, List.of(waves));
  }
}
