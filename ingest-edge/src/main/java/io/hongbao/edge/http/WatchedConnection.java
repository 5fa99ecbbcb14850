package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.EdgeMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
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
 * ended. This is the one place where ends are counted, so what is to be told of ends, also by
 * WebSockets to come, is told here, where a vanished peer is seen as such: a WebSocket's listener
 * would hear of a normal close. Used by the connection's I/O thread alone.
 */
final class WatchedConnection {

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
  private final Source source;
  private final Sink sink;
  private boolean refused;
  private boolean slow;
  private boolean failed;
  private boolean peerEnded;
  private boolean edgeEnded;
  private boolean counted;

  private WatchedConnection(
      StreamConnection connection, HttpTimeouts timeouts, EdgeMetrics metrics, String port) {
    this.connection = connection;
    this.timeouts = timeouts;
    this.metrics = metrics;
    this.port = port;
    this.source = new Source(connection.getSourceChannel().getConduit());
    this.sink = new Sink(connection.getSinkChannel().getConduit());
  }

  /** Opens connections with Undertow's listener, watched. */
  static ChannelListener<StreamConnection> opener(
      ChannelListener<StreamConnection> undertow,
      HttpTimeouts timeouts,
      EdgeMetrics metrics,
      String port) {
    return connection -> {
      WatchedConnection watched = new WatchedConnection(connection, timeouts, metrics, port);
      connection.getSourceChannel().setConduit(watched.source);
      connection.getSinkChannel().setConduit(watched.sink);
      undertow.handleEvent(connection);
      ChannelListener<? super StreamConnection> undertowsEnd = connection.getCloseListener();
      connection.setCloseListener(
          closed -> {
            watched.ended();
            ChannelListeners.invokeChannelListener(closed, undertowsEnd);
          });
      if (!connection.isOpen()) {
        watched.ended();
      }
    };
  }

  private void ended() {
    sink.cancelTimer();
    if (!counted) {
      counted = true;
      metrics.connectionClosed(
          port,
          ConnectionEnd.of(refused, slow, failed, peerEnded, edgeEnded, source.bytesSinceReply > 0)
              .name());
    }
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

  private final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final LinkQuery query = new LinkQuery();
    private ByteBuffer last;
    private int lastStart;
    private int lastBytes;
    private byte[] earlier = new byte[0];
    private boolean lastWasEmpty;
    private int bytesSinceReply;
    private long drained;

    Source(StreamSourceConduit next) {
      super(next);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // It is about the memory, which is overwritten.
    public int read(ByteBuffer target) throws IOException {
      if (target == last && lastBytes > 0) {
        keepEarlier();
      }
      int start = target.position();
      int bytes;
      try {
        bytes = next.read(target);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
      last = target;
      lastStart = start;
      lastBytes = Math.max(0, bytes);
      lastWasEmpty = bytes == 0;
      if (bytes > 0) {
        bytesSinceReply += bytes;
        query.mend(target, start);
      } else if (bytes < 0) {
        peerEnded = true;
      }
      return bytes;
    }

    /** Undertow asks for more of a head and lets the next bytes overwrite those before. */
    private void keepEarlier() {
      if (earlier.length <= HttpSettings.MAX_HEADER_BYTES) {
        earlier = seen();
      }
    }

    /** What came of the head that is being read, and perhaps of others before it. */
    private byte[] seen() {
      byte[] all = new byte[earlier.length + lastBytes];
      System.arraycopy(earlier, 0, all, 0, earlier.length);
      last.get(lastStart, all, earlier.length, lastBytes);
      return all;
    }

    /**
     * Undertow asks to be told of more. If it has not just found that there is none yet, it has
     * replied and waits for the next request.
     */
    @Override
    public void resumeReads() {
      if (refused) {
        return;
      }
      if (!lastWasEmpty) {
        last = null;
        lastBytes = 0;
        earlier = new byte[0];
        bytesSinceReply = 0;
        query.startOver();
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

    @Override
    public int write(ByteBuffer reply) throws IOException {
      if (refused) {
        return 0;
      }
      if (pending == null && isError(reply)) {
        if (isParserRefusal(reply)) {
          refuse(RefusedHead.problemOf(source.seen(), source.bytesSinceReply));
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
      return reply.remaining() >= PARSER_REFUSAL.length
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
