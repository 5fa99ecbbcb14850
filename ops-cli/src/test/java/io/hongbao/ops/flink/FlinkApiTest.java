package io.hongbao.ops.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkApiTest {

  private final Map<String, String> replies = new HashMap<>();
  private HttpServer flink;

  @BeforeEach
  void start() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          byte[] body = replies.get(exchange.getRequestURI().toString()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  @Test
  void shouldAddUpACounterOfAllOperators() throws Exception {
    // Given: as Flink 2.2 replies
    String metrics = "/jobs/j2/vertices/%s/subtasks/metrics";
    replies.put(
        "/jobs/overview",
        """
        {"jobs":[{"jid":"j1","name":"risk","end-time":5},{"jid":"j2","name":"risk","end-time":-1}]}
        """);
    replies.put("/jobs/j2", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}");
    replies.put(
        String.format(Locale.ROOT, metrics, "v1"),
        "[{\"id\":\"intake__count_by_user.late\"},{\"id\":\"intake__count_by_user.cards\"}]");
    replies.put(
        String.format(Locale.ROOT, metrics, "v1") + "?agg=sum&get=intake__count_by_user.late",
        "[{\"id\":\"intake__count_by_user.late\",\"sum\":7.0}]");
    replies.put(String.format(Locale.ROOT, metrics, "v2"), "[{\"id\":\"count_by_device.late\"}]");
    replies.put(
        String.format(Locale.ROOT, metrics, "v2") + "?agg=sum&get=count_by_device.late",
        "[{\"id\":\"count_by_device.late\",\"sum\":2.0}]");

    // When, Then
    assertThat(api().sumOfCounters("risk", "late")).isEqualTo(9);
  }

  @Test
  void shouldSayThatTheJobDoesNotRun() {
    replies.put("/jobs/overview", "{\"jobs\":[]}");

    assertThatThrownBy(() -> api().sumOfCounters("risk", "late"))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage("no job risk runs");
  }

  private FlinkApi api() {
    return new FlinkApi("http://127.0.0.1:" + flink.getAddress().getPort());
  }
}
