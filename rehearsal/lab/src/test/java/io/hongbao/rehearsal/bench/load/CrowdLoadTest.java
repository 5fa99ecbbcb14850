package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hongbao.rehearsal.bench.overload.CrowdTally;
import io.hongbao.rehearsal.bench.overload.EventCounts;
import io.hongbao.rehearsal.bench.overload.PhoneSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdLoadTest {

  private static final int PHONES = 10;
  private static final String FOR_LONG = ",\"nextShakeAfterMs\":3600000}";
  private static final String BUSY = "{\"plan\":1,\"result\":\"BUSY\"" + FOR_LONG;
  private static final String MISS = "{\"shakeId\":\"first-17\",\"result\":\"MISS\"" + FOR_LONG;

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CrowdTally tally = new CrowdTally(PHONES, System.nanoTime());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldAskForTheOutcomeOfAShakeThatWasAcknowledged() {
    server.createContext(
        "/",
        exchange -> {
          boolean isLookUp = exchange.getRequestURI().getPath().equals("/v1/shakes/first-17");
          answer(exchange, isLookUp ? 200 : 202, isLookUp ? MISS : "{\"shakeId\":\"first-17\"}");
        });

    try (CrowdLoad load = aCrowd(true, Duration.ofMillis(50), 0.001)) {
      await().until(() -> count("GET /v1/shakes/first-17") == PHONES);
      load.requireAlive();
    }

    assertThat(total(tally.offered())).isEqualTo(PHONES);
    assertThat(total(tally.accepted())).isEqualTo(PHONES);
    assertThat(total(tally.answered())).isEqualTo(PHONES);
    assertThat(total(tally.broken())).isZero();
    assertThat(tally.servedShare(0, 3_600_000)).isEqualTo(1);
    assertThat(tally.answersOf(0, PHONES)).containsOnly(1);
    assertThat(tally.acceptedMicros(0, 3_600_000).getTotalCount()).isEqualTo(PHONES);
    assertThat(seen)
        .contains("POST /v1/shakes Bearer ticket-3", "GET /v1/shakes/first-17 Bearer ticket-3");
  }

  @Test
  void shouldComeNoSoonerThanARefusalSays() {
    server.createContext("/", exchange -> answer(exchange, 503, BUSY));

    try (CrowdLoad load = aCrowd(true, Duration.ofMillis(50), 1_000)) {
      // Long after all phones were refused: twenty paces.
      await().until(() -> count("GET /v1/packets") >= 1_000);
      load.requireAlive();
    }

    assertThat(count("POST /v1/shakes")).isEqualTo(PHONES);
    assertThat(total(tally.refused())).isEqualTo(PHONES);
    assertThat(total(tally.accepted())).isZero();
    assertThat(tally.servedShare(0, 3_600_000)).as("packets were refused too").isZero();
  }

  @Test
  void shouldComeAgainAtItsPaceIfItDoesNotObey() {
    server.createContext("/", exchange -> answer(exchange, 503, BUSY));

    try (CrowdLoad load = aCrowd(false, Duration.ofMillis(50), 0.001)) {
      await().until(() -> count("POST /v1/shakes") >= 5 * PHONES);
      load.requireAlive();
    }

    assertThat(total(tally.refused())).isGreaterThanOrEqualTo(5 * PHONES);
  }

  @Test
  void shouldAskForPacketsAndForAnswersThatItHasHeard() {
    server.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                200,
                exchange.getRequestURI().getPath().equals("/v1/packets")
                    ? "{\"packets\":[]}"
                    : MISS));

    try (CrowdLoad load = aCrowd(true, Duration.ofMillis(50), 500)) {
      await().until(() -> count("GET /v1/packets") >= 20);
      await().until(() -> count("GET /v1/shakes/first-17") >= 20);
      load.requireAlive();
    }

    assertThat(count("POST /v1/shakes")).isEqualTo(PHONES);
    assertThat(total(tally.answered())).as("an answer is heard once").isEqualTo(PHONES);
    assertThat(tally.servedShare(0, 3_600_000)).isGreaterThan(0.9);
  }

  @Test
  void shouldCallAnErrorNeitherAcceptedNorRefused() {
    AtomicInteger shakes = new AtomicInteger();
    server.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                shakes.getAndIncrement() % 2 == 0 ? 500 : 503,
                "{\"status\":503" + FOR_LONG));

    try (CrowdLoad load = aCrowd(true, Duration.ofMillis(50), 0.001)) {
      await().until(() -> count("POST /v1/shakes") == PHONES);
      load.requireAlive();
    }

    assertThat(total(tally.broken())).isEqualTo(PHONES);
    assertThat(total(tally.refused())).isZero();
  }

  private CrowdLoad aCrowd(boolean obeys, Duration pace, double probesPerSecond) {
    CrowdLoad load =
        CrowdLoad.start(
            server.getAddress(),
            new CrowdRequests(PHONES, "localhost", "first", user -> "ticket-" + user),
            new PhoneSchedule(PHONES, pace.toNanos(), obeys, new Random(1)),
            tally,
            probesPerSecond,
            4);
    load.begin(0, PHONES);
    return load;
  }

  private long count(String start) {
    return seen.stream().filter(it -> it.startsWith(start + " ")).count();
  }

  private static long total(EventCounts events) {
    return events.between(0, 3_600_000);
  }

  private void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    seen.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] reply = json.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }
}
