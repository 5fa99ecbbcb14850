package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.ticket.TicketKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeEnvironmentTest {

  @Test
  void shouldReadWhatIsGivenAndTakeTheRestAsUsual(@TempDir Path keys) throws Exception {
    Files.writeString(keys.resolve("ticket.keys"), TicketKeys.generate("k1").toSecretText() + "\n");

    EdgeSettings settings =
        EdgeEnvironment.read(
            Map.of(
                "HONGBAO_KAFKA", "127.0.0.1:9092",
                "HONGBAO_REDIS", "127.0.0.1:6379",
                "HONGBAO_KEYS", keys.toString(),
                "HONGBAO_EDGE_PORT", "8181",
                "HONGBAO_DEV", "true"));

    assertThat(settings.port()).isEqualTo(8181);
    assertThat(settings.adminPort()).isEqualTo(8090);
    assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.redisUri()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(settings.devMode()).isTrue();
  }

  @Test
  void shouldTellAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                EdgeEnvironment.read(
                    Map.of(
                        "HONGBAO_REDIS", "127.0.0.1:6379",
                        "HONGBAO_EDGE_PORT", "http",
                        "HONGBAO_TRUSTED_PROXIES", "everybody")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HONGBAO_EDGE_PORT 'http'")
        .hasMessageContaining("HONGBAO_KAFKA: expected a value")
        .hasMessageContaining("HONGBAO_TICKET_KEYS: expected keys")
        .hasMessageContaining("HONGBAO_TRUSTED_PROXIES 'everybody'");
  }
}
