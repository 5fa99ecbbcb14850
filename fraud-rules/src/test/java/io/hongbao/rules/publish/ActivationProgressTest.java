package io.hongbao.rules.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.verdict.RiskNote;
import org.junit.jupiter.api.Test;

class ActivationProgressTest {

  private final ActivationProgress progress = new ActivationProgress(5);

  @Test
  void shouldBeEverywhereWhenEverySubtaskHasSaidSo() {
    assertThat(progress.isEverywhere()).isFalse();
    assertThat(progress).hasToString("no subtask");

    progress.take(RiskNote.inForce(5, 1, 2, 99));
    progress.take(RiskNote.inForce(5, 1, 2, 99));
    assertThat(progress.isEverywhere()).isFalse();
    assertThat(progress).hasToString("1 of 2 subtasks");

    progress.take(RiskNote.inForce(6, 0, 2, 99));
    assertThat(progress.isEverywhere()).isTrue();
  }

  @Test
  void shouldNotBeMovedByEarlierVersionsAndErrors() {
    progress.take(RiskNote.inForce(4, 0, 1, 99));
    progress.take(RiskNote.errors(5, "ratio", 1, 0, 1, 99));

    assertThat(progress.isEverywhere()).isFalse();
  }
}
