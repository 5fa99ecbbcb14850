package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.shake.PollTimerWheel.Poll;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollTimerWheelTest {

  private static final long T0 = 5_000;

  private final PollTimerWheel wheel = new PollTimerWheel(T0);

  /** A target that can be told to be settled. */
  private static final class AnyTarget implements PollTarget {
    private boolean settled;

    @Override
    public AnswerKey key() {
      return new AnswerKey("gala", "alice", new ShakeId("first", 17));
    }

    @Override
    public boolean isSettled() {
      return settled;
    }

    @Override
    public long pauseMillis(long ageMillis) {
      return 1;
    }

    @Override
    public boolean mayBeClosed() {
      return true;
    }

    @Override
    public void answered(Outcome outcome) {}

    @Override
    public void missed(long nowMillis) {}

    @Override
    public void closedForNow() {}

    @Override
    public void cacheFailed(long nowMillis) {}
  }

  private Poll put(long atMillis) {
    return put(new AnyTarget(), atMillis);
  }

  private Poll put(PollTarget target, long atMillis) {
    Poll poll = new Poll(target, T0);
    poll.nextAskAtMillis = atMillis;
    wheel.put(poll);
    return poll;
  }

  private List<Poll> dueAt(long nowMillis) {
    List<Poll> due = new ArrayList<>();
    wheel.takeDue(nowMillis, due);
    return due;
  }

  @Test
  void shouldGiveTargetsWhenTheyAreDueAndOnce() {
    Poll second = put(T0 + 7);
    Poll first = put(T0 + 3);

    assertThat(dueAt(T0 + 2)).isEmpty();
    assertThat(dueAt(T0 + 3)).containsExactly(first);
    assertThat(dueAt(T0 + 100)).containsExactly(second);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void shouldGiveWhatIsOverdueWithTheNextMillisecond() {
    dueAt(T0 + 50);
    Poll late = put(T0);

    assertThat(dueAt(T0 + 51)).containsExactly(late);
  }

  @Test
  void shouldGiveEverythingAfterALongSleep() {
    Poll near = put(T0 + 1);
    Poll far = put(T0 + PollTimerWheel.LONGEST_AHEAD_MILLIS);

    assertThat(dueAt(T0 + 1_000_000)).containsExactly(near, far);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void shouldNotPutFurtherAheadThanItSpans() {
    Poll tooFar = put(T0 + 10_000);

    assertThat(dueAt(T0 + PollTimerWheel.LONGEST_AHEAD_MILLIS - 1)).isEmpty();
    assertThat(dueAt(T0 + PollTimerWheel.LONGEST_AHEAD_MILLIS)).containsExactly(tooFar);
  }

  @Test
  void shouldLeaveOutWhatWasPutAgainForAnotherTime() {
    Poll poll = put(T0 + 100);
    poll.nextAskAtMillis = T0 + 5;
    wheel.put(poll);

    assertThat(dueAt(T0 + 5)).containsExactly(poll);
    poll.nextAskAtMillis = T0 + 500;
    wheel.put(poll);

    assertThat(dueAt(T0 + 100)).isEmpty();
    assertThat(dueAt(T0 + 500)).containsExactly(poll);
  }

  @Test
  void shouldLeaveOutWhatIsSettledOrBeingAsked() {
    AnyTarget settled = new AnyTarget();
    settled.settled = true;
    put(settled, T0 + 1);
    put(T0 + 1).isBeingAsked = true;

    assertThat(dueAt(T0 + 1)).isEmpty();
    assertThat(wheel.isEmpty()).isTrue();
  }
}
