package io.hongbao.edge.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * What one connection of HTTP/2 may hold: streams beyond a number are given up, a client that lets
 * the edge send nothing of a reply loses the connection, and so does one that asks nothing for the
 * idle time-out, whatever else it sends; both as with HTTP/1.1. A client that gives up a stream
 * whose reply it has not taken loses the connection a moment later, since Undertow keeps such a
 * reply as long as the connection. For the connection's I/O thread alone.
 */
final class StreamLimit implements HttpHandler {

  /** As long as a phone may ask the edge to wait. */
  private static final int MAX_WAIT_MILLIS = 10_000;

  /** In this time a reply still goes out that waits for the network and not for the client. */
  private static final int GIVEN_UP_MILLIS = 1_000;

  private final HttpHandler next;
  private final int maxStreams;
  private final HttpTimeouts timeouts;
  private final XnioIoThread thread;
  private final Ending ending;
  private final UntakenReplies.Connection replies;
  private final IdleDeadline idle;
  private final Map<Integer, Stream> open = new HashMap<>();
  private int lastStreamId;

  /** How a connection is ended. */
  interface Ending {

    /** The client does not take what it has asked for. */
    void endSlow();

    /** The client asks for nothing. */
    void endIdle();
  }

  /** A connection without streams. */
  StreamLimit(
      HttpHandler next,
      int maxStreams,
      HttpTimeouts timeouts,
      XnioIoThread thread,
      UntakenReplies untaken,
      Ending ending) {
    this.next = next;
    this.maxStreams = maxStreams;
    this.timeouts = timeouts;
    this.thread = thread;
    this.ending = ending;
    this.replies = untaken.connection(() -> thread.execute(ending::endSlow));
    this.idle =
        new IdleDeadline(
            timeouts.idleMillis(),
            System::nanoTime,
            (task, millis) -> thread.executeAfter(task, millis, TimeUnit.MILLISECONDS),
            ending::endIdle);
  }

  /** The next request is that of a stream. */
  void opens(int streamId) {
    lastStreamId = streamId;
  }

  /** The client has given up a stream. */
  void reset(int streamId) {
    Stream stream = open.get(streamId);
    if (stream != null) {
      stream.givenUp();
    }
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (open.size() >= maxStreams) {
      // A reply would be one more that the client may leave lying.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    idle.stop();
    Stream stream = new Stream(lastStreamId);
    open.put(lastStreamId, stream);
    exchange.addResponseCommitListener(stream);
    exchange.addExchangeCompleteListener(stream);
    next.handleRequest(exchange);
    if (!exchange.isComplete()) {
      stream.bound(exchange.isResponseStarted());
    }
  }

  /** The connection is over. */
  void closed() {
    replies.closed();
    idle.close();
  }

  private void completed(int streamId) {
    open.remove(streamId);
    if (open.isEmpty()) {
      idle.start();
    }
  }

  private final class Stream implements ResponseCommitListener, ExchangeCompletionListener {

    private final int id;
    private UntakenReplies.Reply reply;
    private XnioExecutor.Key timer;

    private Stream(int id) {
      this.id = id;
    }

    private void bound(boolean isReplied) {
      endAfter(timeouts.replyMillis() + (isReplied ? 0 : MAX_WAIT_MILLIS));
    }

    private void givenUp() {
      if (reply != null) {
        endAfter(Math.min(GIVEN_UP_MILLIS, timeouts.replyMillis()));
      }
    }

    private void endAfter(int millis) {
      if (timer != null) {
        timer.remove();
      }
      timer = thread.executeAfter(ending::endSlow, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void beforeCommit(HttpServerExchange exchange) {
      reply = replies.begin();
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener following) {
      if (reply != null) {
        reply.taken();
      }
      if (timer != null) {
        timer.remove();
      }
      completed(id);
      following.proceed();
    }
  }
}
