package io.hongbao.show.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Curve;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

  @Test
  void shouldShowPoolsRatesAndTheReleaseCurve() {
    // Given
    long opens = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();
    Curve curve =
        new Curve.Steps(
            List.of(
                new Curve.Step(0, new BigDecimal("0.25")),
                new Curve.Step(50_000, new BigDecimal("0.75"))));
    CampaignWave wave =
        new CampaignWave(
            new WaveSchedule("first", opens, opens + 100_000, 5_000),
            Odds.of("0.03"),
            Odds.of("0"),
            curve,
            List.of(
                new Pool("cola", 1_500, 300_000, 100, 2_000),
                new Pool("tea", 500, 123_456_78, 1, 10_000_000)));
    Campaign campaign =
        new Campaign(
            "gala",
            "Asia/Shanghai",
            64,
            new Limits(3, 1),
            List.of(new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
            List.of(),
            List.of(wave));

    // When
    String text = SummaryText.of(CampaignSummary.of(campaign));

    // Then
    assertThat(text)
        .isEqualTo(
            """
            show gala: 2,000 packets, 126,456.78 yuan, 64 buckets

            wave first: 2027-02-05 20:30:00 to 2027-02-05 20:31:40 Asia/Shanghai (100s), 2,000 packets, 126,456.78 yuan
              odds 0.03: about 66,667 shakes give everything away
              expected wins a second: 20.0, at most 300.0

              enterprise               packets             yuan        min        max  a bucket
              cola                       1,500         3,000.00       1.00      20.00        23
              tea                          500       123,456.78       0.01 100,000.00         7

                     +0s  ##############                           500
                     +5s                                           0
                    +10s                                           0
                    +15s                                           0
                    +20s                                           0
                    +25s                                           0
                    +30s                                           0
                    +35s                                           0
                    +40s                                           0
                    +45s                                           0
                    +50s  ######################################## 1,500
                    +55s                                           0
                     +1m                                           0
                    +65s                                           0
                    +70s                                           0
                    +75s                                           0
                    +80s                                           0
                    +85s                                           0
                    +90s                                           0
                    +95s                                           0
            """);
  }

  @Test
  void shouldSayThatNothingCanBeWonAtOddsOfZero() {
    WaveSchedule schedule = new WaveSchedule("first", 0, 100_000, 5_000);
    CampaignWave wave =
        new CampaignWave(schedule, Odds.of("0"), Odds.of("0"), new Curve.Ramp(), List.of());
    Campaign campaign =
        new Campaign("gala", "UTC", 1, new Limits(1, 1), List.of(), List.of(), List.of(wave));

    assertThat(SummaryText.of(CampaignSummary.of(campaign))).contains("odds 0: nothing can be won");
  }
}
