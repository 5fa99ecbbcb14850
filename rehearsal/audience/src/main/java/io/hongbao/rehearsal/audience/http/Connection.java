package io.hongbao.rehearsal.audience.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One keep-alive connection with at most one request in flight. It tells its pool when the request
 * is over, and the pool tells the exchange. For the loop's thread.
 */
final class Connection {

  /** Room for most replies; more is taken when one needs it. */
  static final int FIRST_BYTES = 2_048;

  private final EventLoop loop;
  private final ConnectionPool pool;
  private final SocketChannel channel;
  private SelectionKey key;

  private Exchange exchange;
  private long deadlineNanos;
  private ByteBuffer unsent;
  private byte[] received = new byte[FIRST_BYTES];
  private int receivedLength;
  private boolean closed;

  private Connection(EventLoop loop, ConnectionPool pool, SocketChannel channel) {
    this.loop = loop;
    this.pool = pool;
    this.channel = channel;
  }

  /**
   * Begins to connect, for a first request.
   *
   * @return empty if it was refused at once
   */
  static Optional<Connection> open(
      EventLoop loop, ConnectionPool pool, HttpRequest request, Exchange exchange) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection = new Connection(loop, pool, channel);
      connection.begin(request, exchange, channel.connect(pool.endpoint().address()));
      return Optional.of(connection);
    } catch (IOException | UnresolvedAddressException e) {
      closeQuietly(channel);
      return Optional.empty();
    }
  }

  private void begin(HttpRequest request, Exchange first, boolean connected) throws IOException {
    exchange = first;
    deadlineNanos = System.nanoTime() + pool.settings().replyWithin().toNanos();
    unsent = ByteBuffer.allocate(HttpRequest.MOST_BYTES);
    request.putInto(unsent);
    unsent.flip();
    int interest = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    key = channel.register(loop.selector(), interest, this);
  }

  /** Sends a request; the connection must be idle. */
  void send(HttpRequest request, Exchange next) {
    exchange = next;
    deadlineNanos = System.nanoTime() + pool.settings().replyWithin().toNanos();
    ByteBuffer buffer = loop.sendBuffer();
    request.putInto(buffer);
    buffer.flip();
    try {
      channel.write(buffer);
      if (buffer.hasRemaining()) {
        unsent = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        key.interestOps(SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      // Later: the caller does not expect to hear of it from within.
      loop.after(0, () -> fail(Failure.BROKEN));
    }
  }

  void ready() {
    try {
      if (key.isConnectable()) {
        connect();
      } else if (key.isWritable()) {
        write();
      } else if (key.isReadable()) {
        read();
      }
    } catch (IOException e) {
      fail(Failure.BROKEN);
    }
  }

  boolean isBusy() {
    return exchange != null;
  }

  /** Gives up a request that has waited for too long. */
  void failIfLate(long nowNanos) {
    if (isBusy() && nowNanos - deadlineNanos >= 0) {
      fail(Failure.SILENT);
    }
  }

  private void connect() throws IOException {
    try {
      channel.finishConnect();
    } catch (IOException e) {
      fail(Failure.REFUSED);
      return;
    }
    write();
  }

  private void write() throws IOException {
    channel.write(unsent);
    if (unsent.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      unsent = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void read() throws IOException {
    int count = channel.read(ByteBuffer.wrap(received, receivedLength, room()));
    if (count < 0 || !isBusy()) {
      // Closed by the server, or it speaks without being asked.
      fail(Failure.BROKEN);
      return;
    }
    receivedLength += count;
    try {
      Optional<HttpReply> reply = ReplyParser.parse(received, receivedLength);
      if (reply.isPresent()) {
        finish(reply.get());
      } else {
        makeRoom();
      }
    } catch (MalformedReplyException e) {
      fail(Failure.MALFORMED);
    }
  }

  private int room() {
    return received.length - receivedLength;
  }

  private void makeRoom() throws MalformedReplyException {
    if (room() > 0) {
      return;
    }
    int most = pool.settings().mostReplyBytes();
    if (receivedLength >= most) {
      throw new MalformedReplyException("longer than " + most + " bytes");
    }
    received = Arrays.copyOf(received, Math.min(most, 2 * received.length));
  }

  private void finish(HttpReply reply) {
    Exchange finished = exchange;
    exchange = null;
    receivedLength = 0;
    if (reply.closes()) {
      close();
    } else {
      pool.freed(this);
    }
    finished.replied(reply);
  }

  private void fail(Failure failure) {
    if (closed) {
      return;
    }
    Exchange failed = exchange;
    exchange = null;
    close();
    if (failed != null) {
      failed.failed(failure);
    }
  }

  private void close() {
    closed = true;
    closeQuietly(channel);
    pool.closed(this);
  }

  private static void closeQuietly(SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }
}
