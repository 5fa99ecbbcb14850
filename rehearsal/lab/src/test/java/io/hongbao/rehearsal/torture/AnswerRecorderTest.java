package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerRecorderTest {

  private final AnswerRecorder recorder = new AnswerRecorder();

  /** An edge that is a minute behind is seen although the other one answers at once. */
  @Test
  void shouldKnowWhatIsStillAwaited() {
    recorder.acknowledged(1_000);
    recorder.acknowledged(1_000);
    recorder.acknowledged(60_000);
    recorder.decided(0, 60_000, 60_010);

    assertThat(recorder.isWaitingSince(1_000)).isFalse();
    assertThat(recorder.isWaitingSince(1_001)).isTrue();

    recorder.decided(1, 1_000, 61_000);
    assertThat(recorder.isWaitingSince(60_000)).as("one of two").isTrue();
    recorder.gaveUp(1_000);
    assertThat(recorder.isWaitingSince(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldKeepWhatIsAwaitedOverAFault() {
    recorder.acknowledged(1_000);

    recorder.clear();

    assertThat(recorder.isWaitingSince(2_000)).isTrue();
  }
}
