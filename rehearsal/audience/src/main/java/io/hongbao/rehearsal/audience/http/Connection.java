package io.hongbao.rehearsal.audience.http;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import io.hongbao.rehearsal.audience.http.ReplyParser.MalformedReplyException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One keep-alive connection with at most one request in flight. It tells the listener and its
 * listener when the request is over. For the loop's thread.
 */
final class Connection {

  /** Hears of connections. */
  interface Listener {

    /** It finished its request and can take another. */
    void freed(Connection connection);

    /** It is gone. */
    void closed(Connection connection);
  }

  /** Room that an idle connection may keep; a long reply's is given back. */
  private static final int MAX_KEPT_BYTES = 16_384;

  private final EventLoop loop;
  private final PoolSettings settings;
  private final Listener listener;
  private final SocketChannel channel;
  private SelectionKey key;

  private ReplyListener replyListener;
  private long deadlineNanos;
  private ByteBuffer unsent;
  private byte[] received = new byte[PoolSettings.MIN_REPLY_BYTES];
  private int receivedLength;
  private long sentBytes;
  private long receivedBytes;
  private boolean closed;

  private Connection(
      EventLoop loop, PoolSettings settings, Listener listener, SocketChannel channel) {
    this.loop = loop;
    this.settings = settings;
    this.listener = listener;
    this.channel = channel;
  }

  /**
   * Begins to connect, for a first request.
   *
   * @return empty if it was refused at once
   */
  static Optional<Connection> open(
      EventLoop loop,
      Endpoint endpoint,
      PoolSettings settings,
      Listener listener,
      HttpRequest request,
      ReplyListener replyListener) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection = new Connection(loop, settings, listener, channel);
      connection.begin(request, replyListener, channel.connect(endpoint.address()));
      return Optional.of(connection);
    } catch (IOException | UnresolvedAddressException e) {
      closeQuietly(channel);
      return Optional.empty();
    }
  }

  private void begin(HttpRequest request, ReplyListener first, boolean connected)
      throws IOException {
    replyListener = first;
    deadlineNanos = System.nanoTime() + settings.replyWithin().toNanos();
    unsent = ByteBuffer.allocate(HttpRequest.MAX_BYTES);
    request.putInto(unsent);
    unsent.flip();
    int interest = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    key = channel.register(loop.selector(), interest, (Runnable) this::ready);
  }

  /** Sends a request; the connection must be idle. */
  void send(HttpRequest request, ReplyListener next) {
    replyListener = next;
    deadlineNanos = System.nanoTime() + settings.replyWithin().toNanos();
    ByteBuffer buffer = loop.sendBuffer();
    request.putInto(buffer);
    buffer.flip();
    try {
      sentBytes += channel.write(buffer);
      if (buffer.hasRemaining()) {
        unsent = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        key.interestOps(SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      // Later: the caller does not expect to hear of it from within.
      loop.after(0, () -> fail(Failure.BROKEN));
    }
  }

  private void ready() {
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
    return replyListener != null;
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
    sentBytes += channel.write(unsent);
    if (unsent.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      unsent = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void read() throws IOException {
    boolean goesOn;
    do {
      goesOn = readOnce();
    } while (goesOn);
  }

  /** Whether there was no room for all that may be there. */
  private boolean readOnce() throws IOException {
    int count = channel.read(ByteBuffer.wrap(received, receivedLength, room()));
    if (count < 0 || !isBusy()) {
      // Closed by the server, or it speaks without being asked.
      fail(Failure.BROKEN);
      return false;
    }
    receivedLength += count;
    receivedBytes += count;
    try {
      Optional<HttpReply> reply = ReplyParser.parse(received, receivedLength);
      if (reply.isPresent()) {
        finish(reply.get());
        return false;
      }
      return makeRoom();
    } catch (MalformedReplyException e) {
      fail(Failure.MALFORMED);
      return false;
    }
  }

  private int room() {
    return received.length - receivedLength;
  }

  /** Whether there was none left. */
  private boolean makeRoom() throws MalformedReplyException {
    if (room() > 0) {
      return false;
    }
    int max = settings.maxReplyBytes();
    if (receivedLength >= max) {
      throw new MalformedReplyException("longer than " + max + " bytes");
    }
    received = Arrays.copyOf(received, Math.min(max, 2 * received.length));
    return true;
  }

  private void finish(HttpReply reply) {
    ReplyListener finished = replyListener;
    replyListener = null;
    receivedLength = 0;
    if (received.length > MAX_KEPT_BYTES) {
      received = new byte[PoolSettings.MIN_REPLY_BYTES];
    }
    if (reply.closes()) {
      close();
    } else {
      listener.freed(this);
    }
    finished.replied(reply);
  }

  private void fail(Failure failure) {
    if (closed) {
      return;
    }
    ReplyListener failed = replyListener;
    replyListener = null;
    close();
    if (failed == null) {
      return;
    }
    Optional<HttpReply> begun = ReplyParser.begun(received, receivedLength);
    if (begun.isPresent()) {
      failed.brokeOff(failure, begun.get());
    } else {
      failed.failed(failure);
    }
  }

  /** Written to the socket so far. */
  long sentBytes() {
    return sentBytes;
  }

  /** Read from the socket so far. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Ends it at once and leaves no port resting; who waits for a reply hears nothing. */
  void abort() {
    replyListener = null;
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close();
  }

  private void close() {
    closed = true;
    closeQuietly(channel);
    listener.closed(this);
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
