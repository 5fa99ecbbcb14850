package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.server.HttpServerExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a request when the edge itself fails: noted, counted, and a plain 500. */
final class ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  private final EdgeMetrics metrics;

  ErrorHandler(EdgeMetrics metrics) {
    this.metrics = metrics;
  }

  /** Runs what serves a request, in the exchange's I/O thread. */
  void guard(HttpServerExchange exchange, Runnable serve) {
    try {
      serve.run();
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestPath(), e);
      metrics.failed();
      if (!exchange.isResponseStarted()) {
        ReplyWriter.problem(exchange, HttpProblem.FAILED);
      }
    }
  }
}
