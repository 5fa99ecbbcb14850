package io.hongbao.rehearsal.audience.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import io.hongbao.rehearsal.audience.websocket.Closing.Kind;
import io.hongbao.rehearsal.audience.websocket.ScriptedWebSocketServer.Client;
import io.hongbao.rehearsal.audience.websocket.ScriptedWebSocketServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketConnectionTest {

  private final EventLoop loop = new EventLoop();
  private final List<String> received = new ArrayList<>();
  private ScriptedWebSocketServer server;
  private WebSocketConnection connection;
  private boolean opened;
  private Closing closing;

  /** What a server does when a client is there. */
  private interface Greeting {
    void to(Client client) throws IOException;
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void shouldSendMaskedMessagesAndHearTheirReplies() throws Exception {
    serving((client, message) -> client.send("heard " + message));

    runUntil(() -> opened);
    connection.send(bytes("one"));
    connection.send(bytes("two ".repeat(200)));
    runUntil(() -> received.size() == 2);

    assertThat(received).containsExactly("heard one", "heard " + "two ".repeat(200));
    assertThat(server.requests().get(0))
        .startsWith("GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1:")
        .contains("\r\nAuthorization: Bearer t\r\n");
  }

  @Test
  void shouldReadMessagesThatComeTogetherAndInPieces() throws Exception {
    greeting(
        client -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          all.writeBytes(ScriptedWebSocketServer.frame(0x81, bytes("first")));
          all.writeBytes(ScriptedWebSocketServer.frame(0x01, bytes("in ")));
          all.writeBytes(ScriptedWebSocketServer.frame(0x89, bytes("there?")));
          all.writeBytes(ScriptedWebSocketServer.frame(0x80, bytes("parts")));
          all.writeBytes(ScriptedWebSocketServer.frame(0x81, bytes("long ".repeat(1_000))));
          byte[] bytes = all.toByteArray();
          for (int at = 0; at < bytes.length; at += 7) {
            client.write(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 7)));
          }
          client.write(bytes);
        });

    runUntil(() -> received.size() == 6);

    String longest = "long ".repeat(1_000);
    assertThat(received)
        .containsExactly("first", "in parts", longest, "first", "in parts", longest);
    await().until(() -> server.messages().size() == 2);
    assertThat(server.messages()).containsExactly("pong there?", "pong there?");
  }

  @Test
  void shouldTellTheSecondsOfACloseAndAnswerIt() throws Exception {
    greeting(client -> client.close(Closing.TRY_AGAIN_LATER, "12"));

    runUntil(() -> closing != null);

    assertThat(closing).isEqualTo(new Closing(Kind.CLOSED, 1013, "12", 12));
    await().until(() -> !server.messages().isEmpty());
    assertThat(server.messages()).containsExactly("close 1013");
  }

  @Test
  void shouldTellABreakFromAClose() throws Exception {
    greeting(Client::drop);

    runUntil(() -> closing != null);

    assertThat(opened).isTrue();
    assertThat(closing.kind()).isEqualTo(Kind.BROKEN);
  }

  @Test
  void shouldSayThatNobodyListens() throws Exception {
    open(ScriptedServer.nobodyHere());

    runUntil(() -> closing != null);

    assertThat(closing.kind()).isEqualTo(Kind.REFUSED);
    assertThat(opened).isFalse();
  }

  @Test
  void shouldTellTheStatusOfARefusedUpgrade() throws Exception {
    server =
        ScriptedWebSocketServer.running(
            new Script() {
              @Override
              public Optional<String> replyTo(String request) {
                return Optional.of("HTTP/1.1 503 No\r\nRetry-After: 3\r\n\r\n{}");
              }

              @Override
              public void heard(Client client, String message) {}
            });
    open(server.endpoint());

    runUntil(() -> closing != null);

    assertThat(closing).isEqualTo(new Closing(Kind.NOT_UPGRADED, 503, "", 3));
  }

  @Test
  void shouldGiveUpAServerThatBreaksTheRfc() throws Exception {
    greeting(client -> client.write(new byte[] {(byte) 0x80, 0}));

    runUntil(() -> closing != null);

    assertThat(closing.kind()).as("a continuation of nothing").isEqualTo(Kind.MALFORMED);
  }

  @Test
  void shouldRefuseAMessageThatGrowsBeyondItsBound() throws Exception {
    byte[] part = new byte[30_000];
    greeting(
        client -> {
          client.write(ScriptedWebSocketServer.frame(0x01, part));
          client.write(ScriptedWebSocketServer.frame(0x80, part));
        });

    runUntil(() -> closing != null);

    assertThat(closing.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(received).isEmpty();
  }

  @Test
  void shouldSayGoodbyeAndEndWithTheServersAnswer() throws Exception {
    serving((client, message) -> {});
    runUntil(() -> opened);

    connection.close();
    runUntil(() -> closing != null);

    assertThat(closing.kind()).isEqualTo(Kind.OWN);
    await().until(() -> !server.messages().isEmpty());
    assertThat(server.messages()).containsExactly("close 1000");
  }

  @Test
  void shouldAnswerNoPingOnceItHasFallenSilent() throws Exception {
    AtomicBoolean pinged = new AtomicBoolean();
    serving(
        (client, message) -> {
          client.write(ScriptedWebSocketServer.frame(0x89, bytes("there?")));
          client.send("sent after the ping");
          pinged.set(true);
        });
    runUntil(() -> opened);
    connection.send(bytes("go"));
    connection.fallSilent();
    await().untilTrue(pinged);

    boolean[] rang = {false};
    loop.after(TimeUnit.MILLISECONDS.toNanos(100), () -> rang[0] = true);
    runUntil(() -> rang[0]);

    assertThat(received).isEmpty();
    assertThat(server.messages()).containsExactly("go");
    assertThat(closing).isNull();
  }

  @Test
  void shouldConnectFromTheAddressAskedFor() throws Exception {
    server =
        ScriptedWebSocketServer.running(
            new Script() {
              @Override
              public void opened(Client client) throws IOException {
                client.send(client.peer());
              }

              @Override
              public void heard(Client client, String message) {}
            });
    open(server.endpoint(), Optional.of(new InetSocketAddress("127.0.0.3", 0)));

    runUntil(() -> !received.isEmpty());

    assertThat(received).containsExactly("127.0.0.3");
  }

  private void greeting(Greeting greeting) throws IOException {
    server =
        ScriptedWebSocketServer.running(
            new Script() {
              @Override
              public void opened(Client client) throws IOException {
                greeting.to(client);
              }

              @Override
              public void heard(Client client, String message) {}
            });
    open(server.endpoint());
  }

  private void serving(Script script) throws IOException {
    server = ScriptedWebSocketServer.running(script);
    open(server.endpoint());
  }

  private void open(Endpoint endpoint) {
    open(endpoint, Optional.empty());
  }

  private void open(Endpoint endpoint, Optional<InetSocketAddress> from) {
    connection =
        WebSocketConnection.open(
            loop,
            endpoint,
            from,
            "/v1/live",
            bytes("Authorization: Bearer t\r\n"),
            new WebSocketListener() {
              @Override
              public void opened() {
                opened = true;
              }

              @Override
              public void received(byte[] message) {
                received.add(new String(message, StandardCharsets.UTF_8));
              }

              @Override
              public void closed(Closing how) {
                closing = how;
              }
            });
  }

  private void runUntil(BooleanSupplier condition) {
    long giveUpAtNanos = System.nanoTime() + Patience.LIMIT.toNanos();
    loop.run(() -> condition.getAsBoolean() || System.nanoTime() - giveUpAtNanos > 0);
    assertThat(condition.getAsBoolean()).as("in time").isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
