package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayoutTimeTest {

  private static final long HOUR = 3_600_000;

  @Test
  void shouldCountEveryPacketOnceAndEveryShareOfASplitOne() {
    PayoutTime time = PayoutTime.of(campaign(HOUR), 100);

    assertThat(time.payouts()).isEqualTo(6_000 + 5 * 1_000);
    assertThat(time.millis()).isEqualTo(110_000);
    assertThat(time).hasToString("11,000 take 1m50s at 100 a second; winners can claim for 1h");
  }

  @Test
  void shouldHaveAProblemOnlyIfNotAllCanBePaidWhileTheyCanBeClaimed() {
    assertThat(PayoutTime.of(campaign(110_000), 100).problem()).isEmpty();
    assertThat(PayoutTime.of(campaign(109_999), 100).problem())
        .hasValue(
            "claim_within is 109999ms, and 11,000 payouts at 100 a second take 1m50s: make it"
                + " longer, pay out faster or give fewer packets");
  }

  @Test
  void shouldRefuseRatesThatMeanNothing() {
    assertThatThrownBy(() -> PayoutTime.of(campaign(HOUR), 0))
        .hasMessage("payout-rate 0.0: expected above 0");
    assertThatThrownBy(() -> PayoutTime.of(campaign(HOUR), Double.NaN))
        .hasMessage("payout-rate NaN: expected above 0");
  }

  private static Campaign campaign(long claimWithinMillis) {
    CampaignWave wave =
        Previews.wave(
            "first",
            0,
            "0.5",
            new Pool("cola", 6_000, 600_000, 50, 200),
            new Pool("tea", 1_000, 600_000, 50, 2_000, 5));
    return new Campaign(
            "gala",
            "Asia/Shanghai",
            64,
            new Limits(3, 1),
            List.of(new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
            List.of(),
            List.of(wave))
        .withClaimTerms(new ClaimTerms(claimWithinMillis, 0));
  }
}
