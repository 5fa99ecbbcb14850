package io.hongbao.edge.http;

import io.hongbao.edge.address.CountedAddress;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.ConnectionEnd;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A connection as it is below Undertow, for what Undertow does not tell: it gives blank refusals a
 * problem for a body, bounds how long a phone may take for a reply, and counts how the connection
 * ended. A connection that becomes a WebSocket is {@linkplain #release released}, and its new owner
 * says how it ended. Used by the connection's I/O thread alone.
 */
final class WatchedConnection implements ChannelListener<StreamConnection> {

  /** What Undertow's parser says of all that it cannot read, before any handler is asked. */
  private static final byte[] PARSER_REFUSAL =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** Where the status stands in the first line of a reply. */
  private static final int STATUS_INDEX = "HTTP/1.1 ".length();

  /** Of what follows a refusal so much is thrown away, so that its sender gets to see it. */
  private static final long MAX_DRAINED_BYTES = HttpSettings.MAX_DRAINED_BYTES;

  private static final int DRAIN_BUFFER_BYTES = 4_096;

  private final StreamConnection connection;
  private final HttpTimeouts timeouts;
  private final EdgeMetrics metrics;
  private final String port;
  private final Runnable onEnd;
  private final Source source;
  private final Sink sink;
  private boolean refused;
  private boolean slow;
  private boolean failed;
  private boolean peerEnded;
  private boolean edgeEnded;
  private boolean counted;
  private boolean isFramed;

  /** Undertow's part of the connection; null until a request was handled. */
  private HttpServerConnection undertows;

  /** Null without TLS. */
  private XnioExecutor.Key handshakeTimer;

  private WatchedConnection(
      StreamConnection connection,
      HttpTimeouts timeouts,
      EdgeMetrics metrics,
      String port,
      Runnable onEnd) {
    this.onEnd = onEnd;
    this.connection = connection;
    this.timeouts = timeouts;
    this.metrics = metrics;
    this.port = port;
    this.source = new Source(connection.getSourceChannel().getConduit());
    this.sink = new Sink(connection.getSinkChannel().getConduit());
  }

  /**
   * Opens connections with Undertow's listener, watched.
   *
   * @param handshakes that come first, {@link #speaks} tells the end of each; empty without TLS
   */
  static ChannelListener<StreamConnection> opener(
      ChannelListener<StreamConnection> undertow,
      HttpTimeouts timeouts,
      EdgeMetrics metrics,
      String port,
      ConnectionBounds bounds,
      Optional<HandshakeThread> handshakes) {
    return connection -> {
      CountedAddress address = bounds.counted(connection);
      long waitMillis = bounds.openWaitMillis(address);
      if (waitMillis > 0) {
        if (handshakes.isEmpty()) { // One costs more than a caller is worth that asks too much.
          tell(connection, HttpProblem.tooMany(waitMillis));
        }
        refuse(connection, metrics, port);
        return;
      }
      if (handshakes.isPresent() && !handshakes.get().admits()) {
        bounds.closed(address);
        refuse(connection, metrics, port);
        return;
      }
      WatchedConnection watched =
          new WatchedConnection(connection, timeouts, metrics, port, () -> bounds.closed(address));
      connection.getSourceChannel().setConduit(watched.source);
      connection.getSinkChannel().setConduit(watched.sink);
      if (handshakes.isPresent()) {
        watched.awaitHandshake();
      }
      // Listeners of an end are not replaced: this one is called first, and Undertow's own after
      // it.
      connection.setCloseListener(watched);
      undertow.handleEvent(connection);
      if (!connection.isOpen()) {
        watched.ended();
      }
    };
  }

  private static void refuse(StreamConnection connection, EdgeMetrics metrics, String port) {
    IoUtils.safeClose(connection);
    metrics.connectionClosed(port, ConnectionEnd.REFUSED.name());
  }

  /** The one that watches a connection. */
  static WatchedConnection of(StreamConnection connection) {
    return ((Source) connection.getSourceChannel().getConduit()).watched();
  }

  /** A request is about to be handled. Without effect over HTTP/2. */
  static void handles(HttpServerExchange exchange) {
    WatchedConnection watched = under(exchange);
    if (watched != null) {
      watched.undertows = (HttpServerConnection) exchange.getConnection();
    }
  }

  /**
   * Refuses a request whose body nobody can tell from what follows it, and ends the connection.
   * Undertow would read the body as chunks, whatever it is.
   *
   * @return whether all has been said; false over HTTP/2
   */
  static boolean refuses(HttpServerExchange exchange, HttpProblem problem) {
    WatchedConnection watched = under(exchange);
    if (watched != null) {
      watched.refuse(problem);
    }
    return watched != null;
  }

  /**
   * Checks a body in chunks, what is here of it and what is still to come: at a chunk that is
   * malformed Undertow would close the connection without a word.
   *
   * @return whether it is malformed; then all has been said
   */
  static boolean refusesChunks(HttpServerExchange exchange) {
    WatchedConnection watched = under(exchange);
    return watched != null && watched.source.refusesChunks(exchange);
  }

  /** Null over HTTP/2. */
  private static WatchedConnection under(HttpServerExchange exchange) {
    return exchange.getConnection() instanceof HttpServerConnection connection
            && connection.getOriginalSourceConduit() instanceof Source source
        ? source.watched()
        : null;
  }

  private void awaitHandshake() {
    handshakeTimer =
        after(
            timeouts.headMillis(),
            () -> {
              slow = true;
              close();
            });
  }

  /**
   * The handshake is over.
   *
   * @param inFrames whether HTTP/2 follows, of which nothing can be told here but the end
   */
  void speaks(boolean inFrames) {
    handshakeTimer.remove();
    isFramed = inFrames;
  }

  /** The peer did not take what it had asked for, and is to lose the connection for it. */
  void wasSlow() {
    slow = true;
  }

  /** Says why, if the peer takes it at once: nothing is kept of such a connection. */
  private static void tell(StreamConnection connection, HttpProblem problem) {
    try {
      connection.getSinkChannel().write(ByteBuffer.wrap(BlankReply.closing(problem)));
      connection.getSinkChannel().shutdownWrites();
      connection.getSinkChannel().flush();
    } catch (IOException e) {
      // It has gone by itself.
    }
  }

  /** The connection is closed. */
  @Override
  public void handleEvent(StreamConnection closed) {
    ended();
  }

  /**
   * Takes a connection away from Undertow, which is told that it is over, so that it keeps no
   * buffer and no timer, and no conduit of it is in the way.
   *
   * @return to be told once how it ended
   */
  static Consumer<ConnectionEnd> release(AbstractServerConnection undertows) {
    if (!(undertows.getOriginalSourceConduit() instanceof Source source)) {
      throw new IllegalStateException("the connection is not watched");
    }
    WatchedConnection watched = source.watched();
    watched.counted = true;
    StreamConnection connection = watched.connection;
    connection.getSourceChannel().setConduit(watched.source.next());
    connection.getSinkChannel().setConduit(watched.sink.next());
    watched.sink.cancelTimer();
    watched.source.request.forgetHead();
    ChannelListeners.invokeChannelListener(connection, connection.getCloseListener());
    EdgeMetrics metrics = watched.metrics;
    String port = watched.port;
    Runnable onEnd = watched.onEnd;
    return end -> {
      onEnd.run();
      metrics.connectionClosed(port, end.name());
    };
  }

  private void ended() {
    sink.cancelTimer();
    if (handshakeTimer != null) {
      handshakeTimer.remove();
    }
    if (!counted) {
      counted = true;
      onEnd.run();
      metrics.connectionClosed(
          port,
          ConnectionEnd.of(refused, slow, failed, peerEnded, edgeEnded, isInRequest()).name());
    }
  }

  private boolean isInRequest() {
    return !isFramed && source.request.count() > 0;
  }

  private void close() {
    IoUtils.safeClose(connection);
  }

  private XnioExecutor.Key after(int millis, Runnable task) {
    return connection.getIoThread().executeAfter(task, millis, TimeUnit.MILLISECONDS);
  }

  /** Tells the problem, and waits for the sender to stop before the connection is closed. */
  private void refuse(HttpProblem problem) {
    refused = true;
    metrics.requestRefused(port, problem.status());
    forgetRest();
    try {
      ByteBuffer reply = ByteBuffer.wrap(BlankReply.closing(problem));
      while (reply.hasRemaining() && sink.writeNow(reply) > 0) {
        // A reply of this size goes out at once, unless nobody takes any.
      }
      if (reply.hasRemaining()) {
        close();
        return;
      }
      sink.endNow();
    } catch (IOException e) {
      close();
      return;
    }
    after(timeouts.bodyMillis(), this::close);
    connection.getSourceChannel().setReadListener(channel -> source.drain());
    source.resumeNow();
  }

  /**
   * Frees what Undertow has read beyond the last head, and would look at once more when the
   * connection ends: after a refusal of HTTP/2.0 it would not know that it has freed it itself.
   */
  private void forgetRest() {
    PooledByteBuffer rest = undertows == null ? null : undertows.getExtraBytes();
    if (rest != null) {
      rest.close();
      undertows.setExtraBytes(null);
    }
  }

  private final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final RequestBytes request = new RequestBytes();
    private boolean lastWasEmpty;
    private long drained;

    Source(StreamSourceConduit next) {
      super(next);
    }

    private StreamSourceConduit next() {
      return next;
    }

    WatchedConnection watched() {
      return WatchedConnection.this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (refused) {
        drain(); // Whoever reads is not the one who was told to.
        return 0;
      }
      if (isFramed) {
        return readWatched(target);
      }
      request.aboutToRead(target);
      int bytes = readWatched(target);
      request.read(target, Math.max(0, bytes));
      if (isRefusedFor(request.complaintOfChunks())) {
        target.position(target.position() - bytes);
        return 0;
      }
      return bytes;
    }

    private int readWatched(ByteBuffer target) throws IOException {
      try {
        int bytes = next.read(target);
        lastWasEmpty = bytes == 0;
        peerEnded |= bytes < 0;
        return bytes;
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    private boolean refusesChunks(HttpServerExchange exchange) {
      return isRefusedFor(
          request.beginChunks(undertows.getExtraBytes(), exchange::isResponseStarted));
    }

    private boolean isRefusedFor(String complaint) {
      if (complaint == null) {
        return false;
      }
      if (request.isReplied()) {
        close(); // What follows must not be taken for another request.
      } else {
        refuse(HttpProblem.badRequest(complaint));
      }
      return true;
    }

    /**
     * Undertow asks to be told of more. If it has not just found that there is none yet, and no
     * body in chunks is on its way, it has replied and waits for the next request.
     */
    @Override
    public void resumeReads() {
      if (refused) {
        return;
      }
      if (!lastWasEmpty && !request.isInChunks()) {
        request.startOver();
      }
      next.resumeReads();
    }

    private void resumeNow() {
      next.resumeReads();
      drain();
    }

    private void drain() {
      ByteBuffer thrownAway = ByteBuffer.allocate(DRAIN_BUFFER_BYTES);
      try {
        int bytes;
        do {
          thrownAway.clear();
          bytes = next.read(thrownAway);
          drained += Math.max(0, bytes);
        } while (bytes > 0 && drained <= MAX_DRAINED_BYTES);
        if (bytes != 0) {
          close();
        }
      } catch (IOException e) {
        close();
      }
    }
  }

  private final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private ByteBuffer pending;
    private XnioExecutor.Key timer;

    Sink(StreamSinkConduit next) {
      super(next);
    }

    private StreamSinkConduit next() {
      return next;
    }

    @Override
    public int write(ByteBuffer reply) throws IOException {
      if (refused) {
        return 0;
      }
      if (pending == null && isError(reply)) {
        if (isParserRefusal(reply)) {
          refuse(RefusedHead.problemOf(source.request.seen(), source.request.count()));
          return 0;
        }
        HttpProblem problem = BlankReply.problemOf(reply);
        metrics.requestRefused(port, problem.status());
        pending = ByteBuffer.wrap(BlankReply.closing(problem));
      }
      return pending == null ? writeWatched(reply) : writePending(reply);
    }

    @Override
    public int writeFinal(ByteBuffer reply) throws IOException {
      int written = write(reply);
      if (!reply.hasRemaining()) {
        terminateWrites();
      }
      return written;
    }

    private int writeWatched(ByteBuffer reply) throws IOException {
      try {
        return next.write(reply);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    private int writePending(ByteBuffer reply) throws IOException {
      writeWatched(pending);
      if (pending.hasRemaining()) {
        return 0;
      }
      pending = null;
      int length = reply.remaining();
      reply.position(reply.limit());
      return length;
    }

    private boolean isError(ByteBuffer reply) {
      int at = reply.position() + STATUS_INDEX;
      return !isFramed
          && reply.remaining() > STATUS_INDEX
          && (reply.get(at) == '4' || reply.get(at) == '5')
          && BlankReply.isBlank(reply);
    }

    private static boolean isParserRefusal(ByteBuffer reply) {
      return reply.equals(ByteBuffer.wrap(PARSER_REFUSAL));
    }

    private int writeNow(ByteBuffer reply) throws IOException {
      return next.write(reply);
    }

    private void endNow() throws IOException {
      next.terminateWrites();
      next.flush();
    }

    /** Undertow says goodbye; also called, too late to be one, while the connection is closed. */
    @Override
    public void terminateWrites() throws IOException {
      edgeEnded |= connection.isOpen();
      next.terminateWrites();
    }

    /** The phone has not taken all of a reply. */
    @Override
    public void resumeWrites() {
      if (refused) {
        return;
      }
      if (timer == null) {
        timer = after(timeouts.replyMillis(), this::timeUp);
      }
      next.resumeWrites();
    }

    @Override
    public void suspendWrites() {
      cancelTimer();
      next.suspendWrites();
    }

    private void timeUp() {
      timer = null;
      if (isWriteResumed()) {
        slow = true;
        close();
      }
    }

    private void cancelTimer() {
      if (timer != null) {
        timer.remove();
        timer = null;
      }
    }
  }
}
