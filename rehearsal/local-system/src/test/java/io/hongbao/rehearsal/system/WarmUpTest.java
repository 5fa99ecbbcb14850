package io.hongbao.rehearsal.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.ops.system.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a warm-up does and says, between a practice show and an edge that are scripted. */
class WarmUpTest {

  private static final long NOW = 1_800_000_000_000L;

  private final List<String> opened = new ArrayList<>();
  private final List<WaveSchedule> liveWaves = new ArrayList<>();
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Lines lines = new Lines();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer edge;
  private volatile int status = 200;
  private volatile boolean refuses;

  @BeforeEach
  void startEdge() throws IOException {
    edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    edge.setExecutor(threads);
    edge.createContext(
        "/v1/shakes",
        exchange -> {
          tickets.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "{\"shakeId\":\"warm-1\",\"result\":\"MISS\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    edge.start();
  }

  @AfterEach
  void stopEdge() {
    edge.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldPlayThePracticeShowWithItsOwnTickets() {
    run(Duration.ofSeconds(2));

    assertThat(opened).containsExactly("practice-1 of 500 ms turns for PT2S");
    assertThat(tickets).contains("Bearer practice-1/practice-0").hasSizeGreaterThan(1);
    assertThat(tickets).allMatch(ticket -> ticket.startsWith("Bearer practice-1/practice-"));
    assertThat(lines.kept).singleElement().asString().contains("warm-up", " answers a second");
    assertThat(lines.passing).isNotEmpty().allMatch(line -> line.endsWith(" answers a second"));
  }

  @Test
  void shouldWarnAndReturnIfNoShakeIsAnswered() {
    status = 503;

    run(Duration.ofSeconds(1));

    assertThat(lines.kept)
        .containsExactly(
            "warm-up        warning: no shake of practice show practice-1 was answered within 1 s"
                + " (status 503); the first seconds of load will be slow");
  }

  @Test
  void shouldWarnAndReturnIfThePracticeShowIsRefused() {
    refuses = true;

    run(Duration.ofSeconds(1));

    assertThat(lines.kept)
        .containsExactly(
            "warm-up        warning: edge-2 does not say anything; the first seconds of load will"
                + " be slow");
    assertThat(tickets).isEmpty();
  }

  @Test
  void shouldServeAtOnceWhileAWaveIsOpen() {
    liveWaves.add(new WaveSchedule("first", NOW - 1_000, NOW + 60_000, 500));

    run(Duration.ofSeconds(20));

    assertThat(lines.kept).containsExactly("warm-up        none: wave first is open");
    assertThat(opened).isEmpty();
    assertThat(tickets).isEmpty();
  }

  @Test
  void shouldEndAtOnceWhenTheSystemIsToStop() {
    lines.stopWanted = true;

    run(Duration.ofMinutes(2));

    assertThat(lines.kept).hasSize(1);
  }

  private void run(Duration wanted) {
    var stage =
        new PracticeStage() {
          @Override
          public List<WaveSchedule> liveWaves() {
            return liveWaves;
          }

          @Override
          public String open(int turnMillis, Duration length) {
            if (refuses) {
              throw new OperationFailedException("edge-2 does not say anything");
            }
            opened.add("practice-1 of " + turnMillis + " ms turns for " + length);
            return "practice-1";
          }
        };
    var endpoint = new Endpoint("127.0.0.1", edge.getAddress().getPort());
    InstantSource clock = () -> Instant.ofEpochMilli(NOW);
    new WarmUp(stage, List.of(endpoint), (group, user) -> group + "/" + user, clock, lines)
        .run(wanted);
  }

  private static final class Lines implements StartWatcher {

    private final List<String> kept = new ArrayList<>();
    private final List<String> passing = new ArrayList<>();
    private boolean stopWanted;

    @Override
    public void accept(String line) {
      kept.add(line);
    }

    @Override
    public void inPassing(String line) {
      passing.add(line);
    }

    @Override
    public boolean isStopWanted() {
      return stopWanted;
    }
  }
}
