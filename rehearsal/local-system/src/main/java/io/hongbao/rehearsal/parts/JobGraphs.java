package io.hongbao.rehearsal.parts;

import io.hongbao.jobs.RetainedCheckpoints;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs as Flink is handed them, in this JVM or elsewhere: the same settings for every run. */
public final class JobGraphs {

  /** Of the common settings, those that a job may bring with it. */
  private static final Pattern OF_A_JOB =
      Pattern.compile("(execution|restart-strategy|state)[.].*");

  private static final String JOB_NAME = "[a-z][a-z0-9-]{0,39}";

  private JobGraphs() {}

  /**
   * A job under an id of its own that goes on from the newest checkpoint of its name. What is not
   * needed for that is removed from its folder, so no other run of it may be alive.
   *
   * @param job adds sources, operators and sinks to the environment, and executes nothing
   */
  public static JobGraph resuming(
      FlinkSettings settings, String name, Consumer<StreamExecutionEnvironment> job) {
    if (!name.matches(JOB_NAME)) {
      throw new IllegalArgumentException("job name " + name + ", expected " + JOB_NAME);
    }
    var environment = new StreamExecutionEnvironment(configuration(settings));
    new RetainedCheckpoints(settings.checkpointDirectory(name)).resume(environment);
    job.accept(environment);
    var streams = environment.getStreamGraph();
    streams.setJobName(name);
    return streams.getJobGraph();
  }

  private static Configuration configuration(FlinkSettings settings) {
    var to = new Configuration();
    CommonSettings.flink()
        .forEach(
            (name, value) -> {
              if (OF_A_JOB.matcher(name).matches()) {
                to.setString(name, value);
              }
            });
    to.set(PipelineOptions.GENERIC_TYPES, false);
    to.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    return to;
  }
}
