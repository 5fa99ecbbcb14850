package io.hongbao.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that all jobs share, whatever the cluster says. */
public final class JobConfiguration {

  /** Key groups; fixed for a show, since state is cut along them. */
  public static final int MAX_PARALLELISM = 128;

  public static final int DEFAULT_PARALLELISM = 1;

  /** Used only where neither program nor cluster says how often. */
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(4);

  private JobConfiguration() {}

  /**
   * Sets what the law rests on: aligned checkpoints that states and sinks agree with. A checkpoint
   * that cannot complete because Redis or Kafka is away is no reason to fail.
   *
   * @param parallelism of every operator
   * @param watermarkInterval zero for a job without a clock
   * @param bufferTimeout how long records may gather before they go to the next operator
   */
  public static void apply(
      StreamExecutionEnvironment environment,
      int parallelism,
      Duration watermarkInterval,
      Duration bufferTimeout) {
    Configuration law = new Configuration();
    law.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    law.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    law.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    law.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    law.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    law.set(PipelineOptions.GENERIC_TYPES, false);
    law.set(PipelineOptions.OBJECT_REUSE, true);
    law.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, watermarkInterval);
    law.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    law.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout);
    environment.configure(law);
    environment.setParallelism(parallelism);
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      environment.enableCheckpointing(DEFAULT_CHECKPOINT_INTERVAL.toMillis());
    }
  }

  /**
   * The same, if it is one.
   *
   * @throws IllegalArgumentException if it is below 1 or above {@link #MAX_PARALLELISM}
   */
  public static int requireParallelism(int parallelism) {
    if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "parallelism " + parallelism + ": expected 1 to " + MAX_PARALLELISM);
    }
    return parallelism;
  }

  /**
   * The same, if it is a text.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " '" + value + "': expected a value");
    }
    return value;
  }
}
