package io.hongbao.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WalletSettingsTest {

  private static final String DATABASE = "jdbc:postgresql://db:5432/wallet?user=w&password=secret";

  @Test
  void shouldStayOnLoopbackWithoutFaultsUnlessAsked() {
    WalletSettings settings = WalletSettings.read(Map.of("HONGBAO_WALLET_DATABASE", DATABASE));

    assertThat(settings.server().address()).isEqualTo("127.0.0.1");
    assertThat(settings.server().port()).isEqualTo(8100);
    assertThat(settings.server().takesFaults()).isFalse();
  }

  @Test
  void shouldNotPrintAPassword() {
    WalletSettings settings = WalletSettings.read(Map.of("HONGBAO_WALLET_DATABASE", DATABASE));

    assertThat(settings.toString())
        .contains("jdbc:postgresql://db:5432/wallet")
        .doesNotContain("secret");
  }

  @Test
  void shouldReportAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                WalletSettings.read(
                    Map.of(
                        "HONGBAO_WALLET_BIND", "0.0.0.0",
                        "HONGBAO_WALLET_POOL", "many",
                        "HONGBAO_WALLET_TOKEN", "short")))
        .hasMessageContaining("HONGBAO_WALLET_DATABASE: expected jdbc:postgresql:")
        .hasMessageContaining("HONGBAO_WALLET_POOL: many, expected a number from 1 to 200")
        .hasMessageContaining("HONGBAO_WALLET_TOKEN: a token of 5 characters")
        .hasMessageContaining("HONGBAO_WALLET_BIND is 0.0.0.0, which is not loopback");
  }
}
