package io.hongbao.payment.payout;

import io.hongbao.kafka.Topics;
import io.hongbao.payment.Variables;
import io.hongbao.payment.http.BearerToken;
import io.hongbao.payment.payout.kafka.PayoutTopics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the payout adapter is told, by environment variables. All that is wrong is reported at once.
 *
 * <pre>
 * HONGBAO_KAFKA                  required, such as kafka-1:9092,kafka-2:9092
 * HONGBAO_WALLET                 required, such as http://127.0.0.1:8100
 * HONGBAO_WALLET_TOKEN           none; what the wallet asks for
 * HONGBAO_PAYOUT_ID              payout-1; as it stands in records of refusals
 * HONGBAO_PAYOUT_GROUP           payout; adapters of one group share the work
 * HONGBAO_PAYOUT_MAX_HELD        500; instructions read and not finished, 1 to 10000
 * HONGBAO_PAYOUT_MAX_IN_FLIGHT   32; calls of the wallet at a time
 * HONGBAO_PAYOUT_MAX_PER_SECOND  500; what the wallet takes
 * HONGBAO_PAYOUT_TIMEOUT_MS      5000; of a call, 10 to 600000
 * HONGBAO_PAYOUT_BIND            127.0.0.1
 * HONGBAO_PAYOUT_ADMIN_PORT      8120
 * HONGBAO_PAYOUT_ADMIN_TOKEN     none; required where the admin port is not on loopback
 * HONGBAO_KEYS                   none; a folder with files wallet.token and admin.token, for what no
 *                                variable says
 * </pre>
 */
public final class PayoutEnvironment {

  public static final String DEFAULT_ID = "payout-1";
  public static final String DEFAULT_GROUP = "payout";

  private static final int DEFAULT_MAX_HELD = 500;
  private static final int DEFAULT_TIMEOUT_MILLIS = 5_000;
  private static final String LOOPBACK = "127.0.0.1";

  private PayoutEnvironment() {}

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException listing every variable that is missing or wrong
   */
  public static Payout.Settings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    String kafka = variables.text("HONGBAO_KAFKA", "");
    if (kafka.isEmpty()) {
      variables.addProblem("HONGBAO_KAFKA is not set, expected HOST:PORT[,HOST:PORT…]");
    }
    Optional<URI> wallet = variables.value("HONGBAO_WALLET", PayoutEnvironment::address);
    if (wallet.isEmpty()) {
      variables.addProblem("HONGBAO_WALLET: expected http://HOST:PORT");
    }
    Optional<String> token =
        variables.secret(
            "HONGBAO_WALLET_TOKEN",
            "wallet.token",
            text -> {
              var unused = new BearerToken(text);
              return text;
            });
    PayoutSettings bounds =
        PayoutSettings.DEFAULT.within(
            variables.number(
                "HONGBAO_PAYOUT_MAX_IN_FLIGHT", PayoutSettings.DEFAULT.maxInFlight(), 1, 10_000),
            variables.number(
                "HONGBAO_PAYOUT_MAX_PER_SECOND",
                PayoutSettings.DEFAULT.maxPerSecond(),
                1,
                1_000_000));
    int timeoutMillis =
        variables.number("HONGBAO_PAYOUT_TIMEOUT_MS", DEFAULT_TIMEOUT_MILLIS, 10, 600_000);
    int maxHeld = variables.number("HONGBAO_PAYOUT_MAX_HELD", DEFAULT_MAX_HELD, 1, 10_000);
    String address = variables.text("HONGBAO_PAYOUT_BIND", LOOPBACK);
    int adminPort = variables.number("HONGBAO_PAYOUT_ADMIN_PORT", 8_120, 0, 65_535);
    Optional<BearerToken> adminToken =
        variables.secret("HONGBAO_PAYOUT_ADMIN_TOKEN", "admin.token", BearerToken::new);
    if (adminToken.isEmpty() && !Variables.isLoopback(address)) {
      variables.addProblem(
          "HONGBAO_PAYOUT_BIND is "
              + address
              + ", which is not loopback: set HONGBAO_PAYOUT_ADMIN_TOKEN");
    }
    String group = variables.text("HONGBAO_PAYOUT_GROUP", DEFAULT_GROUP);
    String id = variables.text("HONGBAO_PAYOUT_ID", DEFAULT_ID);
    variables.requireNoProblem();
    return new Payout.Settings(
        id,
        new PayoutTopics(kafka, group, Topics.PAYOUTS, Topics.DEAD_LETTERS),
        maxHeld,
        new HttpPaymentSystem.Settings(
            wallet.orElseThrow(), token, Duration.ofMillis(timeoutMillis)),
        bounds,
        address,
        adminPort,
        adminToken);
  }

  /** An adapter of this machine, without tokens. */
  public static Payout.Settings local(String kafka, String walletUrl, int adminPort) {
    return read(
        Map.of(
            "HONGBAO_KAFKA", kafka,
            "HONGBAO_WALLET", walletUrl,
            "HONGBAO_PAYOUT_ADMIN_PORT", String.valueOf(adminPort)));
  }

  private static URI address(String text) {
    URI uri = URI.create(text);
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException(text + ", expected http://HOST:PORT");
    }
    return uri;
  }
}
