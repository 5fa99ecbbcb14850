package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load over WebSockets against a small server that does what a test says. */
class LiveLoadTest {

  private static final int USERS = 10;
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  private static final String SHOW = "{\"show\":{\"waves\":[]}}";
  private static final String ACCEPTED = "{\"accepted\":{\"shakeId\":\"first-1\"}}";
  private static final String MISS = "{\"answer\":{\"shakeId\":\"first-1\",\"result\":\"MISS\"}}";

  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket listener;
  private Talk talk = out -> {};

  /** What the server does upon each shake. */
  private interface Talk {
    void upon(ByteArrayOutputStream out) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            daemon(() -> serve(socket));
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void shouldShakeOverTheConnectionOfEachUserAndCountItsAnswer() {
    talk =
        out -> {
          out.writeBytes(LiveScanTest.frame(0x81, ACCEPTED));
          out.writeBytes(LiveScanTest.frame(0x81, MISS));
        };

    try (LoadGenerator load = start(Duration.ofMinutes(1))) {
      await().until(() -> load.counts().of(ReplyKind.LOSING) == USERS);
      assertThat(load.losingMicros().getTotalCount()).isEqualTo(USERS);
      assertThat(load.counts().sent()).isEqualTo(USERS);
    }

    assertThat(connections).hasValue(USERS);
    assertThat(messages).hasSize(USERS).containsOnly("{\"shake\":{}}");
    assertThat(heads)
        .allSatisfy(
            head ->
                assertThat(head)
                    .startsWith("GET /v1/live HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Bearer ticket-"));
  }

  @Test
  void shouldAnswerPingsAndKeepShaking() {
    talk =
        out -> {
          out.writeBytes(LiveScanTest.frame(0x89, "there?"));
          out.writeBytes(LiveScanTest.frame(0x81, MISS));
        };

    try (LoadGenerator load = start(Duration.ZERO)) {
      await().until(() -> load.counts().of(ReplyKind.LOSING) >= 3 * USERS);
    }

    assertThat(messages).contains("pong there?");
    assertThat(connections).hasValue(USERS);
  }

  @Test
  void shouldConnectAgainWhenTheServerClosesAConnection() {
    talk = out -> out.writeBytes(LiveScanTest.frame(0x88, ""));

    try (LoadGenerator load = start(Duration.ZERO)) {
      await().until(() -> load.counts().of(ReplyKind.BROKEN) >= USERS);
    }

    assertThat(connections.get()).isGreaterThan(USERS);
  }

  private LoadGenerator start(Duration turn) {
    return LoadGenerator.startLive(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
        user -> "ticket-" + user,
        new DueUsers(USERS, turn),
        USERS,
        new Pace(1_000));
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      heads.add(head.toString());
      connections.incrementAndGet();
      // The first frame comes in one piece with the upgrade.
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(SWITCHING.getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(LiveScanTest.frame(0x81, SHOW));
      socket.getOutputStream().write(out.toByteArray());
      while (true) {
        int first = in.readUnsignedByte();
        byte[] masked = new byte[(in.readUnsignedByte() & 0x7F) + 4];
        in.readFully(masked);
        String text = unmasked(masked);
        if (first == 0x8A) {
          messages.add("pong " + text);
        } else {
          messages.add(text);
          ByteArrayOutputStream reply = new ByteArrayOutputStream();
          talk.upon(reply);
          socket.getOutputStream().write(reply.toByteArray());
        }
      }
    }
  }

  private static String unmasked(byte[] masked) {
    byte[] payload = new byte[masked.length - 4];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (masked[4 + i] ^ masked[i % 4]);
    }
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** What ends with the connection. */
  private interface Serving {
    void run() throws IOException;
  }

  private static void daemon(Serving serving) {
    Thread thread =
        new Thread(
            () -> {
              try {
                serving.run();
              } catch (IOException e) {
                // the test is over, or the client went away
              }
            },
            "live-server");
    thread.setDaemon(true);
    thread.start();
  }
}
