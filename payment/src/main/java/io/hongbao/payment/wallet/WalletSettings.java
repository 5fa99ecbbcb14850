package io.hongbao.payment.wallet;

import io.hongbao.payment.Variables;
import io.hongbao.payment.http.BearerToken;
import io.hongbao.payment.wallet.http.WalletServer;
import io.hongbao.payment.wallet.store.WalletDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the wallet is told, by environment variables. All that is wrong is reported at once.
 *
 * <pre>
 * HONGBAO_WALLET_DATABASE       required, such as jdbc:postgresql://db:5432/wallet?user=wallet
 * HONGBAO_WALLET_POOL           16; connections to the database
 * HONGBAO_WALLET_BIND           127.0.0.1
 * HONGBAO_WALLET_PORT           8100
 * HONGBAO_WALLET_ADMIN_PORT     8110
 * HONGBAO_WALLET_MAX_IN_FLIGHT  64; requests served at a time, 1 to 10000
 * HONGBAO_WALLET_TOKEN          none; what callers must show, required where it is not on loopback
 * HONGBAO_WALLET_ADMIN_TOKEN    none; the same for the admin port
 * HONGBAO_WALLET_FAULTS         false; true lets the admin port make it fail, for rehearsals
 * HONGBAO_WALLET_DATABASE_PASSWORD  none; else one in the URL counts
 * HONGBAO_KEYS                  none; a folder with files wallet.token, admin.token and
 *                               wallet-database.password, for what no variable says
 * </pre>
 */
public record WalletSettings(WalletDatabase.Settings database, WalletServer.Settings server) {

  public static final String LOOPBACK = "127.0.0.1";

  private static final int DEFAULT_MAX_IN_FLIGHT = 64;

  /** A wallet on loopback without tokens that takes faults, for tests and rehearsals. */
  public static WalletSettings local(String databaseUrl, int port, int adminPort) {
    return new WalletSettings(
        WalletDatabase.Settings.of(databaseUrl),
        new WalletServer.Settings(
            LOOPBACK,
            port,
            adminPort,
            DEFAULT_MAX_IN_FLIGHT,
            Optional.empty(),
            Optional.empty(),
            true));
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException listing every variable that is missing or wrong
   */
  public static WalletSettings read(Map<String, String> variables) {
    Variables reader = new Variables(variables);
    int pool = reader.number("HONGBAO_WALLET_POOL", 16, 1, 200);
    Optional<String> password =
        reader.secret(
            "HONGBAO_WALLET_DATABASE_PASSWORD", "wallet-database.password", Function.identity());
    Optional<WalletDatabase.Settings> database =
        reader.value(
            "HONGBAO_WALLET_DATABASE",
            url -> WalletDatabase.Settings.of(url, pool).withPassword(password));
    if (database.isEmpty()) {
      reader.addProblem(
          "HONGBAO_WALLET_DATABASE: expected jdbc:postgresql://HOST:PORT/DATABASE?user=USER");
    }
    String address = reader.text("HONGBAO_WALLET_BIND", LOOPBACK);
    int port = reader.number("HONGBAO_WALLET_PORT", 8_100, 0, 65_535);
    int adminPort = reader.number("HONGBAO_WALLET_ADMIN_PORT", 8_110, 0, 65_535);
    int maxInFlight =
        reader.number("HONGBAO_WALLET_MAX_IN_FLIGHT", DEFAULT_MAX_IN_FLIGHT, 1, 10_000);
    Optional<BearerToken> token =
        reader.secret("HONGBAO_WALLET_TOKEN", "wallet.token", BearerToken::new);
    Optional<BearerToken> adminToken =
        reader.secret("HONGBAO_WALLET_ADMIN_TOKEN", "admin.token", BearerToken::new);
    if ((token.isEmpty() || adminToken.isEmpty()) && !Variables.isLoopback(address)) {
      reader.addProblem(
          "HONGBAO_WALLET_BIND is "
              + address
              + ", which is not loopback: set HONGBAO_WALLET_TOKEN and HONGBAO_WALLET_ADMIN_TOKEN");
    }
    boolean takesFaults =
        Boolean.parseBoolean(variables.getOrDefault("HONGBAO_WALLET_FAULTS", "false"));
    reader.requireNoProblem();
    return new WalletSettings(
        database.orElseThrow(),
        new WalletServer.Settings(
            address, port, adminPort, maxInFlight, token, adminToken, takesFaults));
  }
}
