package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.audience.PhoneRequests;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.OwnConnection;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.WebSocketConnection;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Bytes of one losing shake at the socket of a phone, up and down, with all that HTTP or WebSocket
 * adds; without those of TCP and below, and without what a connection costs once.
 */
final class ShakeBytes {

  private static final int PHONES = 40;
  private static final int WAIT_SECONDS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final PoolSettings BOUNDS = new PoolSettings(1, 0, Duration.ofSeconds(10), 65_536);
  private static final byte[] SHAKE = "{\"shake\":{}}".getBytes(StandardCharsets.US_ASCII);

  /** Nothing was won, and there is no greeting. */
  private static final String LOST = "\"result\":\"MISS\"";

  private ShakeBytes() {}

  /** Over HTTP, of phones that lost and heard it in the first reply. */
  static List<Double> overHttp(BenchSystem system, int firstUser) {
    List<Double> bytes = new ArrayList<>();
    try (EventLoop loop = new EventLoop()) {
      List<HttpPhone> phones = new ArrayList<>();
      for (int i = 0; i < PHONES; i++) {
        phones.add(new HttpPhone(loop, system, firstUser + i, bytes));
      }
      run(loop, () -> phones.stream().allMatch(phone -> phone.isDone));
    }
    return found("HTTP", bytes);
  }

  /** Over WebSockets, of phones that lost. */
  static List<Double> overWebSocket(BenchSystem system, int firstUser) {
    List<Double> bytes = new ArrayList<>();
    try (EventLoop loop = new EventLoop()) {
      List<LivePhone> phones = new ArrayList<>();
      for (int i = 0; i < PHONES; i++) {
        phones.add(new LivePhone(loop, system, firstUser + i, bytes));
      }
      run(loop, () -> phones.stream().allMatch(phone -> phone.isDone));
    }
    return found("a WebSocket", bytes);
  }

  private static void run(EventLoop loop, BooleanSupplier done) {
    long deadlineNanos = System.nanoTime() + TIMEOUT.toNanos();
    loop.run(() -> done.getAsBoolean() || System.nanoTime() - deadlineNanos >= 0);
  }

  private static List<Double> found(String transport, List<Double> bytes) {
    if (bytes.isEmpty()) {
      throw new OperationFailedException(
          "of " + PHONES + " shakes over " + transport + " none heard that it lost");
    }
    return bytes;
  }

  private static final class HttpPhone implements ReplyListener {

    private final OwnConnection connection;
    private final List<Double> bytes;
    private boolean isDone;

    private HttpPhone(EventLoop loop, BenchSystem system, int user, List<Double> bytes) {
      this.connection = new OwnConnection(loop, system.edge(), BOUNDS);
      this.bytes = bytes;
      byte[] ticket = system.ticket(user).getBytes(StandardCharsets.US_ASCII);
      connection.send(
          new PhoneRequests(system.edge(), WAIT_SECONDS).post(ticket, Optional.empty()), this);
    }

    @Override
    public void replied(HttpReply reply) {
      isDone = true;
      if (reply.status() == 200 && reply.bodyText().contains(LOST)) {
        bytes.add((double) (connection.sentBytes() + connection.receivedBytes()));
      }
    }

    @Override
    public void failed(Failure failure) {
      isDone = true;
    }
  }

  private static final class LivePhone implements WebSocketListener {

    private final WebSocketConnection connection;
    private final List<Double> bytes;
    private long before = -1;
    private boolean isDone;

    private LivePhone(EventLoop loop, BenchSystem system, int user, List<Double> bytes) {
      this.bytes = bytes;
      this.connection =
          WebSocketConnection.open(
              loop,
              system.edge(),
              Optional.empty(),
              "/v1/live",
              ("Authorization: Bearer " + system.ticket(user) + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII),
              this);
    }

    private long soFar() {
      return connection.sentBytes() + connection.receivedBytes();
    }

    @Override
    public void opened() {
      // The show comes first.
    }

    @Override
    public void received(byte[] message) {
      String text = new String(message, StandardCharsets.UTF_8);
      if (before < 0 && text.startsWith("{\"show\"")) {
        before = soFar();
        connection.send(SHAKE);
      } else if (text.startsWith("{\"answer\"") || text.startsWith("{\"problem\"")) {
        isDone = true;
        if (text.contains(LOST)) {
          bytes.add((double) (soFar() - before));
        }
      }
    }

    @Override
    public void closed(Closing closing) {
      isDone = true;
    }
  }
}
