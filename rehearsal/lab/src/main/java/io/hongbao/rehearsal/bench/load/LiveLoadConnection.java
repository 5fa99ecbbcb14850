package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket of one user, whose shakes go over it. For the generator's thread. */
final class LiveLoadConnection extends LoadConnection {

  /** Longer than the head of any reply to an upgrade. */
  private static final int MAX_HEAD_BYTES = 4 * 1024;

  private static final byte[] SWITCHING = ascii("HTTP/1.1 101 ");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private final LiveScan scan;

  private LiveLoadConnection(SocketChannel channel, Selector selector, byte[] begun, LiveScan scan)
      throws IOException {
    super(channel, selector, begun);
    this.scan = scan;
  }

  /**
   * Connects, waiting until that is done.
   *
   * @param upgrade the whole request
   * @param scan may be shared by all connections
   * @throws IOException if the server does not become a WebSocket
   */
  static LiveLoadConnection open(
      InetSocketAddress server, Selector selector, byte[] upgrade, LiveScan scan)
      throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(upgrade));
      return new LiveLoadConnection(channel, selector, behindHead(channel), scan);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  ReplyKind heard() {
    return scan.heard();
  }

  @Override
  int take(byte[] bytes, int length) throws IOException {
    int at = 0;
    while (at < length) {
      int end = scan.read(bytes, at, length);
      if (end == LiveScan.INCOMPLETE) {
        return at;
      }
      if (end == LiveScan.MALFORMED) {
        throw new IOException("no frame of an edge");
      }
      switch (scan.kind()) {
        case REPLY -> replied();
        case OTHER -> {}
        case PING -> write(LiveFrames.pong(bytes, scan.payloadAt(), end));
        case CLOSE -> throw new IOException("the server closed the connection");
      }
      at = end;
    }
    return at;
  }

  /** Reads the head of the reply; returns what has come behind it. */
  private static byte[] behindHead(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_HEAD_BYTES);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the server ended the connection instead of upgrading it");
      }
      int end = endOfHead(buffer.array(), buffer.position());
      if (end > 0) {
        byte[] head = Arrays.copyOf(buffer.array(), end);
        if (!Arrays.equals(
            head, 0, Math.min(end, SWITCHING.length), SWITCHING, 0, SWITCHING.length)) {
          throw new IOException(
              "no WebSocket: "
                  + new String(head, StandardCharsets.ISO_8859_1).lines().findFirst().orElse(""));
        }
        return Arrays.copyOfRange(buffer.array(), end, buffer.position());
      }
    }
    throw new IOException("no end of the upgrade's reply");
  }

  private static int endOfHead(byte[] bytes, int length) {
    for (int at = 0; at + HEAD_END.length <= length; at++) {
      if (Arrays.equals(bytes, at, at + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
        return at + HEAD_END.length;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
