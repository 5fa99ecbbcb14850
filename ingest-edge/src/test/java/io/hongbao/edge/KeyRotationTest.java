package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldFollowTheKeyFileWithoutARestart(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ticket.keys");
    Files.writeString(file, TestEdge.KEYS.toSecretText());
    try (TestEdge edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withDevMode(true)
                .withSecurity(SecuritySettings.LOCAL.withTicketKeyFile(file)))) {
      assertThat(packets(edge, TestEdge.ticketOf("alice"))).isEqualTo(200);

      Files.writeString(file, TicketKeys.generate("k2").toSecretText());

      await().until(() -> packets(edge, TestEdge.ticketOf("alice")) == 401);
      assertThat(packets(edge, login(edge))).isEqualTo(200);
    }
  }

  private static int packets(TestEdge edge, String ticket) {
    return edge.send(edge.request("/v1/packets").header("Authorization", "Bearer " + ticket))
        .statusCode();
  }

  /** What the edge mints, it takes. */
  private static String login(TestEdge edge) throws IOException {
    HttpResponse<String> reply =
        edge.send(edge.request("/dev/login").POST(BodyPublishers.noBody()));
    return JSON.readTree(reply.body()).get("ticket").asText();
  }
}
