package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A keep-alive connection of HTTP, of any user. For the generator's thread. */
final class HttpLoadConnection extends LoadConnection {

  /** Longer than any reply that is expected. */
  private static final int MAX_REPLY_BYTES = 16 * 1024;

  private static final byte[] NOTHING = {};

  private final ReplyScan scan;

  private HttpLoadConnection(SocketChannel channel, Selector selector, ReplyScan scan)
      throws IOException {
    super(channel, selector, NOTHING);
    this.scan = scan;
  }

  /**
   * Connects, waiting until that is done.
   *
   * @param scan may be shared by all connections
   */
  static HttpLoadConnection open(InetSocketAddress server, Selector selector, ReplyScan scan)
      throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new HttpLoadConnection(channel, selector, scan);
  }

  @Override
  ReplyKind heard() {
    return scan.heard();
  }

  @Override
  int take(byte[] bytes, int length) throws IOException {
    if (!isBusy()) {
      throw new IOException("the server speaks unasked");
    }
    int end = scan.read(bytes, length);
    if (end == ReplyScan.INCOMPLETE && length < MAX_REPLY_BYTES) {
      return 0;
    }
    if (end != length) {
      throw new IOException("no reply, or more than one");
    }
    replied();
    return length;
  }
}
