package io.hongbao.edge.live;

import io.hongbao.edge.json.Utf8;
import io.hongbao.edge.live.FrameParser.Parsed;
import io.hongbao.edge.live.FrameParser.Parsed.Frame;
import io.hongbao.edge.metrics.ConnectionEnd;
import io.hongbao.edge.metrics.LiveMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A WebSocket on XNIO's connection: frames in, frames out, and how it ends. While it is idle it
 * holds no buffer: bytes are kept only of a frame that is incomplete, of a message in fragments,
 * and of what the phone has not taken yet. For the connection's I/O thread. It is its own listener
 * for reading, writing and the end, as each listener would be one more object.
 */
final class LiveSocket implements ChannelListener<Channel> {

  private static final byte[] NO_PAYLOAD = {};
  private static final byte[] PING = FrameWriter.frame(FrameParser.PING, NO_PAYLOAD);

  /** A phone needs a frame in some seconds; one that sends more than this misuses the edge. */
  private static final int MAX_FRAMES_PER_SECOND = 100;

  /** A sign of life that did not come so often is missing. */
  private static final int MAX_SILENT_VISITS = 2;

  private final Loop loop;
  private final StreamConnection connection;
  private final Consumer<ConnectionEnd> onEnd;
  private Session session;
  private State state = State.OPEN;
  private ConnectionEnd end = ConnectionEnd.BROKEN;

  /** The first bytes of a frame; null for none. */
  private byte[] partial;

  /** Null unless a message comes in fragments. */
  private MessageAssembler message;

  /** Null unless the phone takes less than it is sent. */
  private OutgoingBytes out;

  private int closeCode = CloseReason.NONE;
  private boolean isGarbled;
  private int framesOfSecond;
  private long second;
  private long visitedAtMillis;
  private int silentVisits;
  private boolean isHeard;
  private int index;

  /** What sockets of one I/O thread have in common. */
  interface Loop {

    LiveSettings settings();

    LiveMetrics metrics();

    FrameParser parser();

    /** A buffer for what is read now; the next reader overwrites it. */
    ByteBuffer input();

    long nowMillis();

    /** Runs a task; if it fails, the connection ends. */
    void guard(LiveSocket socket, Runnable task);

    /** A connection has been told why it is closed. */
    void closing(LiveSocket socket);

    /** A connection is over. */
    void remove(LiveSocket socket);
  }

  /** What is said over a socket, and by whom. */
  interface Session {

    /** Takes a message. */
    void hear(String text);

    /** The phone is asked whether it is there. */
    void asked();

    /** The phone has answered: what was sent before it was asked has come to it. */
    void confirmed();

    /** The connection is over. */
    void ended();

    boolean hasTicket();

    /** Whether the ticket is of no use any more; then the phone has been told. */
    boolean isExpired(long nowMillis);

    /** Of the ticket. */
    String group();

    /** Asks for answers that another connection of the same user may have lost. */
    void recall();

    /** By which the phone's owner sees the show; empty for none. */
    Optional<String> channel();

    /** The show as it was last sent. */
    ShowVersion shown();

    /** Sends the show as it is now. */
    void push(ShowVersion version, byte[] frame);

    boolean hasShakes();

    /** Whether answers were sent of which it is not known whether the phone has them. */
    boolean isUnconfirmed();
  }

  /** Where a connection is on its way. */
  private enum State {
    OPEN,
    /** The edge has said why it closes, and waits for the phone to do the same. */
    CLOSING,
    /** All is said; what is queued goes out, and the connection is closed. */
    FLUSHING,
    CLOSED
  }

  /**
   * A socket that is not read yet.
   *
   * @param onEnd hears once how it ended
   */
  LiveSocket(
      Loop loop, StreamConnection connection, Consumer<ConnectionEnd> onEnd, long nowMillis) {
    this.loop = loop;
    this.connection = connection;
    this.onEnd = onEnd;
    this.visitedAtMillis = nowMillis;
  }

  /** Is told from now on what happens to the connection, and writes. */
  void open(Session ofSocket) {
    session = ofSocket;
    connection.getSourceChannel().setReadListener(this);
    connection.getSinkChannel().setWriteListener(this);
    // Called at once if the connection has ended by now.
    connection.setCloseListener(this);
  }

  /**
   * Starts to read.
   *
   * @param alreadyRead what came behind the upgrade
   */
  void read(ByteBuffer alreadyRead) {
    loop.guard(this, () -> take(alreadyRead));
    if (state != State.CLOSED) {
      connection.getSourceChannel().wakeupReads();
    }
  }

  /** The place of the socket among those of its loop. */
  int index() {
    return index;
  }

  void setIndex(int place) {
    index = place;
  }

  Session session() {
    return session;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  @Override
  public void handleEvent(Channel channel) {
    if (channel instanceof ConduitStreamSourceChannel) {
      readable();
    } else if (channel instanceof ConduitStreamSinkChannel) {
      writable();
    } else {
      ended();
    }
  }

  private void readable() {
    ByteBuffer in = loop.input();
    if (partial != null) {
      in.put(partial);
    }
    int bytes;
    try {
      bytes = connection.getSourceChannel().read(in);
    } catch (IOException e) {
      drop(end);
      return;
    }
    if (bytes < 0) {
      drop(end);
    } else if (bytes > 0) {
      partial = null;
      loop.guard(this, () -> take(in.flip()));
    }
  }

  private void take(ByteBuffer in) {
    while (isRead()) {
      Parsed parsed = loop.parser().next(in);
      if (parsed instanceof Frame frame) {
        take(frame);
      } else if (parsed instanceof Parsed.Violation violation) {
        refuse(violation.reason());
        return;
      } else {
        break;
      }
    }
    if (in.hasRemaining() && isRead()) {
      partial = new byte[in.remaining()];
      in.get(partial);
    }
  }

  private boolean isRead() {
    return !isGarbled && (state == State.OPEN || state == State.CLOSING);
  }

  private void take(Frame frame) {
    isHeard = true;
    loop.metrics().frameReceived();
    if (state == State.CLOSING) {
      if (frame.opcode() == FrameParser.CLOSE) {
        finish();
      }
    } else if (isTooMany()) {
      close(CloseReason.misuse("too many frames"));
    } else {
      switch (frame.opcode()) {
        case FrameParser.TEXT -> begin(frame);
        case FrameParser.CONTINUATION -> go(frame);
        case FrameParser.CLOSE -> peerCloses(frame);
        case FrameParser.PING -> send(FrameWriter.frame(FrameParser.PONG, frame.payload()));
        case FrameParser.PONG -> session.confirmed();
        default -> refuse(new CloseReason(CloseReason.UNSUPPORTED_DATA, "expected text frames"));
      }
    }
  }

  private boolean isTooMany() {
    long now = loop.nowMillis() / 1_000;
    if (now != second) {
      second = now;
      framesOfSecond = 0;
    }
    framesOfSecond++;
    return framesOfSecond > MAX_FRAMES_PER_SECOND;
  }

  private void begin(Frame first) {
    if (message != null) {
      refuse(new CloseReason(CloseReason.PROTOCOL_ERROR, "a message began within another"));
    } else if (first.isFinal()) {
      text(first);
    } else {
      message = new MessageAssembler(first, loop.settings().maxFrameBytes());
    }
  }

  private void go(Frame next) {
    if (message == null) {
      refuse(new CloseReason(CloseReason.PROTOCOL_ERROR, "a message goes on that did not begin"));
    } else if (!message.add(next)) {
      refuse(
          new CloseReason(
              CloseReason.TOO_LARGE,
              "a message may have " + loop.settings().maxFrameBytes() + " bytes"));
    } else if (next.isFinal()) {
      Frame whole = message.whole();
      message = null;
      text(whole);
    }
  }

  private void text(Frame whole) {
    Optional<String> text = Utf8.decode(whole.payload(), 0);
    if (text.isEmpty()) {
      refuse(new CloseReason(CloseReason.NOT_UTF8, "a text is not UTF-8"));
    } else {
      session.hear(text.get());
    }
  }

  private void peerCloses(Frame frame) {
    CloseReason reply = CloseFrame.reply(frame.payload());
    boolean isFine = reply.text().isEmpty();
    end = isFine ? ConnectionEnd.CLEAN : ConnectionEnd.REFUSED;
    closeCode = reply.code();
    send(FrameWriter.close(reply));
    finish();
  }

  /** What came cannot be a frame, or is none that is taken here: no more is read of it. */
  private void refuse(CloseReason reason) {
    loop.metrics().frameRefused();
    isGarbled = true;
    close(reason);
  }

  /** Says why, and waits for the phone to close; not for long. */
  void close(CloseReason reason) {
    if (state != State.OPEN) {
      return;
    }
    closeCode = reason.code();
    end = reason.end();
    message = null;
    send(FrameWriter.close(reason));
    if (state == State.OPEN) {
      state = State.CLOSING;
      loop.closing(this);
    }
  }

  /** All is said: ends the connection so that the phone sees that nothing is missing. */
  private void sayGoodbye() {
    try {
      connection.getSinkChannel().shutdownWrites();
      connection.getSinkChannel().flush(); // TLS says goodbye as well, if the phone takes it.
    } catch (IOException e) {
      // The phone has gone by itself.
    }
    drop(end);
  }

  /** Closes without a word. */
  void drop(ConnectionEnd how) {
    if (state != State.CLOSED) {
      end = how;
      IoUtils.safeClose(connection);
      ended();
    }
  }

  private void finish() {
    if (state == State.CLOSED) {
      return;
    }
    if (out == null) {
      sayGoodbye();
    } else {
      state = State.FLUSHING;
      loop.closing(this);
    }
  }

  /** The phone did not close in time. */
  void closeNow() {
    if (out == null) {
      sayGoodbye();
    } else {
      drop(end);
    }
  }

  void send(byte[] frame) {
    if (state != State.OPEN) {
      return;
    }
    loop.metrics().frameSent();
    if (out != null) {
      if (!out.add(frame)) {
        dropSlow();
      }
      return;
    }
    ConduitStreamSinkChannel sink = connection.getSinkChannel();
    ByteBuffer rest = ByteBuffer.wrap(frame);
    try {
      int written;
      do {
        written = sink.write(rest);
      } while (written > 0 && rest.hasRemaining());
      boolean isFlushed = !rest.hasRemaining() && sink.flush();
      if (!isFlushed) {
        queue(rest);
      }
    } catch (IOException e) {
      drop(end);
    }
  }

  private void queue(ByteBuffer rest) {
    if (rest.remaining() > loop.settings().maxQueuedBytes()) {
      dropSlow();
    } else {
      out = new OutgoingBytes(rest, loop.settings().maxQueuedBytes());
      connection.getSinkChannel().resumeWrites();
    }
  }

  private void dropSlow() {
    loop.metrics().slowReader();
    drop(ConnectionEnd.SLOW);
  }

  private void writable() {
    ConduitStreamSinkChannel sink = connection.getSinkChannel();
    if (out == null) {
      sink.suspendWrites();
      return;
    }
    try {
      int written = 1;
      while (written > 0 && !out.isEmpty()) {
        written = sink.write(out.left());
        out.taken(written);
      }
      if (out.isEmpty() && sink.flush()) { // TLS holds the last record until the phone takes it.
        out = null;
        sink.suspendWrites();
        if (state == State.FLUSHING) {
          sayGoodbye();
        }
      }
    } catch (IOException e) {
      drop(end);
    }
  }

  /**
   * Looks whether the phone is still there, once in a while: asks one that was silent, and drops
   * one that has not answered twice.
   *
   * @param isAskedAnyway whether something depends on a reply
   */
  void visit(long nowMillis, boolean isAskedAnyway) {
    visitedAtMillis = nowMillis;
    if (isHeard) {
      isHeard = false;
      silentVisits = 0;
      if (!isAskedAnyway) {
        return;
      }
    } else if (silentVisits >= MAX_SILENT_VISITS) {
      drop(ConnectionEnd.IDLE);
      return;
    } else {
      silentVisits++;
    }
    session.asked();
    send(PING);
  }

  long visitedAtMillis() {
    return visitedAtMillis;
  }

  private void ended() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      partial = null;
      message = null;
      out = null;
      loop.remove(this);
      loop.metrics().closed(closeCode);
      session.ended();
      onEnd.accept(end);
    }
  }
}
