package io.hongbao.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void shouldTakeSecretsFromAFolder(@TempDir Path keys) throws IOException {
    Files.writeString(keys.resolve("wallet.token"), "0123456789abcdef0\n");
    Files.writeString(keys.resolve("admin.token"), "0123456789abcdef1\n");
    Files.writeString(keys.resolve("wallet-database.password"), "secret\n");

    WalletSettings settings =
        WalletSettings.read(
            Map.of(
                "HONGBAO_WALLET_DATABASE",
                DATABASE,
                "HONGBAO_WALLET_BIND",
                "0.0.0.0",
                "HONGBAO_KEYS",
                keys.toString()));

    assertThat(settings.server().token()).isPresent();
    assertThat(settings.server().adminToken()).isPresent();
    assertThat(settings.database().password()).contains("secret");
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
