package io.hongbao.rehearsal.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * A keep-alive connection of a crowd, with one question on its way at most, whose reply is scanned
 * where it lies. For the crowd's thread.
 */
final class CrowdConnection {

  /** Longer than any reply that is expected: a list of packets at most. */
  private static final int MAX_REPLY_BYTES = 16 * 1024;

  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final SelectionKey key;
  private CrowdQuestion question;

  /** The start of a reply whose rest is still to come, which is rare. */
  private byte[] begun = NOTHING;

  private CrowdConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Connects, waiting until that is done. */
  static CrowdConnection open(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new CrowdConnection(channel, selector);
  }

  /** The question on its way is over, or its reply will not come; null if there is none. */
  CrowdQuestion takeQuestion() {
    CrowdQuestion taken = question;
    question = null;
    return taken;
  }

  /**
   * Asks. With nothing else on its way the socket's buffer is empty and takes it whole.
   *
   * @throws IOException if it does not, or the server has closed the connection
   */
  void ask(CrowdQuestion next, ByteBuffer request) throws IOException {
    question = next;
    channel.write(request);
    if (request.hasRemaining()) {
      throw new IOException("a request does not fit into the socket's buffer");
    }
  }

  /**
   * Reads what has come.
   *
   * @param shared empty room for it, backed by an array
   * @return whether the reply is whole; the scan knows what it says
   * @throws IOException if the connection is of no more use
   */
  @SuppressWarnings("ByteBufferBackingArray") // The caller allocates it.
  boolean receive(ByteBuffer shared, ReplyScan scan) throws IOException {
    int count = channel.read(shared);
    if (count < 0 || (count > 0 && question == null)) {
      throw new IOException("the server closed the connection, or speaks unasked");
    }
    if (count == 0) {
      return false;
    }
    byte[] reply = shared.array();
    int length = count;
    if (begun.length > 0) {
      length = begun.length + count;
      reply = Arrays.copyOf(begun, length);
      System.arraycopy(shared.array(), 0, reply, begun.length, count);
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
    return true;
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
