package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.live.LiveSettings;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.edge.wallet.WalletAddress;
import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeEnvironmentTest {

  @Test
  void shouldReadTheWalletsTokenFromTheFolderOfKeys(@TempDir Path keys) throws Exception {
    Files.writeString(keys.resolve("ticket.keys"), TicketKeys.generate("k1").toSecretText() + "\n");
    Files.writeString(keys.resolve("verifying.key"), PlanFixture.VERIFYING_KEY.toBase64() + "\n");
    Files.writeString(keys.resolve("wallet.token"), "a-secret-of-16-chars\n");

    EdgeSettings settings =
        EdgeEnvironment.read(
            Map.of(
                "HONGBAO_KAFKA", "127.0.0.1:9092",
                "HONGBAO_REDIS", "127.0.0.1:6379",
                "HONGBAO_KEYS", keys.toString(),
                "HONGBAO_WALLET", "http://wallet-1:8100"));

    assertThat(settings.wallet())
        .contains(WalletAddress.of("http://wallet-1:8100", Optional.of("a-secret-of-16-chars")));
  }

  @Test
  void shouldReadWhatIsGivenAndTakeTheRestAsUsual(@TempDir Path keys) throws Exception {
    Files.writeString(keys.resolve("ticket.keys"), TicketKeys.generate("k1").toSecretText() + "\n");
    Files.writeString(keys.resolve("verifying.key"), PlanFixture.VERIFYING_KEY.toBase64() + "\n");

    EdgeSettings settings =
        EdgeEnvironment.read(
            Map.of(
                "HONGBAO_KAFKA", "127.0.0.1:9092",
                "HONGBAO_REDIS", "127.0.0.1:6379",
                "HONGBAO_KEYS", keys.toString(),
                "HONGBAO_EDGE_PORT", "8181",
                "HONGBAO_DEV", "true",
                "HONGBAO_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::/32 ,::1",
                "HONGBAO_CORS_ORIGINS", "https://Gala.example, http://127.0.0.1:3000",
                "HONGBAO_IDLE_TIMEOUT_MS", "90000",
                "HONGBAO_PEERS", "http://edge-2:8090, https://edge-3/",
                "HONGBAO_PLAN_FOLDER", "/var/plans"));

    assertThat(settings.verifyingKey().toBase64()).isEqualTo(PlanFixture.VERIFYING_KEY.toBase64());
    assertThat(settings.port()).isEqualTo(8181);
    assertThat(settings.adminPort()).isEqualTo(8090);
    assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.redisUri()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(settings.devMode()).isTrue();
    assertThat(settings.trustedProxies()).hasSize(3);
    assertThat(settings.corsOrigins().origins())
        .containsExactlyInAnyOrder("https://gala.example", "http://127.0.0.1:3000");
    assertThat(settings.planDelivery())
        .isEqualTo(
            new PlanDelivery(
                Optional.of(Path.of("/var/plans")),
                List.of(URI.create("http://edge-2:8090"), URI.create("https://edge-3"))));
    assertThat(settings.timeouts()).isEqualTo(new HttpTimeouts(90_000, 10_000, 5_000, 30_000));
  }

  private static Map<String, String> variables(Path keys, Map<String, String> more)
      throws IOException {
    Files.writeString(keys.resolve("ticket.keys"), TicketKeys.generate("k1").toSecretText());
    Files.writeString(keys.resolve("verifying.key"), PlanFixture.VERIFYING_KEY.toBase64());
    Map<String, String> all = new HashMap<>(more);
    all.put("HONGBAO_KAFKA", "127.0.0.1:9092");
    all.put("HONGBAO_REDIS", "127.0.0.1:6379");
    all.put("HONGBAO_KEYS", keys.toString());
    return all;
  }

  @Test
  void shouldReadTheBoundsOfAddresses(@TempDir Path keys) throws IOException {
    EdgeSettings settings =
        EdgeEnvironment.read(
            variables(
                keys,
                Map.of(
                    "HONGBAO_SHARED_ADDRESSES", "198.51.100.0/24*50, 203.0.113.7",
                    "HONGBAO_MAX_CONNECTIONS_PER_ADDRESS", "10",
                    "HONGBAO_MAX_NEW_CONNECTIONS_PER_ADDRESS_AND_SECOND", "11",
                    "HONGBAO_MAX_REQUESTS_PER_ADDRESS_AND_SECOND", "12",
                    "HONGBAO_MAX_REQUESTS_PER_USER_AND_SECOND", "13",
                    "HONGBAO_BOUND_LOOPBACK", "true")));

    assertThat(settings.security().addresses())
        .hasToString(
            "AddressSettings[maxOpenConnections=10, maxNewConnectionsPerSecond=11,"
                + " maxRequestsPerSecond=12, maxUserRequestsPerSecond=13,"
                + " shared=[198.51.100.0/24*50, 203.0.113.7], isLoopbackBounded=true]");
    assertThat(settings.security().ticketKeyFile()).hasValue(keys.resolve("ticket.keys"));
  }

  @Test
  void shouldAskForAnAdminTokenBeyondLoopback(@TempDir Path keys) throws IOException {
    Map<String, String> open = variables(keys, Map.of("HONGBAO_BIND", "0.0.0.0"));
    assertThatThrownBy(() -> EdgeEnvironment.read(open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the admin port would be open at 0.0.0.0 without a token");

    AdminToken token = AdminToken.generate();
    Files.writeString(keys.resolve("admin.token"), token.toSecretText() + "\n");

    assertThat(EdgeEnvironment.read(open).security().adminToken())
        .hasValueSatisfying(read -> assertThat(read.isIn(token.toAuthorization())).isTrue());
    open.put("HONGBAO_ADMIN_TOKEN", "0123456789abcdef");
    assertThat(EdgeEnvironment.read(open).security().adminToken())
        .hasValueSatisfying(read -> assertThat(read.isIn("Bearer 0123456789abcdef")).isTrue());
  }

  @Test
  void shouldNotShowASecretThatCannotBeUsed() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "HONGBAO_TICKET_KEYS", "k1:dGhlIHNlY3JldA==",
                        "HONGBAO_ADMIN_TOKEN", "dGhlIHNlY3JldA",
                        "HONGBAO_VERIFYING_KEY", "dGhlIHNlY3JldA==")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HONGBAO_TICKET_KEYS: ticket key k1: secret of 10 bytes")
        .hasMessageContaining("HONGBAO_ADMIN_TOKEN: an admin token of 14 characters")
        .hasMessageNotContaining("dGhlIHNlY3JldA");
  }

  @Test
  void shouldReadHowLongConnectionsAreKept() {
    LiveSettings live =
        EdgeEnvironment.readOver(
                TestEdge.settings("edge-1"),
                Map.of(
                    "HONGBAO_LIVE_MAX_CONNECTIONS", "0",
                    "HONGBAO_LIVE_FIRST_FRAME_MS", "3000",
                    "HONGBAO_LIVE_PING_SECONDS", "45",
                    "HONGBAO_LIVE_RETURN_SECONDS", "60",
                    "HONGBAO_LIVE_ACCEPTS_PER_SECOND", "50"))
            .live();

    assertThat(live)
        .isEqualTo(
            LiveSettings.DEFAULT
                .withMaxConnections(0)
                .withFirstFrameTimeoutMillis(3_000)
                .withPingEverySeconds(45)
                .withReturnWindowSeconds(60)
                .withAcceptsPerSecond(50));
    assertThatThrownBy(
            () ->
                EdgeEnvironment.readOver(
                    TestEdge.settings("edge-1"),
                    Map.of(
                        "HONGBAO_LIVE_PING_SECONDS", "0", "HONGBAO_LIVE_MAX_CONNECTIONS", "many")))
        .hasMessageContaining("HONGBAO_LIVE_PING_SECONDS '0'")
        .hasMessageContaining("HONGBAO_LIVE_MAX_CONNECTIONS 'many': expected a number");
  }

  @Test
  void shouldReadOverHowLongPhonesLookAtTheirPackets() {
    EdgeSettings usual = TestEdge.settings("edge-1");

    assertThat(EdgeEnvironment.readOver(usual, Map.of()).packetsSpread())
        .isEqualTo(new PacketsSpread(60));
    assertThat(
            EdgeEnvironment.readOver(usual, Map.of("HONGBAO_PACKETS_SPREAD_SECONDS", "0"))
                .packetsSpread())
        .isEqualTo(new PacketsSpread(0));
    assertThatThrownBy(
            () -> EdgeEnvironment.readOver(usual, Map.of("HONGBAO_PACKETS_SPREAD_SECONDS", "3601")))
        .hasMessageContaining("HONGBAO_PACKETS_SPREAD_SECONDS '3601': expected 0 to 3600");
  }

  @Test
  void shouldReadHowManyRepliesMayBeLeftLying() {
    assertThat(untakenOf(Map.of())).isEqualTo(SecuritySettings.LOCAL.maxUntakenReplies());
    assertThat(untakenOf(Map.of("HONGBAO_MAX_UNTAKEN_REPLIES", "500"))).isEqualTo(500);
    assertThat(SecuritySettings.untakenRepliesOf(512L * 1_024 * 1_024)).isEqualTo(4_096);
    assertThatThrownBy(() -> untakenOf(Map.of("HONGBAO_MAX_UNTAKEN_REPLIES", "15")))
        .hasMessageContaining(
            "HONGBAO_MAX_UNTAKEN_REPLIES '15': most untaken replies 15: expected 16 to 10000000");
  }

  @Test
  void shouldReadHowManyHandshakesMayWait() {
    EdgeSettings settings = TestEdge.settings("edge-1");
    assertThat(EdgeEnvironment.readOver(settings, Map.of()).security().maxWaitingHandshakes())
        .isEqualTo(1_000);
    assertThat(
            EdgeEnvironment.readOver(settings, Map.of("HONGBAO_MAX_WAITING_HANDSHAKES", "50"))
                .security()
                .maxWaitingHandshakes())
        .isEqualTo(50);
    assertThatThrownBy(
            () ->
                EdgeEnvironment.readOver(
                    settings, Map.of("HONGBAO_MAX_WAITING_HANDSHAKES", "100001")))
        .hasMessageContaining(
            "HONGBAO_MAX_WAITING_HANDSHAKES '100001': most waiting handshakes 100001: expected 1 to"
                + " 100000");
  }

  private static int untakenOf(Map<String, String> variables) {
    return EdgeEnvironment.readOver(TestEdge.settings("edge-1"), variables)
        .security()
        .maxUntakenReplies();
  }

  @Test
  void shouldReadHowLongShakesMayWait() {
    assertThat(admissionOf(Map.of())).isEqualTo(AdmissionSettings.DEFAULT);
    assertThat(
            admissionOf(Map.of("HONGBAO_TARGET_DELAY_MS", "800", "HONGBAO_RAMP_PER_SECOND", "50")))
        .isEqualTo(new AdmissionSettings(800, 50));
    assertThatThrownBy(
            () ->
                admissionOf(
                    Map.of("HONGBAO_TARGET_DELAY_MS", "10", "HONGBAO_RAMP_PER_SECOND", "few")))
        .hasMessageContaining("HONGBAO_TARGET_DELAY_MS '10': target delay 10: expected 100 to")
        .hasMessageContaining("HONGBAO_RAMP_PER_SECOND 'few': expected a number");
  }

  private static AdmissionSettings admissionOf(Map<String, String> variables) {
    return EdgeEnvironment.readOver(TestEdge.settings("edge-1"), variables).admission();
  }

  @Test
  void shouldTellAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "HONGBAO_REDIS", "127.0.0.1:6379",
                        "HONGBAO_EDGE_PORT", "http",
                        "HONGBAO_TRUSTED_PROXIES", "everybody",
                        "HONGBAO_CORS_ORIGINS", "https://gala.example/path",
                        "HONGBAO_IDLE_TIMEOUT_MS", "1m",
                        "HONGBAO_PEERS", "edge-2:8090",
                        "HONGBAO_SHARED_ADDRESSES", "campus",
                        "HONGBAO_BIND", "192.0.2.1",
                        "HONGBAO_BODY_TIMEOUT_MS", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HONGBAO_EDGE_PORT 'http'")
        .hasMessageContaining("HONGBAO_KAFKA: expected a value")
        .hasMessageContaining("HONGBAO_TICKET_KEYS: expected keys")
        .hasMessageContaining("HONGBAO_VERIFYING_KEY: expected keys")
        .hasMessageContaining("HONGBAO_TRUSTED_PROXIES 'everybody'")
        .hasMessageContaining("HONGBAO_CORS_ORIGINS 'https://gala.example/path': origin")
        .hasMessageContaining("HONGBAO_SHARED_ADDRESSES 'campus': address range 'campus'")
        .hasMessageContaining("the admin port would be open at 192.0.2.1")
        .hasMessageContaining("HONGBAO_PEERS 'edge-2:8090': 'edge-2:8090': expected the address")
        .hasMessageContaining("HONGBAO_IDLE_TIMEOUT_MS '1m': expected a number of milliseconds")
        .hasMessageContaining("HONGBAO_BODY_TIMEOUT_MS '0': a time-out of 0 ms: expected 100 to");
  }
}
