package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection with one request in flight at most. For the generator's thread. */
abstract class LoadConnection {

  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final SelectionKey key;

  /** When the request in flight should have been sent. */
  private long dueAtNanos;

  private boolean isBusy;

  /** The start of something whose rest is still to come, which is rare. */
  private byte[] begun;

  /**
   * A connection that is there.
   *
   * @param begun what was read of it already
   */
  LoadConnection(SocketChannel channel, Selector selector, byte[] begun) throws IOException {
    channel.configureBlocking(false);
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
    this.begun = begun;
  }

  boolean isBusy() {
    return isBusy;
  }

  long dueAtNanos() {
    return dueAtNanos;
  }

  /**
   * Sends a request. With one in flight the socket's buffer is empty and takes it whole.
   *
   * @throws IOException if it does not, or the server has closed the connection
   */
  void send(ByteBuffer request, long dueAt) throws IOException {
    isBusy = true;
    dueAtNanos = dueAt;
    write(request);
  }

  /**
   * Reads what has come.
   *
   * @param shared empty room for it
   * @param bytes as large as {@code shared}
   * @return whether the reply is whole; {@link #heard} knows what it says
   * @throws IOException if the connection is of no more use
   */
  boolean receive(ByteBuffer shared, byte[] bytes) throws IOException {
    int count = channel.read(shared);
    if (count < 0) {
      throw new IOException("the server closed the connection");
    }
    if (count == 0) {
      return false;
    }
    byte[] all = bytes;
    int length = count;
    if (begun.length == 0) {
      shared.flip().get(bytes, 0, count);
    } else {
      length = begun.length + count;
      all = Arrays.copyOf(begun, length);
      shared.flip().get(all, begun.length, count);
    }
    begun = NOTHING;
    boolean wasBusy = isBusy;
    int taken = take(all, length);
    if (taken < length) {
      begun = Arrays.copyOfRange(all, taken, length);
    }
    return wasBusy && !isBusy;
  }

  /** What the reply that was received last says. */
  abstract ReplyKind heard();

  /**
   * Reads what is whole of the bytes.
   *
   * @return how many that are; the rest comes again with more behind it
   * @throws IOException if the connection is of no more use
   */
  abstract int take(byte[] bytes, int length) throws IOException;

  /** The reply is whole. */
  void replied() {
    isBusy = false;
  }

  void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("a request does not fit into the socket's buffer");
    }
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
