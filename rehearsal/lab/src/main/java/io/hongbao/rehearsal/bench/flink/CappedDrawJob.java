package io.hongbao.rehearsal.bench.flink;

import io.hongbao.jobs.JobProgram;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.draw.DrawSinks;
import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The draw job as production runs it, but that it decides no more than so many shakes a second:
 * what an overload looks like to the edges. Outcomes leave at that pace, and Flink's back-pressure
 * holds up all that is before them, so shakes queue in the log as they would before a slow draw.
 */
public final class CappedDrawJob {

  private CappedDrawJob() {}

  /**
   * For {@code flink run -c io.hongbao.rehearsal.bench.flink.CappedDrawJob}: the shakes a second,
   * then the arguments of the draw job.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || !arguments[0].matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "first argument %s: expected shakes a second, 1 to 9999999",
              arguments.length == 0 ? "missing" : arguments[0]));
    }
    int perSecond = Integer.parseInt(arguments[0]);
    String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
    DrawJobSettings settings = DrawJobSettings.read(others, System.getenv());
    JobProgram.run(DrawJob.NAME, environment -> define(environment, settings, perSecond));
  }

  /** Adds the job to an environment; all its subtasks together keep to the pace. */
  public static void define(
      StreamExecutionEnvironment environment, DrawJobSettings settings, int perSecond) {
    DrawSinks sinks = DrawSinks.of(settings);
    DrawJob.define(
        environment,
        settings,
        new DrawSinks(
            PacedSink.before(sinks.outcomes(), (double) perSecond / settings.parallelism()),
            sinks.packets(),
            sinks.deadLetters()));
  }
}
