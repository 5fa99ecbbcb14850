package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.batch;
import static io.hongbao.domain.fixtures.Controls.record;
import static io.hongbao.domain.fixtures.Controls.seed;
import static io.hongbao.domain.fixtures.Shakes.aShake;
import static io.hongbao.domain.fixtures.TermsFixture.COLA;
import static io.hongbao.domain.fixtures.TermsFixture.SHOW;
import static io.hongbao.domain.fixtures.TermsFixture.TEA;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.DrawDecision.Decided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Control records of a bucket: applied by number alone, each once. */
class BucketControlTest {

  private static final ControlRecord COLA_SEEDS = record(1, batch(COLA, seed(1, 0), seed(2, 0)));
  private static final ControlRecord TEA_SEEDS = record(2, batch(TEA, seed(3, 0)));
  private static final ControlRecord TERMS = record(3, terms().build());
  private static final ControlRecord END = record(4, new Control.End());

  private final Bucket bucket = new Bucket(SHOW, 0, new DrawEngine());

  @Test
  void shouldTakeARepeatWithoutChange() {
    applyAll(COLA_SEEDS, TEA_SEEDS, TERMS);
    assertThat(bucket.apply(COLA_SEEDS)).isEqualTo(ControlEffect.REPEATED);
    assertThat(bucket.apply(TERMS)).isEqualTo(ControlEffect.REPEATED);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 2L, TEA, 1L));
    assertThat(bucket.hasGap()).isFalse();
  }

  @Test
  void shouldRefuseANumberUsedAgainWithOtherBytes() {
    applyAll(COLA_SEEDS, TEA_SEEDS, TERMS);
    assertThat(bucket.apply(record(2, batch(TEA, seed(9, 0))))).isEqualTo(ControlEffect.CONFLICT);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 2L, TEA, 1L));
  }

  @Test
  void shouldRefuseOtherBytesForARecordThatStillWaits() {
    bucket.apply(TEA_SEEDS);
    assertThat(bucket.apply(record(2, batch(TEA, seed(9, 0))))).isEqualTo(ControlEffect.CONFLICT);
    bucket.apply(COLA_SEEDS);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 2L, TEA, 1L));
  }

  @Test
  void shouldApplyRecordsByNumberInWhateverOrderTheyCome() {
    List<ControlRecord> records = new ArrayList<>(List.of(COLA_SEEDS, TEA_SEEDS, TERMS));
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(records, random);
      Bucket any = new Bucket(SHOW, 0, new DrawEngine());
      for (ControlRecord record : records) {
        assertThat(any.apply(record)).isEqualTo(ControlEffect.KEPT);
      }
      assertThat(any.hasGap()).isFalse();
      assertThat(any.appliedUpTo()).isEqualTo(3);
      assertThat(any.seedsLeft()).isEqualTo(Map.of(COLA, 2L, TEA, 1L));
      assertThat(any.decide(aShake().build(), user -> UserTally.EMPTY)).isInstanceOf(Decided.class);
    }
  }

  @Test
  void shouldHaveAGapUntilTheMissingRecordComes() {
    bucket.apply(COLA_SEEDS);
    bucket.apply(TERMS);
    assertThat(bucket.hasGap()).isTrue();
    assertThat(bucket.appliedUpTo()).isEqualTo(1);
    assertThat(bucket).hasToString("spring-gala-2027/0 up to 1");
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 2L));
    bucket.apply(TEA_SEEDS);
    assertThat(bucket.hasGap()).isFalse();
    assertThat(bucket.appliedUpTo()).isEqualTo(3);
  }

  @Test
  void shouldKeepSomeRecordsAheadOfAMissingOneAndNoMore() {
    bucket.apply(COLA_SEEDS);
    long furthest = 1 + Bucket.MAX_AHEAD;
    assertThat(bucket.apply(record(furthest + 1, new Control.End())))
        .isEqualTo(ControlEffect.TOO_FAR_AHEAD);
    assertThat(bucket.hasGap()).isFalse();
    assertThat(bucket.apply(record(furthest, new Control.End()))).isEqualTo(ControlEffect.KEPT);
    assertThat(bucket.hasGap()).isTrue();
  }

  @Test
  void shouldComeBackFromThousandsOfRecordsInAnyOrder() {
    List<ControlRecord> kept = new ArrayList<>();
    for (long number = 1; number <= 3_000; number++) {
      kept.add(record(number, batch(COLA, seed(number, 0))));
    }
    kept.add(record(3_001, terms().build()));
    Collections.shuffle(kept, new Random(4));
    kept.forEach(bucket::restore);
    assertThat(bucket.hasGap()).isFalse();
    assertThat(bucket.appliedUpTo()).isEqualTo(3_001);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 3_000L));
  }

  @Test
  void shouldComeBackWithItsGapAndItsRepeats() {
    List.of(TERMS, COLA_SEEDS).forEach(bucket::restore);
    assertThat(bucket.hasGap()).isTrue();
    assertThat(bucket.apply(TERMS)).isEqualTo(ControlEffect.REPEATED);
    assertThat(bucket.apply(TEA_SEEDS)).isEqualTo(ControlEffect.KEPT);
    assertThat(bucket.hasGap()).isFalse();
  }

  @Test
  void shouldComeBackWithTheSeedsThatWereGivenAway() {
    List.of(COLA_SEEDS, TEA_SEEDS, TERMS).forEach(bucket::restore);
    bucket.restoreSeedsTaken(1, 1);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 1L, TEA, 1L));
    Decided next = (Decided) bucket.decide(aShake().build(), user -> UserTally.EMPTY);
    assertThat(next.outcome()).isEqualTo(new Outcome.Packet(SHOW + ".0.1.1", COLA, 2));
  }

  @Test
  void shouldRefuseToComeBackWithMoreSeedsGivenAwayThanThereWere() {
    bucket.restore(COLA_SEEDS);
    assertThatThrownBy(() -> bucket.restoreSeedsTaken(1, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldForgetEverythingButTheEnd() {
    applyAll(COLA_SEEDS, TEA_SEEDS, TERMS);
    assertThat(bucket.apply(END)).isEqualTo(ControlEffect.ENDED);
    assertThat(bucket.appliedUpTo()).isEqualTo(4);
    assertThat(bucket.seedsLeft()).isEmpty();
  }

  @Test
  void shouldEndWhenTheRecordComesThatTheEndWaitedFor() {
    applyAll(COLA_SEEDS, TEA_SEEDS);
    assertThat(bucket.apply(END)).isEqualTo(ControlEffect.KEPT);
    assertThat(bucket.isEnded()).isFalse();
    assertThat(bucket.apply(TERMS)).isEqualTo(ControlEffect.ENDED);
    assertThat(bucket.appliedUpTo()).as("the record to keep is the End").isEqualTo(4);
  }

  @Test
  void shouldSayTheSameAfterTheEndWhetherItCameBackOrNot() {
    applyAll(COLA_SEEDS, TEA_SEEDS, TERMS, END);
    Bucket restored = new Bucket(SHOW, 0, new DrawEngine());
    restored.restoreEnd(END);
    for (Bucket either : List.of(bucket, restored)) {
      assertThat(either.apply(END)).isEqualTo(ControlEffect.REPEATED);
      assertThat(either.apply(TEA_SEEDS)).isEqualTo(ControlEffect.REPEATED);
      assertThat(either.apply(record(2, batch(TEA, seed(9, 0))))).isEqualTo(ControlEffect.REPEATED);
      assertThat(either.apply(record(4, terms().build()))).isEqualTo(ControlEffect.CONFLICT);
      assertThat(either.apply(record(5, terms().build()))).isEqualTo(ControlEffect.AFTER_END);
      assertThat(either.apply(record(5_000, terms().build()))).isEqualTo(ControlEffect.AFTER_END);
      assertThat(either.decide(aShake().build(), user -> UserTally.EMPTY))
          .isEqualTo(new Closed(ClosedReason.ENDED));
      assertThat(either.isEnded()).isTrue();
      assertThat(either.hasGap()).isFalse();
    }
  }

  @Test
  void shouldDropWhatWaitsBehindTheEnd() {
    bucket.apply(record(5, batch(COLA, seed(7, 0))));
    applyAll(COLA_SEEDS, TEA_SEEDS, TERMS, END);
    assertThat(bucket.hasGap()).isFalse();
    assertThat(bucket.isEnded()).isTrue();
    assertThat(bucket.apply(record(5, batch(COLA, seed(7, 0))))).isEqualTo(ControlEffect.AFTER_END);
  }

  @Test
  void shouldRefuseTermsOfAnotherShow() {
    Terms terms = terms().build();
    assertThatThrownBy(() -> new ControlRecord("other-show", 0, 1, "f", terms))
        .hasMessage("terms of show " + SHOW + ": expected other-show");
  }

  @Test
  void shouldRefuseNumbersThatCannotBe() {
    assertThatThrownBy(() -> record(0, new Control.End())).hasMessageContaining("control number 0");
    assertThatThrownBy(() -> record(65_536, 1, new Control.End()))
        .hasMessageContaining("bucket 65536");
  }

  private void applyAll(ControlRecord... records) {
    for (ControlRecord record : records) {
      bucket.apply(record);
    }
  }
}
