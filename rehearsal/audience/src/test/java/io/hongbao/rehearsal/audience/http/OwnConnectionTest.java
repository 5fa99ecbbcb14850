package io.hongbao.rehearsal.audience.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnConnectionTest {

  private static final PoolSettings BOUNDS =
      new PoolSettings(1, 0, Duration.ofSeconds(10), 1 << 20);
  private static final String LONG = "x".repeat(100_000);

  private final List<String> heard = new ArrayList<>();

  private final ReplyListener listener =
      new ReplyListener() {
        @Override
        public void replied(HttpReply reply) {
          heard.add(reply.status() + " " + reply.body().length);
        }

        @Override
        public void failed(Failure failure) {
          heard.add(failure.toString());
        }
      };

  private static HttpRequest get(String path) {
    return new HttpRequest(
        ("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String reply(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private void call(EventLoop loop, OwnConnection connection, String path) {
    int before = heard.size();
    connection.send(get(path), listener);
    loop.run(() -> heard.size() > before);
  }

  @Test
  void shouldAskOneThingAfterTheOtherAndCountTheBytes() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.replying(
                request -> reply(request.startsWith("GET /long ") ? LONG : "short"));
        EventLoop loop = new EventLoop()) {
      OwnConnection connection = new OwnConnection(loop, server.endpoint(), BOUNDS);

      call(loop, connection, "/long");
      call(loop, connection, "/");

      assertThat(heard).containsExactly("200 100000", "200 5");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(connection.sentBytes()).isEqualTo(get("/long").length() + get("/").length());
      assertThat(connection.receivedBytes())
          .isEqualTo(reply(LONG).length() + reply("short").length());
    }
  }

  @Test
  void shouldBreakWhereTheServerHasEndedIt() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.replying(request -> reply("last") + ScriptedServer.THEN_CLOSE);
        EventLoop loop = new EventLoop()) {
      OwnConnection connection = new OwnConnection(loop, server.endpoint(), BOUNDS);
      call(loop, connection, "/");

      call(loop, connection, "/");

      assertThat(heard).containsExactly("200 4", "connection broken");
    }
  }

  @Test
  void shouldHearNothingOnceItIsClosed() throws IOException {
    try (ScriptedServer server = ScriptedServer.replying(request -> "");
        EventLoop loop = new EventLoop()) {
      OwnConnection connection = new OwnConnection(loop, server.endpoint(), BOUNDS);
      connection.send(get("/"), listener);
      loop.run(() -> !server.requests().isEmpty());

      connection.close();
      call(loop, connection, "/");

      assertThat(heard).containsExactly("connection broken");
    }
  }

  @Test
  void shouldSayThatNobodyIsThere() throws IOException {
    try (EventLoop loop = new EventLoop()) {
      OwnConnection connection = new OwnConnection(loop, ScriptedServer.nobodyHere(), BOUNDS);

      call(loop, connection, "/");

      assertThat(heard).containsExactly("connection refused");
      assertThat(connection.receivedBytes()).isZero();
    }
  }
}
