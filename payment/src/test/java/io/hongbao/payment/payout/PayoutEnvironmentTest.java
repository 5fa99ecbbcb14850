package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PayoutEnvironmentTest {

  @Test
  void shouldPayOnLoopbackUnlessAsked() {
    Payout.Settings settings =
        PayoutEnvironment.read(
            Map.of("HONGBAO_KAFKA", "kafka-1:9092", "HONGBAO_WALLET", "http://wallet:8100"));

    assertThat(settings.id()).isEqualTo("payout-1");
    assertThat(settings.topics().instructions()).isEqualTo("payouts");
    assertThat(settings.bounds()).isEqualTo(PayoutSettings.DEFAULT);
    assertThat(settings.address()).isEqualTo("127.0.0.1");
    assertThat(settings.adminPort()).isEqualTo(8120);
  }

  @Test
  void shouldTakeTheBoundsItIsTold() {
    Payout.Settings settings =
        PayoutEnvironment.read(
            Map.of(
                "HONGBAO_KAFKA", "kafka-1:9092",
                "HONGBAO_WALLET", "https://wallet.example",
                "HONGBAO_WALLET_TOKEN", "0123456789abcdef",
                "HONGBAO_PAYOUT_MAX_IN_FLIGHT", "8",
                "HONGBAO_PAYOUT_MAX_PER_SECOND", "200"));

    assertThat(settings.bounds()).isEqualTo(PayoutSettings.DEFAULT.within(8, 200));
    assertThat(settings.toString()).doesNotContain("0123456789abcdef");
  }

  @Test
  void shouldReportAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                PayoutEnvironment.read(
                    Map.of(
                        "HONGBAO_WALLET", "wallet:8100",
                        "HONGBAO_PAYOUT_BIND", "0.0.0.0",
                        "HONGBAO_PAYOUT_TIMEOUT_MS", "soon")))
        .hasMessageContaining("HONGBAO_KAFKA is not set")
        .hasMessageContaining("HONGBAO_WALLET: wallet:8100, expected http://HOST:PORT")
        .hasMessageContaining(
            "HONGBAO_PAYOUT_TIMEOUT_MS: soon, expected a number from 10 to 600000")
        .hasMessageContaining("HONGBAO_PAYOUT_BIND is 0.0.0.0, which is not loopback");
  }
}
