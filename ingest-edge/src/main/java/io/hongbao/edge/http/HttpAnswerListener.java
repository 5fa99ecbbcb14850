package io.hongbao.edge.http;

import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.shake.AnswerListener;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import io.hongbao.edge.shake.ShakeStatus;
import io.undertow.server.HttpServerExchange;
import java.util.function.Function;

/** A phone that waits for a shake, and how its wait ends. */
final class HttpAnswerListener implements AnswerListener {

  /**
   * How long a phone that does not want to wait for the answer waits for the acknowledgement, or
   * for the cache's first word.
   */
  private static final int MIN_WAIT_MILLIS = 2_000;

  private final AsyncExchange asyncExchange;
  private final HttpServerExchange exchange;
  private final Function<ShakeStatus, EdgeReply> replies;
  private final int waitMillis;

  private HttpAnswerListener(
      AsyncExchange asyncExchange,
      HttpServerExchange exchange,
      Function<ShakeStatus, EdgeReply> replies) {
    this.asyncExchange = asyncExchange;
    this.exchange = exchange;
    this.replies = replies;
    this.waitMillis = PreferWait.millisOf(exchange);
  }

  /**
   * Parks a request until its shake is heard of, or its time is up.
   *
   * @param ask asks for what becomes of the shake, once the request is parked
   * @param replies makes the reply of it
   */
  static void park(
      HttpServerExchange exchange,
      EdgeServices services,
      Function<AnswerListener, AnswerSubscription> ask,
      Function<ShakeStatus, EdgeReply> replies) {
    AsyncExchange.park(
        exchange,
        services,
        parked -> {
          HttpAnswerListener listener = new HttpAnswerListener(parked, exchange, replies);
          listener.waitFor(ask.apply(listener));
        });
  }

  @Override
  public boolean waitsForAnswer() {
    return waitMillis > 0;
  }

  @Override
  public void hear(ShakeStatus status) {
    asyncExchange.reply(() -> ReplyWriter.write(exchange, replies.apply(status)));
  }

  private void waitFor(AnswerSubscription subscription) {
    asyncExchange.onTimeUp(
        waitMillis > 0 ? waitMillis : MIN_WAIT_MILLIS, () -> hear(subscription.leave(this)));
  }
}
