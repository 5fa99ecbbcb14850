package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;

/**
 * A look-up of a shake that is not pending at this edge, for one listener. It is asked once, and
 * again until the listener leaves if the shake may be pending at another edge. Thread-safe.
 */
final class Lookup implements PollTarget, AnswerSubscription {

  /** What the edge itself knows of shakes. */
  interface KnownShakes {

    /** The cache has an outcome, which is to be held. */
    void found(AnswerKey key, Outcome outcome);

    /** What is said of a shake that the cache does not know: it may be pending here by now. */
    ShakeStatus statusWithoutAnswer(AnswerKey key);
  }

  private final AnswerKey key;
  private final AnswerListener listener;
  private final KnownShakes known;
  private final boolean mayStillCome;
  private volatile boolean settled;
  private volatile boolean missed;

  Lookup(AnswerKey key, boolean mayStillCome, AnswerListener listener, KnownShakes known) {
    this.key = key;
    this.listener = listener;
    this.mayStillCome = mayStillCome && listener.waitsForAnswer();
    this.known = known;
  }

  @Override
  public AnswerKey key() {
    return key;
  }

  @Override
  public ShakeStatus leave(AnswerListener leaving) {
    settled = true;
    return missed ? known.statusWithoutAnswer(key) : ShakeStatus.CACHE_AWAY;
  }

  @Override
  public void answered(Outcome outcome) {
    known.found(key, outcome);
    settle(ShakeStatus.answered(outcome));
  }

  @Override
  public void missed(long nowMillis) {
    missed = true;
    if (!mayStillCome) {
      settle(known.statusWithoutAnswer(key));
    }
  }

  @Override
  public void closedForNow() {
    settle(ShakeStatus.CLOSED);
  }

  @Override
  public void cacheFailed(long nowMillis) {
    settle(ShakeStatus.CACHE_AWAY);
  }

  private void settle(ShakeStatus status) {
    synchronized (this) {
      if (settled) {
        return;
      }
      settled = true;
    }
    listener.hear(status);
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  @Override
  public long pauseMillis(long ageMillis) {
    return PollBackoff.pauseMillis(ageMillis);
  }

  @Override
  public boolean mayBeClosed() {
    return !settled;
  }
}
