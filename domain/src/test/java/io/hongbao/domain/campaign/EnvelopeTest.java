package io.hongbao.domain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  /** 20:30 in Shanghai. */
  private static final long OPENS = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();

  private static final long NOW = OPENS - 3_600_000;
  private static final long CLOSES = OPENS + 900_000;

  /** Five minutes, 100 packets of 5.00 yuan, then the same of another enterprise. */
  private static final CampaignWave FIRST =
      wave("first", OPENS, new Pool("cola", 100, 50_000, 100, 2_000));

  private static final CampaignWave SECOND =
      wave("second", CLOSES - 300_000, new Pool("tea", 50, 20_000, 100, 1_000));
  private static final Campaign CAMPAIGN = campaign(FIRST, SECOND);

  /** The smallest that the campaign fits in. */
  private static final Envelope EXACT =
      new Envelope("gala", 150, 70_000, 2_000, 10_000, List.of("cola", "tea"), CLOSES);

  @Test
  void shouldHaveNothingAgainstACampaignThatReachesEveryBound() {
    assertThat(EXACT.problems(CAMPAIGN, CAMPAIGN.waves(), CLOSES, EnvelopeTest::time)).isEmpty();
  }

  @Test
  void shouldSayEachFigureBesideItsBound() {
    Envelope small =
        new Envelope("gala", 149, 69_999, 999, 9_999, List.of("tea", "bank"), CLOSES - 1);

    assertThat(small.problems(CAMPAIGN, CAMPAIGN.waves(), CLOSES, EnvelopeTest::time))
        .containsExactly(
            "150 packets, at most 149",
            "700.00 yuan, at most 699.99",
            "packets of up to 20.00 yuan of cola in wave first, at most 9.99",
            "packets of up to 10.00 yuan of tea in wave second, at most 9.99",
            "packets of enterprise cola, only of tea, bank",
            "100.00 yuan within the minute from 2027-02-05 20:30:00.000 Asia/Shanghai, at most"
                + " 99.99",
            "wave second closes at 2027-02-05 20:45:00.000 Asia/Shanghai, the envelope is valid"
                + " until 2027-02-05 20:44:59.999 Asia/Shanghai",
            "it is 2027-02-05 20:45:00.000 Asia/Shanghai, the envelope was valid until 2027-02-05"
                + " 20:44:59.999 Asia/Shanghai");
  }

  @Test
  void shouldBoundNoOtherShow() {
    Envelope other =
        new Envelope("parade", 150, 70_000, 2_000, 10_000, List.of("cola", "tea"), CLOSES);

    assertThat(other.problems(CAMPAIGN, CAMPAIGN.waves(), NOW, EnvelopeTest::time))
        .containsExactly("show gala, the envelope is of show parade");
  }

  @Test
  void shouldRefuseToBeMadeOfNothing() {
    assertThatThrownBy(() -> new Envelope("gala", 0, 1, 1, 1, List.of("cola"), 1))
        .hasMessage("packets 0: expected 1 or more");
    assertThatThrownBy(() -> new Envelope("gala", 1, 1, 1, 0, List.of("cola"), 1))
        .hasMessage("money a minute 0: expected 1 or more");
    assertThatThrownBy(() -> new Envelope("gala", 1, 1, 1, 1, List.of("cola", "cola"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReleaseAFifthOfFiveMinutesInAMinute() {
    assertThat(peak(FIRST)).isEqualTo(new ReleasePeak(10_000, OPENS));
  }

  @Test
  void shouldReleaseMostOfARampInItsLastMinute() {
    // 100 packets of 500 fen; by the last minute (4/5)^2 of them are released: 64.
    assertThat(peak(curved(FIRST, new Curve.Ramp())))
        .isEqualTo(new ReleasePeak(36 * 500, OPENS + 240_000));
  }

  @Test
  void shouldAddUpTheStepsWithinAMinute() {
    Curve steps =
        new Curve.Steps(
            List.of(
                step(0, "0.3"), step(100_000, "0.2"), step(159_999, "0.2"), step(160_000, "0.3")));

    assertThat(peak(curved(FIRST, steps))).isEqualTo(new ReleasePeak(25_000, OPENS + 100_001));
  }

  @Test
  void shouldRoundTheShareOfABudgetUp() {
    CampaignWave odd = wave("first", OPENS, new Pool("cola", 7, 1_000, 1, 1_000));

    // 7 packets in 300 s: 2 in the first minute, of 285.7 fen.
    assertThat(peak(odd)).isEqualTo(new ReleasePeak(286, OPENS));
  }

  @Test
  void shouldCountAWaveThatIsShorterThanAMinuteAsAWhole() {
    CampaignWave shortest = FIRST.at(new WaveSchedule("first", OPENS, OPENS + 20_000, 5_000));

    assertThat(peak(shortest).fen()).isEqualTo(50_000);
  }

  @Test
  void shouldAddUpWavesThatFollowEachOtherWithinAMinute() {
    CampaignWave first = FIRST.at(new WaveSchedule("first", OPENS, OPENS + 20_000, 5_000));
    CampaignWave next =
        SECOND.at(new WaveSchedule("second", OPENS + 30_000, OPENS + 70_000, 5_000));

    // 20,000 fen over 40 s, of which the minute from the first's opening has 30 s.
    assertThat(peak(first, next)).isEqualTo(new ReleasePeak(50_000 + 15_200, OPENS));
    assertThat(peak(first, next).fen()).isGreaterThan(50_000);
  }

  @Test
  void shouldCountWhatAWaveCarriesAsIfNothingOfItWasWon() {
    CampaignWave carrying =
        new CampaignWave(
            SECOND.schedule(),
            SECOND.odds(),
            SECOND.greetingOdds(),
            SECOND.curve(),
            SECOND.pools(),
            Optional.empty(),
            Optional.of("first"));

    assertThat(peak(FIRST, SECOND).fen()).isEqualTo(10_000);
    assertThat(peak(FIRST, carrying))
        .isEqualTo(new ReleasePeak(14_000, SECOND.schedule().opensAtMillis()));
  }

  @Test
  void shouldCountWhatAnOpenWaveGainsOverItsRest() {
    CampaignWave more = wave("first", OPENS, new Pool("cola", 200, 100_000, 100, 2_000));
    CampaignWave rest =
        FIRST.at(new WaveSchedule("first", OPENS + 270_000, OPENS + 300_000, 5_000));
    Campaign campaign = campaign(more, SECOND);

    assertThat(ReleasePeak.of(campaign, campaign.waves()).fen()).isEqualTo(20_000);
    assertThat(ReleasePeak.of(campaign, List.of(FIRST, rest, SECOND)))
        .isEqualTo(new ReleasePeak(10_000 + 50_000, OPENS + 240_000));
  }

  @Test
  void shouldCountAHeapThatIsReleasedAtItsCap() {
    Curve heap = new Curve.Steps(List.of(step(10_000, "1")));
    CampaignWave wave = wave("first", OPENS, new Pool("cola", 200, 100_000, 100, 2_000));

    // Two packets of 5 yuan a second, for a hundred seconds.
    assertThat(peak(curved(wave, new Curve.Capped(heap, 2))))
        .isEqualTo(new ReleasePeak(60_000, OPENS + 10_000));
    assertThat(peak(curved(wave, new Curve.Capped(heap, 1))).fen()).isEqualTo(30_000);
  }

  @Test
  void shouldReleaseNothingWithoutPackets() {
    assertThat(peak(wave("first", OPENS)).fen()).isZero();
  }

  private static ReleasePeak peak(CampaignWave... waves) {
    return ReleasePeak.of(campaign(waves), List.of(waves));
  }

  private static Curve.Step step(long atMillis, String share) {
    return new Curve.Step(atMillis, new BigDecimal(share));
  }

  private static CampaignWave curved(CampaignWave wave, Curve curve) {
    return wave.at(wave.schedule(), curve);
  }

  private static CampaignWave wave(String id, long opensAtMillis, Pool... pools) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 300_000, 5_000),
        Odds.of("0.02"),
        Odds.of("0"),
        new Curve.Uniform(),
        List.of(pools));
  }

  private static Campaign campaign(CampaignWave... waves) {
    return new Campaign(
        "gala",
        "Asia/Shanghai",
        4,
        new Limits(3, 1),
        List.of(
            new Enterprise("cola", "Cola", "", ""),
            new Enterprise("tea", "Tea", "", ""),
            new Enterprise("bank", "Bank", "", "")),
        List.of(),
        List.of(waves));
  }

  private static String time(long atMillis) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS VV", Locale.ROOT)
        .format(Instant.ofEpochMilli(atMillis).atZone(ZoneId.of(CAMPAIGN.timeZone())));
  }
}
