package io.hongbao.rehearsal.bench.load;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Sends requests in one thread of its own, from its start until it is stopped.
 *
 * <p>At a {@link Pace} requests are due at fixed instants, however the server does, and their
 * latency counts from that instant, so that a server that holds up the load shows in it. At full
 * pace every connection has a request in flight, which shows what a server can do and says nothing
 * of latency.
 */
public final class LoadGenerator implements AutoCloseable {

  /** The longest that a reply may take and still be told from longer ones. */
  private static final Duration MAX_LATENCY = Duration.ofSeconds(60);

  /** How long the last replies are waited for once nothing more is sent. */
  private static final Duration LAST_REPLIES_TIMEOUT = Duration.ofSeconds(15);

  /** Another pace is noticed so soon. */
  private static final long MAX_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int RECEIVED_BYTES = 16 * 1024;

  private final Requests requests;
  private final DueUsers rotation;
  private final Selector selector;
  private final Lanes lanes;
  private final Thread thread = new Thread(this::runToTheEnd, "load");

  private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVED_BYTES);
  private final byte[] receivedBytes = new byte[RECEIVED_BYTES];
  private int inFlight;

  /** Written by the load's thread alone. */
  private final AtomicLong sent = new AtomicLong();

  private final AtomicLong due = new AtomicLong();
  private final AtomicLong heldBack = new AtomicLong();
  private final Map<ReplyKind, AtomicLong> heard = new EnumMap<>(ReplyKind.class);
  private final SingleWriterRecorder losing = recorder();
  private final SingleWriterRecorder packets = recorder();

  private volatile Pace pace;
  private Pace followed;
  private long nextDueNanos;
  private volatile boolean stopping;
  private volatile Throwable failure;

  /** Connects in one way or another. */
  @FunctionalInterface
  private interface Connecting {
    Lanes to(InetSocketAddress server, Selector selector) throws IOException;
  }

  private LoadGenerator(
      InetSocketAddress server,
      Requests requests,
      DueUsers rotation,
      Connecting connecting,
      Pace pace)
      throws IOException {
    this.requests = requests;
    this.rotation = rotation;
    this.pace = pace;
    this.selector = Selector.open();
    this.lanes = connecting.to(server, selector);
    for (ReplyKind kind : ReplyKind.values()) {
      heard.put(kind, new AtomicLong());
    }
  }

  /** Connects and begins, over HTTP. */
  public static LoadGenerator start(
      InetSocketAddress server, Requests requests, DueUsers rotation, int connections, Pace pace) {
    return start(
        server,
        requests,
        rotation,
        (address, selector) -> new Lanes.Shared(address, selector, connections),
        pace);
  }

  /**
   * Connects each user over a WebSocket, and begins.
   *
   * @param tickets by user, from 0
   */
  public static LoadGenerator startLive(
      InetSocketAddress server,
      IntFunction<String> tickets,
      DueUsers rotation,
      int users,
      Pace pace) {
    String authority = server.getHostString() + ":" + server.getPort();
    return start(
        server,
        Requests.liveShakes(users),
        rotation,
        (address, selector) ->
            new Lanes.Own(
                address,
                selector,
                users,
                user -> LiveFrames.upgrade(authority, tickets.apply(user))),
        pace);
  }

  private static LoadGenerator start(
      InetSocketAddress server,
      Requests requests,
      DueUsers rotation,
      Connecting connecting,
      Pace pace) {
    try {
      LoadGenerator load = new LoadGenerator(server, requests, rotation, connecting, pace);
      load.thread.setDaemon(true);
      load.thread.start();
      return load;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + server, e);
    }
  }

  /** From now on requests are sent at another pace. */
  public void follow(Pace other) {
    pace = other;
  }

  /**
   * What has happened so far, nearly at one instant.
   *
   * @throws OperationFailedException if the load has broken down
   */
  public LoadCounts counts() {
    if (failure != null) {
      throw new OperationFailedException("the load broke down: " + failure.getMessage(), failure);
    }
    Map<ReplyKind, Long> replies = new EnumMap<>(ReplyKind.class);
    heard.forEach((kind, count) -> replies.put(kind, count.get()));
    return new LoadCounts(sent.get(), due.get(), heldBack.get(), replies);
  }

  /** Latencies in microseconds since this was asked last: of losing shakes and all else. */
  public Histogram losingMicros() {
    return losing.getIntervalHistogram();
  }

  /** The same of shakes that won a packet. */
  public Histogram packetMicros() {
    return packets.getIntervalHistogram();
  }

  /** Sends nothing more, and waits for the last replies for some seconds. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(LAST_REPLIES_TIMEOUT.plusSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runToTheEnd() {
    try (selector) {
      run();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private void run() throws IOException {
    long endNanos = Long.MAX_VALUE;
    while (!stopping || (inFlight > 0 && System.nanoTime() - endNanos < 0)) {
      long waitNanos = MAX_SLEEP_NANOS;
      if (!stopping) {
        waitNanos = sendWhatIsDue();
      } else if (endNanos == Long.MAX_VALUE) {
        endNanos = System.nanoTime() + LAST_REPLIES_TIMEOUT.toNanos();
      }
      // Sleeping up to a millisecond too long leaves the core to servers that share it.
      long millis = TimeUnit.NANOSECONDS.toMillis(Math.min(MAX_SLEEP_NANOS, waitNanos));
      selector.select(this::ready, Math.max(1, millis));
    }
  }

  /** Returns for how long there is nothing to send, if no reply comes. */
  private long sendWhatIsDue() throws IOException {
    Pace asked = pace;
    long nowNanos = System.nanoTime();
    if (!asked.equals(followed)) {
      followed = asked;
      nextDueNanos = nowNanos;
    }
    if (asked.isFull()) {
      return sendOnEveryConnection(nowNanos);
    }
    while (nextDueNanos - nowNanos <= 0) {
      if (!lanes.isAnyFree() || !send(nowNanos, nextDueNanos)) {
        addOne(heldBack);
        due.lazySet(sent.get() + 1 + (nowNanos - nextDueNanos) / asked.nanosBetween());
        return TimeUnit.MILLISECONDS.toNanos(1);
      }
      nextDueNanos += asked.nanosBetween();
    }
    due.lazySet(sent.get());
    return nextDueNanos - nowNanos;
  }

  private long sendOnEveryConnection(long nowNanos) throws IOException {
    while (lanes.isAnyFree()) {
      if (!send(nowNanos, nowNanos)) {
        addOne(heldBack);
        return TimeUnit.MILLISECONDS.toNanos(1);
      }
    }
    due.lazySet(sent.get());
    return MAX_SLEEP_NANOS;
  }

  /** Returns false if nobody's turn has come, or the connection of who is next is taken. */
  private boolean send(long nowNanos, long dueNanos) throws IOException {
    int user = rotation.take(nowNanos);
    if (user == DueUsers.NOBODY) {
      return false;
    }
    Optional<LoadConnection> connection = lanes.take(user);
    if (connection.isEmpty()) {
      return false;
    }
    addOne(sent);
    inFlight++;
    try {
      connection.get().send(requests.of(user), dueNanos);
    } catch (IOException e) {
      replace(connection.get());
    }
    return true;
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (connection.receive(received.clear(), receivedBytes)) {
        count(connection.heard(), System.nanoTime() - connection.dueAtNanos());
        inFlight--;
        lanes.free(connection);
      }
    } catch (IOException e) {
      try {
        replace(connection);
      } catch (IOException again) {
        throw new UncheckedIOException("cannot connect again", again);
      }
    }
  }

  private void count(ReplyKind kind, long latencyNanos) {
    addOne(heard.get(kind));
    long micros =
        Math.min(
            TimeUnit.NANOSECONDS.toMicros(Math.max(0, latencyNanos)),
            TimeUnit.SECONDS.toMicros(MAX_LATENCY.toSeconds()));
    (kind == ReplyKind.PACKET ? packets : losing).recordValue(micros);
  }

  private void replace(LoadConnection broken) throws IOException {
    if (broken.isBusy()) {
      addOne(heard.get(ReplyKind.BROKEN));
      inFlight--;
    }
    lanes.replace(broken);
  }

  /** This thread alone writes, so that no lock of the processor is needed. */
  private static void addOne(AtomicLong counter) {
    counter.lazySet(counter.get() + 1);
  }

  private static SingleWriterRecorder recorder() {
    return new SingleWriterRecorder(TimeUnit.SECONDS.toMicros(MAX_LATENCY.toSeconds()), 3);
  }
}
