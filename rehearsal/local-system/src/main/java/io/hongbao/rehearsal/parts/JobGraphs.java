package io.hongbao.rehearsal.parts;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs as Flink is handed them, in this JVM or elsewhere: the same settings for every run. */
public final class JobGraphs {

  /** Of the common settings, those that a job may bring with it. */
  private static final Pattern OF_A_JOB =
      Pattern.compile("(execution|restart-strategy|state)[.].*");

  private static final String JOB_NAME = "[a-z][a-z0-9-]{0,39}";

  private static final Logger LOG = LoggerFactory.getLogger(JobGraphs.class);

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
    Path checkpoints = settings.checkpointDirectory(name);
    Optional<Path> resumeFrom = new RetainedCheckpoints(checkpoints).takeNewest();
    var environment = new StreamExecutionEnvironment(configuration(settings, checkpoints));
    job.accept(environment);
    var streams = environment.getStreamGraph();
    streams.setJobName(name);
    JobGraph graph = streams.getJobGraph();
    graph.setSavepointRestoreSettings(
        resumeFrom
            .map(
                path ->
                    SavepointRestoreSettings.forPath(
                        flinkPath(path), false, RecoveryClaimMode.CLAIM))
            .orElseGet(SavepointRestoreSettings::none));
    LOG.info("job {} starts from {}", name, resumeFrom.map(Path::toString).orElse("nothing"));
    return graph;
  }

  /** A folder as Flink spells it: with a scheme like a URI, and nothing escaped unlike one. */
  static String flinkPath(Path folder) {
    return new org.apache.flink.core.fs.Path(folder.toUri()).toString();
  }

  private static Configuration configuration(FlinkSettings settings, Path checkpoints) {
    var to = new Configuration();
    CommonSettings.flink()
        .forEach(
            (name, value) -> {
              if (OF_A_JOB.matcher(name).matches()) {
                to.setString(name, value);
              }
            });
    to.set(PipelineOptions.GENERIC_TYPES, false);
    to.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(checkpoints));
    to.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    return to;
  }
}
