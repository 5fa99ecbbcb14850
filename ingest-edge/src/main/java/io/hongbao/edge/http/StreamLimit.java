package io.hongbao.edge.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * What one connection of HTTP/2 may hold: streams beyond a number are given up, a client that lets
 * the edge send nothing of a reply loses the connection, and so does one that asks nothing for the
 * idle time-out, whatever else it sends; both as with HTTP/1.1. For the connection's I/O thread
 * alone.
 */
final class StreamLimit implements HttpHandler {

  /** As long as a phone may ask the edge to wait. */
  private static final int MAX_WAIT_MILLIS = 10_000;

  private final HttpHandler next;
  private final int maxStreams;
  private final HttpTimeouts timeouts;
  private final XnioIoThread thread;
  private final Ending ending;
  private final UntakenReplies.Connection replies;
  private int open;
  private long idleSinceNanos = System.nanoTime();

  /** Null while streams are open, or once the connection is closed. */
  private XnioExecutor.Key idleTimer;

  private boolean isClosed;

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
    lookAgainAfter(timeouts.idleMillis());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (open >= maxStreams) {
      // A reply would be one more that the client may leave lying.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    open++;
    Stream stream = new Stream();
    exchange.addResponseCommitListener(stream);
    exchange.addExchangeCompleteListener(stream);
    next.handleRequest(exchange);
    if (!exchange.isComplete()) {
      stream.bound(exchange.isResponseStarted());
    }
  }

  /** The connection is over. */
  void closed() {
    isClosed = true;
    replies.closed();
    if (idleTimer != null) {
      idleTimer.remove();
      idleTimer = null;
    }
  }

  private void completed() {
    open--;
    if (open == 0) {
      idleSinceNanos = System.nanoTime();
      if (idleTimer == null && !isClosed) {
        lookAgainAfter(timeouts.idleMillis());
      }
    }
  }

  private void lookAgainAfter(long millis) {
    idleTimer = thread.executeAfter(this::lookWhetherIdle, millis, TimeUnit.MILLISECONDS);
  }

  /** Streams that came and went meanwhile have not touched the timer. */
  private void lookWhetherIdle() {
    idleTimer = null;
    if (open > 0) {
      return;
    }
    long idleMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - idleSinceNanos);
    if (idleMillis >= timeouts.idleMillis()) {
      ending.endIdle();
    } else {
      lookAgainAfter(timeouts.idleMillis() - idleMillis);
    }
  }

  private final class Stream implements ResponseCommitListener, ExchangeCompletionListener {

    private UntakenReplies.Reply reply;
    private XnioExecutor.Key timer;

    private void bound(boolean isReplied) {
      int millis = timeouts.replyMillis() + (isReplied ? 0 : MAX_WAIT_MILLIS);
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
      completed();
      following.proceed();
    }
  }
}
