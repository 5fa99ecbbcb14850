package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

  private static final int USERS = 10;

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    mayAnswer.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldSendEachUsersShakeAndCountWhatComesBack() {
    server.createContext("/v1/shakes", exchange -> answer(exchange, "{\"result\":\"MISS\"}"));

    LoadCounts counts;
    try (LoadGenerator load = start(Duration.ofMinutes(1), 3, Pace.FULL)) {
      await().until(() -> load.counts().of(ReplyKind.LOSING) == USERS);
      counts = load.counts();
      assertThat(load.losingMicros().getTotalCount()).isEqualTo(USERS);
    }

    assertThat(counts.sent()).isEqualTo(USERS);
    assertThat(counts.replies()).isEqualTo(USERS);
    assertThat(Set.copyOf(seen)).hasSize(USERS).contains("wait=0 Bearer ticket-3 {}");
  }

  @Test
  void shouldCountWhatIsDueWhileTheServerIsSilentAndLatencyFromThen() {
    server.createContext(
        "/v1/shakes",
        exchange -> {
          try {
            mayAnswer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          answer(exchange, "{\"result\":\"PACKET\"}");
        });

    try (LoadGenerator load = start(Duration.ZERO, 1, new Pace(1_000))) {
      await().until(() -> load.counts().due() >= 300);
      assertThat(load.counts().sent()).isEqualTo(1);
      mayAnswer.countDown();
      await().until(() -> load.counts().of(ReplyKind.PACKET) >= 100);
      load.follow(Pace.NONE);
      // The second one was due 299 ms before the first was answered.
      assertThat(load.packetMicros().getMaxValue()).isGreaterThan(250_000);
    }
  }

  @Test
  void shouldConnectAgainWhenTheServerEndsAConnection() {
    server.createContext(
        "/v1/shakes",
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "close");
          answer(exchange, "{}");
        });

    try (LoadGenerator load = start(Duration.ZERO, 2, Pace.FULL)) {
      await().until(() -> load.counts().of(ReplyKind.ECHOED) >= 10);
    }
  }

  @Test
  void shouldSendRequestsAsTheyAreWrittenOut() {
    server.createContext("/v1/shakes", exchange -> answer(exchange, "{\"state\":\"CLAIMED\"}"));
    Requests requests =
        Requests.of(
            3,
            number ->
                "POST /v1/shakes HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=0\r\nAuthorization: "
                    + number
                    + "\r\nContent-Length: 0\r\n\r\n");

    try (LoadGenerator load =
        LoadGenerator.start(
            server.getAddress(), requests, new DueUsers(3, Duration.ofDays(1)), 2, Pace.FULL)) {
      await().until(() -> load.counts().of(ReplyKind.SETTLED) == 3);
      assertThat(load.counts().sent()).isEqualTo(3);
    }
    assertThat(Set.copyOf(seen)).containsExactlyInAnyOrder("wait=0 0 ", "wait=0 1 ", "wait=0 2 ");
  }

  private LoadGenerator start(Duration turn, int connections, Pace pace) {
    Requests requests = Requests.shakes(USERS, "localhost", "wait=0", user -> "ticket-" + user);
    return LoadGenerator.start(
        server.getAddress(), requests, new DueUsers(USERS, turn), connections, pace);
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    seen.add(
        exchange.getRequestHeaders().getFirst("Prefer")
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    byte[] reply = json.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }
}
