package io.hongbao.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Protocols;
import org.xnio.IoUtils;

/**
 * Lets a sender whose body is not wanted see why. A connection that is closed while a body still
 * comes in is reset, and the reply is lost with it. On a connection that stays open Undertow reads
 * the rest and throws it away; this does the same for one that is to be closed.
 */
final class LingeringClose {

  private LingeringClose() {}

  /** To be called before a reply is written. */
  static void prepare(HttpServerExchange exchange) {
    if (!exchange.isRequestComplete()
        && !exchange.isPersistent()
        && !Protocols.HTTP_2_0.equals(exchange.getProtocol())) {
      exchange.setPersistent(true);
      exchange.addExchangeCompleteListener(
          (completed, next) -> {
            IoUtils.safeClose(completed.getConnection());
            next.proceed();
          });
    }
  }
}
