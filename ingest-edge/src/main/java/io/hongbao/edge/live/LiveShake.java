package io.hongbao.edge.live;

import io.hongbao.edge.gate.ShakeRequest;
import io.hongbao.edge.shake.AnswerListener;
import io.hongbao.edge.shake.ShakeStatus;

/**
 * A shake of a long connection that waits for its answer. Hears in any thread; all else belongs to
 * the connection's I/O thread.
 */
final class LiveShake implements AnswerListener {

  private final Owner owner;
  private final ShakeRequest request;
  private final int startedAtTick;

  /** Whether the phone has not asked: its last connection ended before the answer was heard. */
  private final boolean isRecalled;

  private AnswerSubscription subscription;
  private boolean isAcceptedTold;
  private boolean isOver;
  private volatile boolean acknowledged;
  private volatile ShakeStatus status;

  LiveShake(Owner owner, ShakeRequest request, int startedAtTick, boolean isRecalled) {
    this.owner = owner;
    this.request = request;
    this.startedAtTick = startedAtTick;
    this.isRecalled = isRecalled;
  }

  /** Whose shake it is. All but {@link #heard} is for the connection's I/O thread. */
  interface Owner {

    LiveSocket socket();

    /** The shake has heard something. Any thread. */
    void heard(LiveShake shake);

    /** What became of the shake is to be told. */
    void tellOf(LiveShake shake, ShakeStatus status);

    /** The log has the shake, and its answer takes a while. */
    void tellAccepted(LiveShake shake);

    /** The shake has waited for long. */
    void timeUp(LiveShake shake);
  }

  Owner owner() {
    return owner;
  }

  ShakeRequest request() {
    return request;
  }

  boolean isRecalled() {
    return isRecalled;
  }

  /** In ticks of the loop. */
  int ageAt(int tick) {
    return tick - startedAtTick;
  }

  @Override
  public boolean waitsForAnswer() {
    return true;
  }

  @Override
  public void acknowledged() {
    acknowledged = true;
  }

  @Override
  public void hear(ShakeStatus heard) {
    status = heard;
    owner.heard(this);
  }

  /** What was heard; null for nothing yet. */
  ShakeStatus status() {
    return status;
  }

  void waitFor(AnswerSubscription answer) {
    subscription = answer;
  }

  /** It stops to wait. What it might hear all the same no longer counts. */
  ShakeStatus leave() {
    return subscription == null ? ShakeStatus.UNCERTAIN : subscription.leave(this);
  }

  /** Whether the phone is to be told that the log has it. */
  boolean isAcceptedUntold() {
    return acknowledged && !isAcceptedTold && !isOver && !isRecalled;
  }

  boolean isAcceptedTold() {
    return isAcceptedTold;
  }

  void acceptedTold() {
    isAcceptedTold = true;
  }

  boolean isOver() {
    return isOver;
  }

  void over() {
    isOver = true;
  }
}
