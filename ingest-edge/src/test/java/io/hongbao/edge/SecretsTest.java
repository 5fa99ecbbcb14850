package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.fixtures.CapturedLogs;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A ticket, a key or the admin token that comes to an edge in any place, the right one or not, is
 * in no log and in no reply.
 */
class SecretsTest {

  private static final AdminToken TOKEN = AdminToken.generate();
  private static final String TICKET = TestEdge.ticketOf("alice");

  /** Signed with a key that the edge has not: as much of a secret to whoever has it. */
  private static final String FOREIGN_TICKET =
      TICKET.substring(0, TICKET.lastIndexOf('.') + 1) + "A".repeat(43);

  private static final List<String> SECRETS =
      List.of(
          TICKET,
          FOREIGN_TICKET,
          TOKEN.toSecretText(),
          Base64.getEncoder().encodeToString(TestEdge.SECRET),
          TicketKeys.generate("k9").toSecretText());

  /** Where {@code %s} is the secret. */
  private static final List<String> REQUESTS =
      List.of(
          "GET /v1/packets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
          "GET /v1/packets HTTP/1.1\r\nHost: a\r\nAuthorization: %s\r\n\r\n",
          "GET /v1/packets HTTP/1.1\r\nHost: a\r\nAuthorization: %s and more\r\n\r\n",
          "GET /v1/packets HTTP/1.1\r\nHost: a\r\nAuthorization: Basic %s\r\n\r\n",
          "GET /v1/packets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x, Bearer %s\r\n\r\n",
          "GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x%s\r\n\r\n",
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
          "GET /v1/shakes/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TICKET + "\r\n\r\n",
          "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%s/ HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/show?channel=%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /v1/show?ticket=%s|x HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET %s\r\n\r\n",
          "%s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: %s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nCookie: ticket=%s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n%s: x\r\n\r\n",
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nContent-Length: %s\r\n\r\n",
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s\r\n\r\n",
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nPrefer: wait=%s\r\nAuthorization: Bearer "
              + TICKET
              + "\r\n\r\n",
          json("{\"shakeId\":\"%s\"}"),
          json("{\"%s\":\"first-1\"}"),
          json("%s"));

  private static String json(String body) {
    return "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type:"
        + " application/json\r\nAuthorization: Bearer "
        + TICKET
        + "\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "%x\r\n"
        + body
        + "\r\n0\r\n\r\n";
  }

  private static String request(String template, String secret) {
    String filled = template.replace("%s", secret);
    int sizeAt = filled.indexOf("%x");
    if (sizeAt < 0) {
      return filled;
    }
    int bodyAt = filled.indexOf("\r\n", sizeAt) + 2;
    int bytes = filled.length() - "\r\n0\r\n\r\n".length() - bodyAt;
    return filled.replace("%x", Integer.toHexString(bytes));
  }

  @Test
  void shouldBeInNoLogAndInNoReply() throws IOException {
    List<String> said = new ArrayList<>();
    try (CapturedLogs logs = new CapturedLogs();
        TestEdge edge =
            new TestEdge(
                TestEdge.settings("edge-1")
                    .withDevMode(true)
                    .withSecurity(SecuritySettings.LOCAL.withAdminToken(Optional.of(TOKEN))))) {
      // So that the edge has something to log, and replies are errors.
      edge.answers.putForAll(Outcome.MISS);
      edge.answers.setMode(InMemoryAnswers.Mode.FAIL);
      for (int port : new int[] {edge.edge.port(), edge.edge.adminPort()}) {
        for (String template : REQUESTS) {
          for (String secret : SECRETS) {
            RawConnection.Reply reply = RawConnection.exchange(port, request(template, secret));
            assertThat(reply.status()).as(template).isBetween(200, 599);
            said.add(reply.toString());
          }
        }
      }
      said.addAll(logs.lines());
      assertThat(logs.lines()).anyMatch(line -> line.contains("starting with EdgeSettings["));
    }
    for (String secret : SECRETS) {
      // Nor the half of it.
      String half = secret.substring(secret.length() - 30);
      assertThat(said.stream().filter(line -> line.contains(half))).isEmpty();
    }
  }

  @Test
  void shouldNotShowThePasswordOfRedis() {
    EdgeSettings settings =
        EdgeSettings.local(
            "edge-1",
            0,
            0,
            "kafka:9092",
            "redis://hongbao:a-password@redis:6379/0",
            TestEdge.KEYS,
            PlanFixture.VERIFYING_KEY);

    assertThat(settings.toString())
        .contains("redisUri=redis://…@redis:6379/0")
        .contains("kafkaBootstrapServers=kafka:9092")
        .doesNotContain("a-password");
  }
}
