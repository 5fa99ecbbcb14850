package io.hongbao.rehearsal.audience.websocket;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.websocket.Closing.Kind;
import io.hongbao.rehearsal.audience.websocket.Frame.MalformedFrameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One WebSocket of a client. It answers pings by itself. The listener hears of everything later,
 * never from within {@link #open}, {@link #send} or {@link #close}. For the loop's thread.
 */
public final class WebSocketConnection implements Runnable {

  /** Of one message, in one frame or in parts. A show's page is the longest. */
  public static final int MAX_MESSAGE_BYTES = 48 * 1024;

  /**
   * What a server that is slow to take may leave lying here: more, and the connection is given up.
   */
  private static final int MAX_UNSENT_BYTES = 64 * 1024;

  /** How long a server may take to answer a close. */
  private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int NORMAL_CLOSURE = 1000;
  private static final byte[] NOTHING = {};

  private final EventLoop loop;
  private final WebSocketListener listener;
  private final SocketChannel channel;
  private SelectionKey key;

  /** Until the server has answered it. */
  private Upgrade upgrade;

  private ByteBuffer unsent;

  /** The start of a frame, or of the upgrade's reply, whose rest is still to come. */
  private byte[] begun = NOTHING;

  /** The parts of a message so far; null if none has begun. */
  private byte[] parts;

  private long sentBytes;
  private long receivedBytes;
  private boolean isClosing;
  private boolean isClosed;

  private WebSocketConnection(EventLoop loop, WebSocketListener listener, SocketChannel channel) {
    this.loop = loop;
    this.listener = listener;
    this.channel = channel;
  }

  /**
   * Begins to connect.
   *
   * @param from the address to connect from; any if empty
   * @param path of the upgrade's request
   * @param headers of it besides the usual ones, each ended
   */
  public static WebSocketConnection open(
      EventLoop loop,
      Endpoint endpoint,
      Optional<InetSocketAddress> from,
      String path,
      byte[] headers,
      WebSocketListener listener) {
    try {
      var connection = new WebSocketConnection(loop, listener, SocketChannel.open());
      connection.connect(endpoint, from, path, headers);
      return connection;
    } catch (IOException e) {
      throw new OperationFailedException(
          "no socket can be opened: "
              + e.getMessage()
              + "; each long connection needs an open file (ulimit -n)",
          e);
    }
  }

  private void connect(
      Endpoint endpoint, Optional<InetSocketAddress> from, String path, byte[] headers) {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (from.isPresent()) {
        channel.bind(from.get());
      }
      ThreadLocalRandom chance = ThreadLocalRandom.current();
      upgrade = new Upgrade(chance.nextLong(), chance.nextLong());
      ByteBuffer request = loop.sendBuffer();
      upgrade.putInto(request, endpoint.requestStart("GET", path), headers);
      unsent = keep(request.flip());
      boolean connected = channel.connect(endpoint.address());
      key =
          channel.register(
              loop.selector(), connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    } catch (IOException | UnresolvedAddressException e) {
      endLater(Kind.REFUSED);
    }
  }

  /** Whether messages can be sent. */
  public boolean isOpen() {
    return upgrade == null && !isClosing && !isClosed;
  }

  /** Sends a message of UTF-8; the connection must be open. */
  public void send(byte[] message) {
    write(Frame.TEXT, message);
  }

  /** Written to the socket so far, the upgrade included. */
  public long sentBytes() {
    return sentBytes;
  }

  /** Read from the socket so far, the upgrade's reply included. */
  public long receivedBytes() {
    return receivedBytes;
  }

  /** Says goodbye, and ends the connection when the server has answered, or soon. */
  public void close() {
    if (isClosing || isClosed) {
      return;
    }
    if (!isOpen()) {
      endLater(Kind.OWN);
      return;
    }
    write(Frame.CLOSE, new byte[] {NORMAL_CLOSURE >> 8, (byte) NORMAL_CLOSURE});
    isClosing = true;
    loop.after(CLOSE_TIMEOUT_NANOS, () -> end(Closing.of(Kind.OWN)));
  }

  /** Ends it at once, without a word to the server. */
  public void abort(Closing closing) {
    loop.after(0, () -> end(closing));
  }

  /** Reads nothing any more and so answers nothing, as a phone that lost its network. */
  public void fallSilent() {
    if (!isClosed && key != null) {
      key.interestOps(0);
    }
  }

  /** Reads again what has come since it fell silent. */
  public void listenAgain() {
    if (!isClosed && key != null) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** The channel is ready. */
  @Override
  public void run() {
    try {
      if (key.isConnectable()) {
        finishConnecting();
      } else if (key.isWritable()) {
        writeUnsent();
      } else if (key.isReadable()) {
        read();
      }
    } catch (IOException e) {
      end(Closing.of(isClosing ? Kind.OWN : Kind.BROKEN));
    } catch (MalformedFrameException e) {
      end(Closing.of(Kind.MALFORMED));
    }
  }

  private void finishConnecting() throws IOException {
    try {
      channel.finishConnect();
    } catch (IOException e) {
      end(Closing.of(Kind.REFUSED));
      return;
    }
    writeUnsent();
  }

  private void write(int opcode, byte[] payload) {
    if (isClosed || isClosing) {
      return;
    }
    try {
      ByteBuffer frame = loop.sendBuffer();
      Frame.write(frame, opcode, payload, ThreadLocalRandom.current().nextInt());
      frame.flip();
      if (unsent == null) {
        sentBytes += channel.write(frame);
      }
      if (frame.hasRemaining()) {
        addUnsent(frame);
      }
    } catch (IOException e) {
      endLater(Kind.BROKEN);
    }
  }

  private void addUnsent(ByteBuffer frame) throws IOException {
    int before = unsent == null ? 0 : unsent.remaining();
    if (before + frame.remaining() > MAX_UNSENT_BYTES) {
      throw new IOException("the server takes nothing");
    }
    ByteBuffer all = ByteBuffer.allocate(before + frame.remaining());
    if (before > 0) {
      all.put(unsent);
    }
    unsent = all.put(frame).flip();
    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  private void writeUnsent() throws IOException {
    if (unsent != null) {
      sentBytes += channel.write(unsent);
      if (unsent.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent = null;
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void read() throws IOException, MalformedFrameException {
    ByteBuffer received = loop.receiveBuffer();
    received.put(begun);
    begun = NOTHING;
    int count = channel.read(received);
    receivedBytes += Math.max(0, count);
    received.flip();
    take(received);
    if (count < 0) {
      end(Closing.of(isClosing ? Kind.OWN : Kind.BROKEN));
    } else if (!isClosed && received.hasRemaining()) {
      begun = new byte[received.remaining()];
      received.get(begun);
    }
  }

  private void take(ByteBuffer received) throws MalformedFrameException {
    if (upgrade != null) {
      takeUpgrade(received);
    }
    while (upgrade == null && !isClosed) {
      Optional<Frame> frame = Frame.read(received, MAX_MESSAGE_BYTES);
      if (frame.isEmpty()) {
        return;
      }
      take(frame.get());
    }
  }

  private void takeUpgrade(ByteBuffer received) throws MalformedFrameException {
    Optional<Upgrade.Reply> reply = upgrade.read(received);
    if (reply.isEmpty()) {
      if (received.remaining() > Upgrade.MAX_REPLY_BYTES) {
        throw new MalformedFrameException("no end of the upgrade's reply");
      }
      return;
    }
    if (reply.get().isWebSocket()) {
      upgrade = null;
      listener.opened();
    } else if (reply.get().status() < 200) {
      throw new MalformedFrameException("no WebSocket in status " + reply.get().status());
    } else {
      end(Closing.notUpgraded(reply.get().status(), reply.get().retryAfterSeconds()));
    }
  }

  private void take(Frame frame) throws MalformedFrameException {
    switch (frame.opcode()) {
      case Frame.PING -> write(Frame.PONG, frame.payload());
      case Frame.PONG -> {}
      case Frame.CLOSE -> takeClose(frame.payload());
      case Frame.CONTINUATION -> takePart(frame, parts == null);
      default -> takePart(frame, parts != null);
    }
  }

  private void takePart(Frame frame, boolean isOutOfOrder) throws MalformedFrameException {
    if (isOutOfOrder) {
      throw new MalformedFrameException("a part of a message out of its order");
    }
    byte[] message = parts == null ? frame.payload() : joined(parts, frame.payload());
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new MalformedFrameException("message of more than " + MAX_MESSAGE_BYTES + " bytes");
    }
    parts = frame.isLast() ? null : message;
    if (frame.isLast() && !isClosing) {
      listener.received(message);
    }
  }

  private void takeClose(byte[] payload) {
    if (isClosing) {
      end(Closing.of(Kind.OWN));
      return;
    }
    int code = payload.length < 2 ? NORMAL_CLOSURE : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    String reason =
        payload.length < 2
            ? ""
            : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    write(Frame.CLOSE, payload.length < 2 ? NOTHING : Arrays.copyOf(payload, 2));
    end(Closing.byServer(code, reason));
  }

  private void endLater(Kind kind) {
    abort(Closing.of(kind));
  }

  private void end(Closing closing) {
    if (isClosed) {
      return;
    }
    isClosed = true;
    unsent = null;
    begun = NOTHING;
    parts = null;
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
    listener.closed(closing);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** What the shared buffer holds, in memory of its own. */
  private static ByteBuffer keep(ByteBuffer shared) {
    return ByteBuffer.allocate(shared.remaining()).put(shared).flip();
  }
}
