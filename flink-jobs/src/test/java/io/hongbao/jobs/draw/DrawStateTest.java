package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.jobs.draw.BucketState.StateFaultException;
import io.hongbao.wire.records.BucketKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the draw remembers, and what it does not. */
class DrawStateTest {

  private final TestShow show = TestShow.ofOneBucket();

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 13, 300})
  void shouldDecideTheSameAfterARestoreAnywhere(int cut) throws Exception {
    TestShow wide = new TestShow(4, 2);
    List<LogRecord> log = wide.livelyLog(400, 7);
    StateBackend rocksDb = new EmbeddedRocksDBStateBackend(true);
    List<DecisionSummary> answers = new ArrayList<>();

    OperatorSubtaskState snapshot;
    try (DrawHarness first =
        DrawHarness.start(new DrawFunction(wide.keysLoader(), wide.partitions()), rocksDb, null)) {
      first.process(log.subList(0, cut));
      answers.addAll(first.answers());
      snapshot = first.snapshot();
      first.process(log.subList(cut, Math.min(cut + 50, log.size())));
    }
    try (DrawHarness second =
        DrawHarness.start(
            new DrawFunction(wide.keysLoader(), wide.partitions()), rocksDb, snapshot)) {
      second.process(log.subList(cut, log.size()));
      answers.addAll(second.answers());
      assertThat(second.deadLetters()).isEmpty();
    }

    assertThat(answers).isEqualTo(PureRun.of(log, wide.keys()));
  }

  @Test
  void shouldRestoreMoreControlsThanMayRunAhead() throws Exception {
    BucketState bucketState = new WatchedState().memory();
    bucketState.keepControl(1, show.terms(0, 1, "1", "0").value());
    for (int number = 2; number <= 1_100; number++) {
      bucketState.keepControl(number, show.seeds(0, number, "cola", 1).value());
    }

    Bucket restored =
        bucketState.restore(new BucketKey(TestShow.SHOW, 0), show.keys().sealingKey());

    assertThat(restored.appliedUpTo()).isEqualTo(1_100);
    assertThat(restored.seedsLeft()).isEqualTo(Map.of("cola", 1_099L));
  }

  @Test
  void shouldStillWaitForAMissingControlAfterARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (DrawHarness first =
        DrawHarness.start(new DrawFunction(show.keysLoader(), show.partitions()))) {
      first.process(show.end(0, 3), show.seeds(0, 2, "cola", 1));
      snapshot = first.snapshot();
    }

    try (DrawHarness second = restored(snapshot)) {
      second.process(show.aShake().by("u1").build());
      second.process(show.terms(0, 1, "1", "0"));

      assertThat(second.filledStates()).isEqualTo(1);
      snapshot = second.snapshot();
    }

    try (DrawHarness third = restored(snapshot)) {
      third.process(show.seeds(0, 4, "cola", 1), show.aShake().by("u1").build());

      assertThat(third.whyDeadLetters()).containsExactly("control 4 of gala/0: the show is over");
      assertThat(third.answers()).containsExactly(DecisionSummary.closed("u1", 0));
    }
  }

  @Test
  void shouldTouchNoStateForALosingShake() throws Exception {
    WatchedState watched = new WatchedState();
    try (DrawHarness draw =
        DrawHarness.start(watched.function(show.keysLoader(), show.partitions()))) {
      draw.process(show.terms(0, 1, "0", "0.5"), show.seeds(0, 2, "cola", 3));
      draw.process(show.aShake().by("u0").build());
      watched.reset();

      for (int i = 0; i < 500; i++) {
        draw.process(show.aShake().by("u" + i).turn(i % 5).build());
      }

      assertThat(draw.answers()).hasSize(501);
      assertThat(watched.touches()).isZero();
    }
  }

  @Test
  void shouldTouchStateForAPassingShake() throws Exception {
    WatchedState watched = new WatchedState();
    try (DrawHarness draw =
        DrawHarness.start(watched.function(show.keysLoader(), show.partitions()))) {
      draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 3));
      watched.reset();

      draw.process(show.aShake().by("u1").build());
      assertThat(watched.touches()).isEqualTo(3);

      draw.process(show.aShake().by("u1").build());
      assertThat(watched.touches()).isEqualTo(4);
    }
  }

  @Test
  void shouldKeepNothingForRecordsOfNoShow() throws Exception {
    try (DrawHarness draw =
        DrawHarness.start(new DrawFunction(show.keysLoader(), show.partitions()))) {
      draw.process(show.aShake().by("u1").build(), show.forgedEnd(0, 1));

      assertThat(draw.answers()).containsExactly(DecisionSummary.closed("u1", 0));
      assertThat(draw.filledStates()).isZero();
    }
  }

  @Test
  void shouldFailRatherThanBlameARecordForAFaultOfTheState() throws Exception {
    WatchedState watched = new WatchedState();
    try (DrawHarness draw =
        DrawHarness.start(watched.function(show.keysLoader(), show.partitions()))) {
      draw.process(show.terms(0, 1, "1", "0"), show.seeds(0, 2, "cola", 3));
      watched.failFromNowOn();

      assertThatThrownBy(() -> draw.process(show.aShake().by("u1").build()))
          .isInstanceOf(StateFaultException.class);
      assertThat(draw.deadLetters()).isEmpty();
    }
  }

  private DrawHarness restored(OperatorSubtaskState snapshot) throws Exception {
    return DrawHarness.start(
        new DrawFunction(show.keysLoader(), show.partitions()),
        new HashMapStateBackend(),
        snapshot);
  }
}
