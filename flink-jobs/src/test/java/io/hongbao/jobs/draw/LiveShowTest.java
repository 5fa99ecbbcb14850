package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.wire.records.ControlCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** Plans, pauses and carried seeds in the job: as the domain alone says, whenever it restarts. */
class LiveShowTest {

  private final TestShow show = TestShow.ofOneBucket();

  @Test
  void shouldDecideTheSameAfterARestartAnywhereInALiveShow() throws Exception {
    List<LogRecord> log = liveLog();
    List<DecisionSummary> expected = PureRun.of(log, show.keys());
    assertThat(expected).anyMatch(answer -> answer.toString().contains("Packet"));

    for (int cut = 0; cut <= log.size(); cut++) {
      List<DecisionSummary> answers = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (DrawHarness first = start(null)) {
        first.process(log.subList(0, cut));
        answers.addAll(first.answers());
        snapshot = first.snapshot();
      }
      try (DrawHarness second = start(snapshot)) {
        second.process(log.subList(cut, log.size()));
        answers.addAll(second.answers());
      }
      assertThat(answers).as("restarted before record %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void shouldTellTheDeadLettersOfAPlanThatMustNotBeFollowed() throws Exception {
    try (DrawHarness draw = start(null)) {
      draw.process(show.liveTerms(0, 1, 1), activate(2, 1));
      draw.process(activate(3, 9), show.aShake().by("u1").build());

      assertThat(draw.whyDeadLetters())
          .containsExactly(
              "control 3 of gala/0: control 3 changes nothing: plan 9 is not staged in this bucket");
      assertThat(draw.answers()).hasSize(1);
    }
  }

  /** Every user shakes between any two controls. */
  private List<LogRecord> liveLog() {
    List<LogRecord> controls =
        List.of(
            show.seedsOfPlan(0, 1, 1, "cola", 6),
            show.liveTerms(0, 2, 1),
            activate(3, 1),
            show.control(
                0,
                4,
                ControlCodec.of(new Control.Pause("first", true, TestShow.OPENS_AT + 12_000))),
            show.seedsOfPlan(0, 5, 2, "tea", 4),
            show.liveTerms(0, 6, 2),
            activate(7, 2),
            show.control(
                0, 8, ControlCodec.of(new Control.Carry("first", "second", new Curve.Uniform()))));
    List<LogRecord> log = new ArrayList<>();
    int turn = 0;
    for (LogRecord control : controls) {
      log.add(control);
      for (int user = 0; user < 3; user++) {
        log.add(show.aShake().by("u" + user + turn).turn(turn).build());
        log.add(show.aShake().by("v" + user + turn).in(TestShow.SECOND).turn(turn).build());
      }
      turn++;
    }
    return log;
  }

  private LogRecord activate(long number, long planNumber) {
    return show.control(0, number, ControlCodec.of(new Control.Activate(planNumber, 0)));
  }

  private DrawHarness start(OperatorSubtaskState snapshot) throws Exception {
    return DrawHarness.start(
        new DrawFunction(show.keysLoader(), show.partitions()),
        new EmbeddedRocksDBStateBackend(true),
        snapshot);
  }
}
