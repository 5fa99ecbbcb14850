package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskWheelTest {

  private static final long T0 = 5_000;

  private final AskWheel wheel = new AskWheel(T0);

  /** A question that can be told to be settled. */
  private static final class AnyQuestion extends Question {
    private boolean settled;

    AnyQuestion(long nextAskAtMillis) {
      super(new AnswerKey("gala", "alice", new ShakeId("first", 17)));
      notes.nextAskAtMillis = nextAskAtMillis;
    }

    @Override
    boolean isSettled() {
      return settled;
    }

    @Override
    long pauseMillis(long ageMillis) {
      return 1;
    }

    @Override
    boolean mayBeClosed() {
      return true;
    }

    @Override
    void answered(Outcome outcome) {}

    @Override
    void missed(long nowMillis) {}

    @Override
    void closedForNow() {}

    @Override
    void cacheFailed(long nowMillis) {}
  }

  private AnyQuestion put(long atMillis) {
    AnyQuestion question = new AnyQuestion(atMillis);
    wheel.put(question);
    return question;
  }

  private List<Question> dueAt(long nowMillis) {
    List<Question> due = new ArrayList<>();
    wheel.takeDue(nowMillis, due);
    return due;
  }

  @Test
  void shouldGiveQuestionsWhenTheyAreDueAndOnce() {
    Question second = put(T0 + 7);
    Question first = put(T0 + 3);

    assertThat(dueAt(T0 + 2)).isEmpty();
    assertThat(dueAt(T0 + 3)).containsExactly(first);
    assertThat(dueAt(T0 + 100)).containsExactly(second);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void shouldGiveWhatIsOverdueWithTheNextMillisecond() {
    dueAt(T0 + 50);
    Question late = put(T0);

    assertThat(dueAt(T0 + 51)).containsExactly(late);
  }

  @Test
  void shouldGiveEverythingAfterALongSleep() {
    Question near = put(T0 + 1);
    Question far = put(T0 + AskWheel.LONGEST_AHEAD_MILLIS);

    assertThat(dueAt(T0 + 1_000_000)).containsExactly(near, far);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void shouldNotPutFurtherAheadThanItSpans() {
    Question tooFar = put(T0 + 10_000);

    assertThat(dueAt(T0 + AskWheel.LONGEST_AHEAD_MILLIS - 1)).isEmpty();
    assertThat(dueAt(T0 + AskWheel.LONGEST_AHEAD_MILLIS)).containsExactly(tooFar);
  }

  @Test
  void shouldLeaveOutWhatWasPutAgainForAnotherTime() {
    AnyQuestion question = put(T0 + 100);
    question.notes.nextAskAtMillis = T0 + 5;
    wheel.put(question);

    assertThat(dueAt(T0 + 5)).containsExactly(question);
    question.notes.nextAskAtMillis = T0 + 500;
    wheel.put(question);

    assertThat(dueAt(T0 + 100)).isEmpty();
    assertThat(dueAt(T0 + 500)).containsExactly(question);
  }

  @Test
  void shouldLeaveOutWhatIsSettledOrBeingAsked() {
    put(T0 + 1).settled = true;
    put(T0 + 1).notes.isBeingAsked = true;

    assertThat(dueAt(T0 + 1)).isEmpty();
    assertThat(wheel.isEmpty()).isTrue();
  }
}
