package io.hongbao.rehearsal.bench.flink;

import io.hongbao.jobs.risk.RiskJob;
import io.hongbao.jobs.risk.RiskJobSettings;
import java.nio.file.Path;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The risk job as production runs it, with a tally of what has passed its last counter. */
public final class TalliedRiskJob {

  private static final String LAST_COUNTER = "counts-by-neighbours";

  private TalliedRiskJob() {}

  /**
   * Adds the job to an environment.
   *
   * @param marks gets a {@link TallyMark} now and then
   */
  public static void define(
      StreamExecutionEnvironment environment, RiskJobSettings settings, Path marks, long step) {
    RiskJob.define(environment, settings);
    Transformation<?> counted =
        environment.getTransformations().stream()
            .filter(each -> LAST_COUNTER.equals(each.getUid()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("the risk job has no operator " + LAST_COUNTER));
    tally(environment, counted, marks, step);
  }

  private static <T> void tally(
      StreamExecutionEnvironment environment, Transformation<T> counted, Path marks, long step) {
    new DataStream<>(environment, counted)
        .sinkTo(TallySink.discarding(marks, step))
        .uid("tally")
        .name("tally");
  }
}
