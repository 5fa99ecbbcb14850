package io.hongbao.rehearsal.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that send a byte now and then and never finish what they began. One that the server
 * ends is opened again when its next byte is due, so that there are always as many. One thread of
 * its own serves them all, in turn.
 */
public final class TrickleClients implements AutoCloseable {

  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

  /** At most so long nobody looks whether a byte is due. */
  private static final long MAX_SLEEP_MILLIS = 5;

  private static final int RECEIVED_BYTES = 4_096;

  private final InetSocketAddress server;
  private final List<Trickle> trickles;
  private final long nanosBetween;
  private final Client[] clients;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVED_BYTES);
  private final Thread thread = new Thread(this::runToTheEnd, "trickle");
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong endedByServer = new AtomicLong();
  private volatile boolean stopping;
  private volatile IOException failure;

  private TrickleClients(
      InetSocketAddress server, int connections, Duration betweenBytes, List<Trickle> trickles)
      throws IOException {
    this.server = server;
    this.trickles = List.copyOf(trickles);
    this.nanosBetween = Math.max(1, betweenBytes.toNanos() / connections);
    this.clients = new Client[connections];
    this.selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      clients[i] = new Client(this.trickles.get(i % this.trickles.size()));
    }
  }

  /**
   * What a connection sends.
   *
   * @param atOnce first of all, in one piece
   * @param isAnswered whether the rest waits until the server has replied to that
   * @param bytewise one byte at a time; the last one is sent again and again
   */
  @SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
  public record Trickle(byte[] atOnce, boolean isAnswered, byte[] bytewise) {
    public Trickle {
      if (bytewise.length == 0) {
        throw new IllegalArgumentException("nothing trickles, expected one byte or more");
      }
      atOnce = atOnce.clone();
      bytewise = bytewise.clone();
    }
  }

  /**
   * Begins to connect and to trickle.
   *
   * @param betweenBytes of one connection
   * @param trickles which connections take in turn
   */
  public static TrickleClients start(
      InetSocketAddress server, int connections, Duration betweenBytes, List<Trickle> trickles) {
    try {
      TrickleClients started = new TrickleClients(server, connections, betweenBytes, trickles);
      started.thread.setDaemon(true);
      started.thread.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot trickle to " + server, e);
    }
  }

  /**
   * How many connections are open now.
   *
   * @throws UncheckedIOException if the server takes no connection
   */
  public int open() {
    if (failure != null) {
      throw new UncheckedIOException("cannot trickle to " + server, failure);
    }
    return open.get();
  }

  /** How many bytes were sent, without those that are sent at once. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /** How many connections the server has ended. */
  public long endedByServer() {
    return endedByServer.get();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(END_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runToTheEnd() {
    try (selector) {
      run();
    } catch (IOException e) {
      failure = e;
    } finally {
      for (Client client : clients) {
        client.end();
      }
    }
  }

  private void run() throws IOException {
    long dueNanos = System.nanoTime();
    int next = 0;
    while (!stopping) {
      long nowNanos = System.nanoTime();
      // Whoever is late does not catch up: a burst would be no trickle.
      dueNanos = Math.max(dueNanos, nowNanos - TimeUnit.SECONDS.toNanos(1));
      for (; dueNanos - nowNanos <= 0 && !stopping; dueNanos += nanosBetween) {
        clients[next].goOn();
        next = (next + 1) % clients.length;
      }
      long waitMillis = TimeUnit.NANOSECONDS.toMillis(dueNanos - nowNanos);
      selector.select(
          key -> ((Client) key.attachment()).receive(),
          Math.max(1, Math.min(MAX_SLEEP_MILLIS, waitMillis)));
    }
  }

  /** One connection after another. */
  private final class Client {

    private final Trickle trickle;
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private SocketChannel channel;
    private boolean mayTrickle;
    private int at;

    private Client(Trickle trickle) {
      this.trickle = trickle;
    }

    /** Its time has come: it connects, or sends one more byte. */
    private void goOn() throws IOException {
      if (channel == null) {
        connect();
        return;
      }
      if (!mayTrickle) {
        return;
      }
      one.clear().put(trickle.bytewise()[at]).flip();
      try {
        bytesSent.addAndGet(channel.write(one));
        at = Math.min(at + 1, trickle.bytewise().length - 1);
      } catch (IOException e) {
        endedByServer.incrementAndGet();
        end();
      }
    }

    private void connect() throws IOException {
      SocketChannel fresh = SocketChannel.open(server);
      fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
      fresh.configureBlocking(false);
      fresh.register(selector, SelectionKey.OP_READ, this);
      channel = fresh;
      open.incrementAndGet();
      at = 0;
      mayTrickle = !trickle.isAnswered();
      if (trickle.atOnce().length > 0) {
        fresh.write(ByteBuffer.wrap(trickle.atOnce()));
      }
    }

    private void receive() {
      try {
        int bytes = channel.read(received.clear());
        if (bytes < 0) {
          endedByServer.incrementAndGet();
          end();
        } else if (bytes > 0) {
          mayTrickle = true;
        }
      } catch (IOException e) {
        endedByServer.incrementAndGet();
        end();
      }
    }

    private void end() {
      if (channel == null) {
        return;
      }
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no more use, closed or not.
      }
      channel = null;
      open.decrementAndGet();
    }
  }
}
