package io.hongbao.jobs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the {@code main} of every job does, whether {@code flink run} calls it or a JobManager that
 * holds its job itself (application mode).
 */
public final class JobProgram {

  /**
   * Names the folder of this job's checkpoints. With it a job goes on from the newest one whenever
   * it is started; without it, Flink's own settings say where checkpoints lie and where to start.
   */
  private static final String CHECKPOINTS = "HONGBAO_CHECKPOINTS";

  private JobProgram() {}

  /**
   * Executes a job in the environment that Flink gives to a program.
   *
   * @param job adds sources, operators and sinks to the environment, and executes nothing
   */
  public static void run(String name, Consumer<StreamExecutionEnvironment> job) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    checkpoints(System.getenv())
        .map(RetainedCheckpoints::new)
        .ifPresent(checkpoints -> checkpoints.resume(environment));
    job.accept(environment);
    environment.execute(name);
  }

  /**
   * The folder of checkpoints that a job goes on from; empty if none is named.
   *
   * @throws IllegalArgumentException if it is no absolute path of this machine
   */
  public static Optional<Path> checkpoints(Map<String, String> environment) {
    Optional<Path> folder =
        Optional.ofNullable(environment.get(CHECKPOINTS))
            .filter(value -> !value.isBlank())
            .map(Path::of);
    if (folder.isPresent() && !folder.get().isAbsolute()) {
      throw new IllegalArgumentException(
          CHECKPOINTS
              + " is "
              + environment.get(CHECKPOINTS)
              + ", expected the absolute path of a folder that this machine and all task managers"
              + " see, such as /checkpoints");
    }
    return folder;
  }
}
