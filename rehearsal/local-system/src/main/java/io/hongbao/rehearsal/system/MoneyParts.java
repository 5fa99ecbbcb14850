package io.hongbao.rehearsal.system;

import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.payment.payout.PayoutMain;
import io.hongbao.payment.wallet.WalletMain;
import io.hongbao.rehearsal.parts.Ports;
import io.hongbao.rehearsal.parts.PostgresProgram;
import io.hongbao.rehearsal.parts.PostgresSettings;
import io.hongbao.rehearsal.processes.HttpReadiness;
import io.hongbao.rehearsal.processes.JavaCommand;
import io.hongbao.rehearsal.processes.PartSpec;
import io.hongbao.rehearsal.processes.ProcessSettings;
import io.hongbao.rehearsal.processes.StopOrder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts that pay: PostgreSQL, unless another one is named, the wallet before it, and the payout
 * adapter. No option moves their ports, so that they take the next free ones beside the edge's.
 *
 * @param databaseUrl of JDBC
 * @param postgres empty if another database is named
 */
record MoneyParts(
    String databaseUrl,
    Optional<PostgresSettings> postgres,
    int walletPort,
    int walletAdminPort,
    int payoutAdminPort) {

  static final String WALLET = "wallet-1";
  static final String PAYOUT = "payout-1";

  private static final String POSTGRES = "postgres-1";

  /** From the ports of the edge and of its admin calls: 8100, 8110, 8120 and 8130. */
  private static final int WALLET_FROM_EDGE = 20;

  private static final int WALLET_ADMIN_FROM_ADMIN = 20;
  private static final int PAYOUT_ADMIN_FROM_ADMIN = 30;
  private static final int POSTGRES_FROM_ADMIN = 40;

  /**
   * Some hundred transfers a second keep a fraction of it busy; what is free at rest is given back.
   */
  private static final String[] JVM_OPTIONS = {"-Xms16m", "-Xmx256m", "-XX:+UseSerialGC"};

  /** Finds ports for them that nobody holds. */
  static MoneyParts of(LocalSettings settings, MoneySettings money) {
    LocalPorts ports = settings.ports();
    Set<Integer> promised = new HashSet<>(ports.all());
    EdgePorts.of(settings).forEach(edge -> promised.addAll(List.of(edge.port(), edge.adminPort())));
    int wallet = take(ports.edge() + WALLET_FROM_EDGE, promised);
    int walletAdmin = take(ports.admin() + WALLET_ADMIN_FROM_ADMIN, promised);
    int payoutAdmin = take(ports.admin() + PAYOUT_ADMIN_FROM_ADMIN, promised);
    Optional<PostgresSettings> postgres =
        money.databaseUrl().isPresent()
            ? Optional.empty()
            : Optional.of(
                postgres(settings.data(), take(ports.admin() + POSTGRES_FROM_ADMIN, promised)));
    return new MoneyParts(
        money.databaseUrl().or(() -> postgres.map(PostgresSettings::url)).orElseThrow(),
        postgres,
        wallet,
        walletAdmin,
        payoutAdmin);
  }

  private static int take(int from, Set<Integer> promised) {
    int port = Ports.nextFree(from, promised);
    promised.add(port);
    return port;
  }

  private static PostgresSettings postgres(DataDirectory data, int port) {
    return new PostgresSettings(
        POSTGRES,
        port,
        data.postgres(),
        data.pidFile(POSTGRES),
        data.logs().resolve(POSTGRES + ".log"));
  }

  Addresses.Money addresses() {
    return new Addresses.Money(walletUrl(), url(walletAdminPort), url(payoutAdminPort));
  }

  String walletUrl() {
    return url(walletPort);
  }

  String payoutUrl() {
    return url(payoutAdminPort);
  }

  private static String url(int port) {
    return "http://" + Ports.LOOPBACK + ":" + port;
  }

  /** What needs neither Kafka nor topics; the wallet waits for its database by itself. */
  List<PartSpec> databaseAndWallet(ProcessSettings processes) {
    List<PartSpec> parts = new ArrayList<>();
    postgres.ifPresent(
        it ->
            parts.add(
                new PartSpec(
                    it.name(),
                    it.address(),
                    () -> PostgresProgram.prepare(it),
                    Map.of(),
                    () -> PostgresProgram.answers(it),
                    StopOrder.CACHE)));
    parts.add(
        new PartSpec(
            WALLET,
            walletUrl(),
            () -> java(processes, WALLET, WalletMain.class),
            environment(
                Map.of(
                    "HONGBAO_WALLET_DATABASE",
                    databaseUrl,
                    "HONGBAO_WALLET_PORT",
                    String.valueOf(walletPort),
                    "HONGBAO_WALLET_ADMIN_PORT",
                    String.valueOf(walletAdminPort),
                    "HONGBAO_WALLET_FAULTS",
                    "true")),
            new HttpReadiness(URI.create(url(walletAdminPort) + "/readyz")),
            StopOrder.FLINK));
    return parts;
  }

  /** The topics exist by now. */
  PartSpec payout(ProcessSettings processes, String kafka) {
    return new PartSpec(
        PAYOUT,
        payoutUrl(),
        () -> java(processes, PAYOUT, PayoutMain.class),
        environment(
            Map.of(
                "HONGBAO_KAFKA",
                kafka,
                "HONGBAO_WALLET",
                walletUrl(),
                "HONGBAO_PAYOUT_ID",
                PAYOUT,
                "HONGBAO_PAYOUT_ADMIN_PORT",
                String.valueOf(payoutAdminPort))),
        new HttpReadiness(URI.create(url(payoutAdminPort) + "/readyz")),
        StopOrder.EDGES);
  }

  private static List<String> java(ProcessSettings processes, String part, Class<?> main) {
    return processes.java(part, main.getName()).options(JVM_OPTIONS).build();
  }

  private static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(JavaCommand.environment());
    environment.putAll(variables);
    return environment;
  }
}
