package io.hongbao.rehearsal.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs as Flink is handed them, in this JVM or elsewhere: the same settings for every run. */
public final class JobGraphs {

  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);

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
                        path.toUri().toString(), false, RecoveryClaimMode.CLAIM))
            .orElseGet(SavepointRestoreSettings::none));
    LOG.info("job {} starts from {}", name, resumeFrom.map(Path::toString).orElse("nothing"));
    return graph;
  }

  private static Configuration configuration(FlinkSettings settings, Path checkpoints) {
    var to = new Configuration();
    to.set(PipelineOptions.GENERIC_TYPES, false);
    to.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    to.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    to.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    to.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    to.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    to.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    to.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    to.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    to.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    to.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    to.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    to.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    to.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    return to;
  }
}
