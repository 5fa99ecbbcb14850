package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsweredOffsetsTest {

  private static final int PARTITION = 3;

  private final AnsweredOffsets answered = new AnsweredOffsets();

  @Test
  void shouldKnowOfNoLaterAnswerWhereNoneWas() {
    assertThat(answered.hasLaterThan(PARTITION, 0, 10_000)).isFalse();
    assertThat(answered.hasLaterThan(PARTITION, 0, 20_000)).isFalse();
  }

  @Test
  void shouldTrustALaterAnswerOnlyAfterAWhile() {
    answered.answered(PARTITION, 8);

    boolean atOnce = answered.hasLaterThan(PARTITION, 7, 10_000);
    boolean justBefore = answered.hasLaterThan(PARTITION, 7, 10_999);
    boolean afterAWhile = answered.hasLaterThan(PARTITION, 7, 11_000);

    assertThat(atOnce).isFalse();
    assertThat(justBefore).isFalse();
    assertThat(afterAWhile).isTrue();
  }

  @Test
  void shouldNotTrustAnAnswerThatHasJustComeBecauseAnOlderOneIsTrusted() {
    answered.answered(PARTITION, 8);
    answered.hasLaterThan(PARTITION, 7, 10_000);
    answered.hasLaterThan(PARTITION, 7, 11_000);

    answered.answered(PARTITION, 20);

    assertThat(answered.hasLaterThan(PARTITION, 8, 11_500)).isFalse();
    assertThat(answered.hasLaterThan(PARTITION, 7, 11_500)).isTrue();
  }

  @Test
  void shouldNotTakeAnEarlierAnswerForALaterOne() {
    answered.answered(PARTITION, 8);
    answered.answered(PARTITION, 5);
    answered.hasLaterThan(PARTITION, 8, 10_000);

    assertThat(answered.hasLaterThan(PARTITION, 8, 11_000)).isFalse();
    assertThat(answered.hasLaterThan(PARTITION, 7, 11_000)).isTrue();
  }

  @Test
  void shouldKeepPartitionsApart() {
    answered.answered(PARTITION + 1, 100);
    answered.hasLaterThan(PARTITION, 7, 10_000);

    assertThat(answered.hasLaterThan(PARTITION, 7, 11_000)).isFalse();
  }
}
