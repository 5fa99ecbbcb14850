package io.hongbao.rehearsal.audience.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final EventLoop loop = new EventLoop();

  @AfterEach
  void closeLoop() {
    loop.close();
  }

  @Test
  void shouldSendManyRequestsOverOneKeptConnection() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> OK)) {
      ConnectionPool pool = pool(server.endpoint(), 1, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      for (int i = 0; i < 200; i++) {
        assertThat(pool.send(get(server.endpoint(), "/" + i), outcomes)).isTrue();
      }
      run(() -> outcomes.heard() == 200);

      assertThat(outcomes.replies).hasSize(200).containsOnly("200 ok");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).hasSize(200).first().asString().startsWith("GET /0 HTTP/1.1");
    }
  }

  @Test
  void shouldOpenNoMoreConnectionsThanAllowed() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> OK)) {
      ConnectionPool pool = pool(server.endpoint(), 3, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      for (int i = 0; i < 50; i++) {
        pool.send(get(server.endpoint(), "/"), outcomes);
      }
      run(() -> outcomes.heard() == 50);

      assertThat(outcomes.failures).isEmpty();
      assertThat(server.connections()).isBetween(1, 3);
    }
  }

  @Test
  void shouldRefuseWhenTooManyWait() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> OK)) {
      Endpoint endpoint = server.endpoint();
      ConnectionPool pool =
          new ConnectionPool(loop, endpoint, new PoolSettings(1, 2, Patience.LIMIT, 65_536));
      Outcomes outcomes = new Outcomes();

      List<Boolean> taken = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        taken.add(pool.send(get(endpoint, "/"), outcomes));
      }

      assertThat(taken).containsExactly(true, true, true, false);
      assertThat(pool.waiting()).isEqualTo(2);
    }
  }

  @Test
  void shouldOpenAnotherConnectionAfterTheServerClosedOne() throws IOException {
    String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    try (ScriptedServer server = ScriptedServer.replying(request -> last)) {
      ConnectionPool pool = pool(server.endpoint(), 1, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      for (int i = 0; i < 5; i++) {
        pool.send(get(server.endpoint(), "/"), outcomes);
      }
      run(() -> outcomes.heard() == 5);

      assertThat(outcomes.replies).hasSize(5);
      assertThat(server.connections()).isEqualTo(5);
    }
  }

  @Test
  void shouldReadALongReplyThatComesInPieces() throws IOException {
    String body = "x".repeat(30_000);
    String reply = "HTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n" + body;
    try (ScriptedServer server = ScriptedServer.replying(request -> reply)) {
      ConnectionPool pool = pool(server.endpoint(), 1, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      pool.send(get(server.endpoint(), "/"), outcomes);
      run(() -> outcomes.heard() == 1);

      assertThat(outcomes.replies).containsExactly("200 " + body);
    }
  }

  @Test
  void shouldGiveUpAReplyThatIsTooLong() throws IOException {
    String reply = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000);
    try (ScriptedServer server = ScriptedServer.replying(request -> reply)) {
      ConnectionPool pool = pool(server.endpoint(), 1, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      pool.send(get(server.endpoint(), "/"), outcomes);
      run(() -> outcomes.heard() == 1);

      assertThat(outcomes.failures).containsExactly(Failure.MALFORMED);
    }
  }

  @Test
  void shouldFailEveryRequestToADeadServer() throws IOException {
    Endpoint dead = ScriptedServer.nobodyHere();
    ConnectionPool pool = pool(dead, 2, Patience.LIMIT);
    Outcomes outcomes = new Outcomes();

    for (int i = 0; i < 5_000; i++) {
      pool.send(get(dead, "/"), outcomes);
    }
    run(() -> outcomes.heard() == 5_000);

    assertThat(outcomes.failures).hasSize(5_000).containsOnly(Failure.REFUSED);
  }

  @Test
  void shouldGiveUpASilentServerInTime() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> "")) {
      ConnectionPool pool = pool(server.endpoint(), 1, Duration.ofMillis(200));
      Outcomes outcomes = new Outcomes();

      pool.send(get(server.endpoint(), "/"), outcomes);
      run(() -> outcomes.heard() == 1);

      assertThat(outcomes.failures).containsExactly(Failure.SILENT);
    }
  }

  @Test
  void shouldTellABrokenConnection() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> null)) {
      ConnectionPool pool = pool(server.endpoint(), 1, Patience.LIMIT);
      Outcomes outcomes = new Outcomes();

      pool.send(get(server.endpoint(), "/"), outcomes);
      run(() -> outcomes.heard() == 1);

      assertThat(outcomes.failures).containsExactly(Failure.BROKEN);
    }
  }

  @Test
  void shouldRunTimersInTheirOrder() {
    List<String> ran = new ArrayList<>();
    long nowNanos = System.nanoTime();
    loop.at(nowNanos + TimeUnit.MILLISECONDS.toNanos(20), () -> ran.add("second"));
    loop.at(nowNanos + TimeUnit.MILLISECONDS.toNanos(40), () -> ran.add("third"));
    loop.at(nowNanos, () -> ran.add("first"));

    run(() -> ran.size() == 3);

    assertThat(ran).containsExactly("first", "second", "third");
    assertThat(System.nanoTime() - nowNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(39));
  }

  private ConnectionPool pool(Endpoint endpoint, int connections, Duration replyWithin) {
    return new ConnectionPool(
        loop, endpoint, new PoolSettings(connections, 10_000, replyWithin, 65_536));
  }

  private static HttpRequest get(Endpoint endpoint, String path) {
    return new HttpRequest(
        endpoint.requestStart("GET", path), "\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private void run(BooleanSupplier done) {
    long giveUpAtNanos = System.nanoTime() + Patience.LIMIT.toNanos();
    loop.run(() -> done.getAsBoolean() || System.nanoTime() > giveUpAtNanos);
    assertThat(done.getAsBoolean()).as("done in time").isTrue();
  }

  private static final class Outcomes implements ReplyListener {

    private final List<String> replies = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    @Override
    public void replied(HttpReply reply) {
      replies.add(reply.status() + " " + reply.bodyText());
    }

    @Override
    public void failed(Failure failure) {
      failures.add(failure);
    }

    int heard() {
      return replies.size() + failures.size();
    }
  }
}
