package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.WonRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What the draw job does differently for shows that are not live: nothing but to say so. */
class ShowKindsDrawTest {

  private final TestShow show = TestShow.ofOneBucket();
  private final RecordedMetrics recorded = new RecordedMetrics();

  @Test
  void shouldMarkThePacketsOfAShadowShowAlsoAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (DrawHarness draw = DrawHarness.start(function())) {
      load(draw, ShowKind.shadowFor("crew"));
      draw.process(show.aShake().by("u1").turn(1).build());

      assertThat(draw.won()).extracting(WonRecord::isShadow).containsExactly(true);
      assertThat(draw.batches()).as("nobody pays for it").isEmpty();
      snapshot = draw.snapshot();
    }
    try (DrawHarness again = DrawHarness.start(function(), new HashMapStateBackend(), snapshot)) {
      again.process(show.aShake().by("u2").turn(1).build());

      assertThat(again.won()).extracting(WonRecord::isShadow).containsExactly(true);
    }
  }

  @Test
  void shouldMarkNoPacketOfALiveShow() throws Exception {
    try (DrawHarness draw = DrawHarness.start(function())) {
      load(draw, ShowKind.LIVE);
      draw.process(show.aShake().by("u1").turn(1).build());

      assertThat(draw.won()).extracting(WonRecord::isShadow).containsExactly(false);
    }
  }

  @Test
  void shouldCountNoDrawOfAPracticeShow() throws Exception {
    DrawFunction counting =
        new DrawFunction(show.keysLoader(), show.partitions()) {
          private static final long serialVersionUID = 1L;

          @Override
          DrawMetrics openMetrics() {
            return new DrawMetrics(recorded);
          }
        };
    try (DrawHarness draw = DrawHarness.start(counting)) {
      draw.process(show.termsOfKind(0, 1, ShowKind.practiceFor("warm")), activate(2));
      draw.process(
          show.aShake().by("u1").turn(1).build(), show.aShake().by("u1").turn(1).plan(2).build());
      draw.process(show.end(0, 3), show.aShake().by("u1").turn(1).build());

      assertThat(draw.answers())
          .containsExactly(
              DecisionSummary.with("u1", 1, Outcome.MISS),
              DecisionSummary.closed("u1", 1),
              DecisionSummary.closed("u1", 1));
      assertThat(recorded.values()).as("records, and no draw").containsOnlyKeys("controlsApplied");
    }
  }

  private DrawFunction function() {
    return new DrawFunction(show.keysLoader(), show.partitions());
  }

  private void load(DrawHarness draw, ShowKind kind) throws Exception {
    draw.process(show.seedsOfPlan(0, 1, 1, "cola", 6), show.termsOfKind(0, 2, kind), activate(3));
  }

  private LogRecord activate(long number) {
    return show.control(
        0, number, ControlCodec.of(new Control.Activate(1, TestShow.OPENS_AT - 5_000)));
  }
}
