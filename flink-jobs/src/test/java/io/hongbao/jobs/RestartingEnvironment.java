package io.hongbao.jobs;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where tests run a job that fails once: it starts again at once, from a checkpoint just before.
 */
public final class RestartingEnvironment {

  private static final int CHECKPOINT_EVERY_MILLIS = 50;

  private RestartingEnvironment() {}

  /** An environment for one job, on the cluster that the test has. */
  public static StreamExecutionEnvironment create() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    environment.configure(restarts);
    environment.enableCheckpointing(CHECKPOINT_EVERY_MILLIS);
    return environment;
  }
}
