package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;

/**
 * A look-up of a shake that is not pending at this edge, for one waiter. It is asked once, and
 * again until the waiter leaves if the shake may be pending at another edge. Thread-safe.
 */
final class Lookup extends Question implements Awaited {

  private final Waiter waiter;
  private final ShakeDesk desk;
  private final boolean mayStillCome;
  private volatile boolean settled;
  private volatile boolean missed;

  Lookup(AnswerKey key, boolean mayStillCome, Waiter waiter, ShakeDesk desk) {
    super(key);
    this.waiter = waiter;
    this.mayStillCome = mayStillCome && waiter.waitsForAnswer();
    this.desk = desk;
  }

  @Override
  public Fate leave(Waiter leaving) {
    settled = true;
    return missed ? desk.fateWithoutAnswer(key()) : Fate.CACHE_AWAY;
  }

  @Override
  void answered(Outcome outcome) {
    desk.found(key(), outcome);
    settle(Fate.answered(outcome));
  }

  @Override
  void missed(long nowMillis) {
    missed = true;
    if (!mayStillCome) {
      settle(desk.fateWithoutAnswer(key()));
    }
  }

  @Override
  void closedForNow() {
    settle(Fate.CLOSED);
  }

  @Override
  void cacheFailed(long nowMillis) {
    settle(Fate.CACHE_AWAY);
  }

  private void settle(Fate fate) {
    synchronized (this) {
      if (settled) {
        return;
      }
      settled = true;
    }
    waiter.hear(fate);
  }

  @Override
  boolean isSettled() {
    return settled;
  }

  @Override
  long pauseMillis(long ageMillis) {
    return AskPacing.pauseMillis(ageMillis);
  }

  @Override
  boolean mayBeClosed() {
    return !settled;
  }
}
