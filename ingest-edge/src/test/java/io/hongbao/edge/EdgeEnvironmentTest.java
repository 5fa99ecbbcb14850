package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.tickets.TicketKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeEnvironmentTest {

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
                        "HONGBAO_BODY_TIMEOUT_MS", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HONGBAO_EDGE_PORT 'http'")
        .hasMessageContaining("HONGBAO_KAFKA: expected a value")
        .hasMessageContaining("HONGBAO_TICKET_KEYS: expected keys")
        .hasMessageContaining("HONGBAO_VERIFYING_KEY: expected keys")
        .hasMessageContaining("HONGBAO_TRUSTED_PROXIES 'everybody'")
        .hasMessageContaining("HONGBAO_CORS_ORIGINS 'https://gala.example/path': origin")
        .hasMessageContaining("HONGBAO_PEERS 'edge-2:8090': 'edge-2:8090': expected the address")
        .hasMessageContaining("HONGBAO_IDLE_TIMEOUT_MS '1m': expected a number of milliseconds")
        .hasMessageContaining("HONGBAO_BODY_TIMEOUT_MS '0': a time-out of 0 ms: expected 100 to");
  }
}
