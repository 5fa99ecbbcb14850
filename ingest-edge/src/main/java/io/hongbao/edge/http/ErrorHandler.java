package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.server.HttpServerExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a request when the edge itself fails: noted, counted, and a plain 500. */
final class ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  private static final int MAX_SHOWN_LENGTH = 40;

  private final EdgeMetrics metrics;

  ErrorHandler(EdgeMetrics metrics) {
    this.metrics = metrics;
  }

  /** So much that the call is known, and not what somebody took for a part of it. */
  private static String shown(String path) {
    return path.length() <= MAX_SHOWN_LENGTH ? path : path.substring(0, MAX_SHOWN_LENGTH) + "…";
  }

  /** Runs what serves a request, in the exchange's I/O thread. */
  void guard(HttpServerExchange exchange, Runnable serve) {
    try {
      serve.run();
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), shown(exchange.getRequestPath()), e);
      metrics.failed();
      if (!exchange.isResponseStarted()) {
        ReplyWriter.problem(exchange, HttpProblem.FAILED);
      }
    }
  }
}
