package io.hongbao.rules.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.verdict.RiskNote;
import org.junit.jupiter.api.Test;

class ActivationProgressTest {

  private final ActivationProgress inForce = new ActivationProgress(5);

  @Test
  void shouldBeEverywhereWhenEverySubtaskHasSaidSo() {
    assertThat(inForce.isEverywhere()).isFalse();
    assertThat(inForce).hasToString("no subtask");

    inForce.take(RiskNote.inForce(5, 1, 2, 99));
    inForce.take(RiskNote.inForce(5, 1, 2, 99));
    assertThat(inForce.isEverywhere()).isFalse();
    assertThat(inForce).hasToString("1 of 2 subtasks");

    inForce.take(RiskNote.inForce(6, 0, 2, 99));
    assertThat(inForce.isEverywhere()).isTrue();
  }

  @Test
  void shouldNotBeMovedByEarlierVersionsAndErrors() {
    inForce.take(RiskNote.inForce(4, 0, 1, 99));
    inForce.take(RiskNote.errors(5, "ratio", 1, 0, 1, 99));

    assertThat(inForce.isEverywhere()).isFalse();
  }
}
