package io.hongbao.edge.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * What the streams of one connection of HTTP/2 may hold: those beyond a number are given up, and a
 * client that lets the edge send nothing of a reply loses the connection, as with HTTP/1.1. For the
 * connection's I/O thread alone.
 */
final class StreamLimit implements HttpHandler {

  /** As long as a phone may ask the edge to wait. */
  private static final int MAX_WAIT_MILLIS = 10_000;

  private final HttpHandler next;
  private final int maxStreams;
  private final int replyMillis;
  private final Runnable closeConnection;
  private int open;

  StreamLimit(HttpHandler next, int maxStreams, int replyMillis, Runnable closeConnection) {
    this.next = next;
    this.maxStreams = maxStreams;
    this.replyMillis = replyMillis;
    this.closeConnection = closeConnection;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (open >= maxStreams) {
      // A reply would be one more that the client may leave lying.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    open++;
    exchange.addExchangeCompleteListener(
        (completed, following) -> {
          open--;
          following.proceed();
        });
    next.handleRequest(exchange);
    if (!exchange.isComplete()) {
      boundReply(exchange);
    }
  }

  private void boundReply(HttpServerExchange exchange) {
    int millis = exchange.isResponseStarted() ? replyMillis : MAX_WAIT_MILLIS + replyMillis;
    XnioExecutor.Key timer =
        exchange.getIoThread().executeAfter(closeConnection, millis, TimeUnit.MILLISECONDS);
    exchange.addExchangeCompleteListener(
        (completed, following) -> {
          timer.remove();
          following.proceed();
        });
  }
}
