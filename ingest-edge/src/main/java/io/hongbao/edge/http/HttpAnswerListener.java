package io.hongbao.edge.http;

import io.hongbao.edge.shake.AnswerListener;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import io.hongbao.edge.shake.ShakeStatus;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.undertow.server.HttpServerExchange;

/** A phone that waits for a shake, and how its wait ends. */
final class HttpAnswerListener implements AnswerListener {

  /**
   * How long a phone that does not want to wait for the answer waits for the acknowledgement, or
   * for the cache's first word.
   */
  private static final int MIN_WAIT_MILLIS = 2_000;

  private final AsyncExchange asyncExchange;
  private final HttpServerExchange exchange;
  private final ShakeReplyWriter replyWriter;
  private final ShowPlan plan;
  private final PrerenderedTurn turn;
  private final long userHash;
  private final boolean isSlowed;
  private final int waitMillis;

  HttpAnswerListener(
      AsyncExchange asyncExchange,
      HttpServerExchange exchange,
      ShakeReplyWriter replyWriter,
      ShowPlan plan,
      PrerenderedTurn turn,
      long userHash,
      boolean isSlowed) {
    this.asyncExchange = asyncExchange;
    this.exchange = exchange;
    this.replyWriter = replyWriter;
    this.plan = plan;
    this.turn = turn;
    this.userHash = userHash;
    this.isSlowed = isSlowed;
    this.waitMillis = PreferWait.millisOf(exchange);
  }

  @Override
  public boolean waitsForAnswer() {
    return waitMillis > 0;
  }

  @Override
  public void hear(ShakeStatus status) {
    asyncExchange.reply(() -> replyWriter.write(exchange, status, plan, turn, userHash, isSlowed));
  }

  /** Sets the end of the wait. */
  void waitFor(AnswerSubscription subscription) {
    asyncExchange.onTimeUp(
        waitMillis > 0 ? waitMillis : MIN_WAIT_MILLIS, () -> hear(subscription.leave(this)));
  }
}
