package io.hongbao.rehearsal.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A keep-alive connection with one request in flight at most. For the generator's thread. */
final class LoadConnection {

  /** Longer than any reply that is expected. */
  private static final int MAX_REPLY_BYTES = 16 * 1024;

  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final SelectionKey key;

  /** When the request in flight should have been sent. */
  private long dueAtNanos;

  private boolean isBusy;

  /** The start of a reply whose rest is still to come, which is rare. */
  private byte[] begun = NOTHING;

  private LoadConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Connects, waiting until that is done. */
  static LoadConnection open(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new LoadConnection(channel, selector);
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
    channel.write(request);
    if (request.hasRemaining()) {
      throw new IOException("a request does not fit into the socket's buffer");
    }
  }

  /**
   * Reads what has come.
   *
   * @param shared empty room for it
   * @param bytes as large as {@code shared}
   * @return whether the reply is whole; the scan knows what it says
   * @throws IOException if the connection is of no more use
   */
  boolean receive(ByteBuffer shared, byte[] bytes, ReplyScan scan) throws IOException {
    int count = channel.read(shared);
    if (count < 0 || (count > 0 && !isBusy)) {
      throw new IOException("the server closed the connection, or speaks unasked");
    }
    if (count == 0) {
      return false;
    }
    byte[] reply = bytes;
    int length = count;
    if (begun.length == 0) {
      shared.flip().get(bytes, 0, count);
    } else {
      length = begun.length + count;
      reply = Arrays.copyOf(begun, length);
      shared.flip().get(reply, begun.length, count);
    }
    int end = scan.read(reply, length);
    if (end == ReplyScan.INCOMPLETE && length < MAX_REPLY_BYTES) {
      begun = Arrays.copyOf(reply, length);
      return false;
    }
    begun = NOTHING;
    if (end != length) {
      throw new IOException("no reply, or more than one");
    }
    isBusy = false;
    return true;
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
