package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.fixtures.RawConnection.Reply;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OPTIONS says, and which pages of other origins may call. */
class CorsTest {

  private static TestEdge edgeFor(String origins) {
    return new TestEdge(
        TestEdge.settings("edge-1")
            .withDevMode(true)
            .withHttp(HttpTimeouts.DEFAULT, CorsOrigins.parse(origins)));
  }

  private static Reply ask(TestEdge edge, String line, String headers) throws IOException {
    return RawConnection.exchange(
        edge.edge.port(), line + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/shakes         | POST, OPTIONS",
        "/v1/shakes/first-1 | GET, HEAD, OPTIONS",
        "/v1/show           | GET, HEAD, OPTIONS",
        "/v1/packets        | GET, HEAD, OPTIONS",
        "/                  | GET, HEAD, OPTIONS",
        "/openapi.yaml      | GET, HEAD, OPTIONS",
        "/dev/login         | POST, OPTIONS"
      })
  void shouldSayWhatAPathTakes(String path, String allowed) {
    try (TestEdge edge = new TestEdge()) {
      HttpResponse<String> reply =
          edge.send(edge.request(path).method("OPTIONS", BodyPublishers.noBody()));

      assertThat(reply.statusCode()).isEqualTo(204);
      assertThat(reply.headers().firstValue("Allow")).hasValue(allowed);
      assertThat(reply.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }
  }

  @Test
  void shouldAnswerAHealthCheckOfTheServerAsAWhole() throws IOException {
    try (TestEdge edge = new TestEdge()) {
      Reply ofPublic = ask(edge, "OPTIONS *", "");
      Reply ofAdmin =
          RawConnection.exchange(
              edge.edge.adminPort(), "OPTIONS /readyz HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(ofPublic.status()).isEqualTo(204);
      assertThat(ofPublic.header("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
      assertThat(ofAdmin.header("Allow")).hasValue("GET, HEAD, OPTIONS");
      assertThat(ask(edge, "OPTIONS /nowhere", "").status()).isEqualTo(404);
    }
  }

  @Test
  void shouldLetAPageOfAnAllowedOriginAskAndCall() throws IOException {
    try (TestEdge edge = edgeFor("https://gala.example, https://m.example")) {
      edge.answers.putForAll(Outcome.MISS);
      Reply preflight =
          ask(
              edge,
              "OPTIONS /v1/shakes",
              """
              Origin: https://gala.example\r
              Access-Control-Request-Method: POST\r
              Access-Control-Request-Headers: authorization,content-type,prefer\r
              """);
      Reply refused = ask(edge, "POST /v1/shakes", "Origin: https://m.example\r\n");
      Reply other = ask(edge, "GET /v1/show", "Origin: https://evil.example\r\n");
      Reply none = ask(edge, "GET /v1/show", "");

      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("https://gala.example");
      assertThat(preflight.header("Access-Control-Allow-Methods")).hasValue("POST, OPTIONS");
      assertThat(preflight.header("Access-Control-Allow-Headers"))
          .hasValue("Authorization, Content-Type, Prefer");
      assertThat(preflight.header("Access-Control-Max-Age")).hasValue("7200");
      assertThat(preflight.header("Vary")).hasValue("Origin");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("Access-Control-Allow-Origin")).hasValue("https://m.example");
      assertThat(refused.header("Access-Control-Expose-Headers")).hasValue("Location, Retry-After");
      assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(other.header("Vary")).hasValue("Origin");
      assertThat(none.header("Vary")).hasValue("Origin");
    }
  }

  @Test
  void shouldKnowAnOriginByItsNameWithoutTheUsualPort() throws IOException {
    try (TestEdge edge = edgeFor("https://gala.example:443, http://m.example:8080")) {
      for (String origin : List.of("https://gala.example", "http://m.example:8080")) {
        assertThat(
                ask(edge, "GET /v1/show", "Origin: " + origin + "\r\n")
                    .header("Access-Control-Allow-Origin"))
            .hasValue(origin);
      }
    }
  }

  @Test
  void shouldLetEveryPageCallIfSaidSo() throws IOException {
    try (TestEdge edge = edgeFor("*")) {
      assertThat(
              ask(edge, "GET /v1/show", "Origin: null\r\n").header("Access-Control-Allow-Origin"))
          .hasValue("null");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gala.example",
        "https://gala.example/",
        "https://u@gala.example",
        "ftp://gala.example",
        "https://*.example",
        "null"
      })
  void shouldRefuseWhatIsNoOrigin(String text) {
    assertThatThrownBy(() -> CorsOrigins.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("origin '" + text + "': expected one such as https://gala.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/show", "/", "/app.js", "/openapi.yaml", "/v1/shakes/first-1", "/no"})
  void shouldSayToHeadWhatItSaysToGet(String path) throws IOException {
    try (TestEdge edge = new TestEdge();
        RawConnection kept = new RawConnection(edge.edge.port())) {
      kept.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Reply get = kept.reply();
      kept.send("HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Reply head = kept.reply(true);

      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.headers().stream().filter(line -> !line.startsWith("date")))
          .containsExactlyInAnyOrderElementsOf(
              get.headers().stream().filter(line -> !line.startsWith("date")).toList());
    }
  }
}
