package io.hongbao.edge.http;

import io.hongbao.edge.gate.Load;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;

/**
 * A request that waits for its reply without holding a thread. Replies may come from any thread;
 * they are written in the request's I/O thread, the first one wins, and no lock is needed, as only
 * that thread touches the fields.
 */
final class AsyncExchange {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncExchange.class);

  private final HttpServerExchange exchange;
  private final Load load;
  private final ErrorHandler errorHandler;
  private XnioExecutor.Key timer;
  private boolean replied;

  private AsyncExchange(HttpServerExchange exchange, Load load, ErrorHandler errorHandler) {
    this.exchange = exchange;
    this.load = load;
    this.errorHandler = errorHandler;
  }

  /** What is to be done with a request once it is parked. */
  interface Parked {
    void start(AsyncExchange exchange);
  }

  /**
   * Parks a request: what follows runs in its I/O thread, after the current handler has returned,
   * and must see to it that somebody replies or a timer is set.
   */
  static void park(HttpServerExchange exchange, EdgeServices services, Parked then) {
    AsyncExchange asyncExchange =
        new AsyncExchange(exchange, services.load(), services.lastResort());
    services.load().enter();
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          try {
            then.start(asyncExchange);
          } catch (RuntimeException e) {
            asyncExchange.reply(
                () -> {
                  throw e;
                });
          }
        });
  }

  /** Calls in the I/O thread when the time is up, unless there is a reply before. */
  void onTimeUp(long afterMillis, Runnable timeUp) {
    if (!replied) {
      timer = exchange.getIoThread().executeAfter(timeUp, afterMillis, TimeUnit.MILLISECONDS);
    }
  }

  /** Writes the reply, unless there is one already. Any thread. */
  void reply(Runnable writer) {
    if (exchange.isInIoThread()) {
      finish(writer);
      return;
    }
    try {
      exchange.getIoThread().execute(() -> finish(writer));
    } catch (RejectedExecutionException e) {
      LOG.debug("a reply came after the edge had stopped");
    }
  }

  private void finish(Runnable writer) {
    if (replied) {
      return;
    }
    replied = true;
    if (timer != null) {
      timer.remove();
    }
    load.leave();
    errorHandler.guard(
        exchange,
        () -> {
          if (!exchange.isResponseStarted()) { // A body that did not come may have been refused.
            writer.run();
          }
        });
  }
}
