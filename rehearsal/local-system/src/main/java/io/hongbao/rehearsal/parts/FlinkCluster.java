package io.hongbao.rehearsal.parts;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this JVM, with its dashboard. Closing cancels the jobs and keeps their checkpoints. What
 * a job did after its last checkpoint is done again, which is harmless: the log decides.
 */
public final class FlinkCluster implements Part {

  private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(8);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

  /** Beyond them nobody reads. */
  private static final int MAX_CAUSES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);

  private final FlinkSettings settings;
  private final MiniCluster cluster;
  private boolean closed;

  private FlinkCluster(FlinkSettings settings, MiniCluster cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  /** Returns when the dashboard answers and the task managers are on their way. */
  public static FlinkCluster start(FlinkSettings settings) {
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(clusterConfiguration(settings))
                .setNumTaskManagers(settings.taskManagers())
                .setNumSlotsPerTaskManager(settings.slotsPerTaskManager())
                .setCommonBindAddress(LOOPBACK)
                .build());
    try {
      emptyWorkingDirectory(settings);
      cluster.start();
    } catch (Exception e) {
      tryAwait(cluster.closeAsync(), CLOSE_TIMEOUT, "flink did not end");
      throw new OperationFailedException("flink does not start: " + reasons(e), e);
    }
    return new FlinkCluster(settings, cluster);
  }

  /** Runs a job. When this returns the job is accepted; it may not be running yet. */
  public void submit(JobGraph job) {
    String name = job.getName();
    await(cluster.submitJob(job), SUBMIT_TIMEOUT, "job " + name + " was not accepted");
  }

  /** Every job, those that ended too. */
  public Collection<JobStatusMessage> jobs() {
    return await(cluster.listJobs(), ANSWER_TIMEOUT, "flink does not say which jobs it has");
  }

  /** Why a job that has ended failed, for people; empty if it did not fail. */
  public Optional<String> failure(JobID job) {
    return JobFailure.of(
        await(cluster.requestJobResult(job), ANSWER_TIMEOUT, "flink does not say how it ended"));
  }

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public String address() {
    return "http://" + LOOPBACK + ":" + settings.restPort();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    tryAwait(cluster.listJobs().thenCompose(this::cancel), CANCEL_TIMEOUT, "jobs did not end");
    tryAwait(cluster.closeAsync(), CLOSE_TIMEOUT, "flink did not end");
  }

  private CompletableFuture<Void> cancel(Collection<JobStatusMessage> jobs) {
    return CompletableFuture.allOf(
        jobs.stream()
            .filter(job -> !job.getJobState().isTerminalState())
            .map(job -> cancel(job.getJobId()))
            .toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> cancel(JobID job) {
    return cluster.cancelJob(job).thenCompose(acknowledged -> cluster.requestJobResult(job));
  }

  private static Configuration clusterConfiguration(FlinkSettings settings) {
    String working = settings.workingDirectory().toString();
    var to = new Configuration();
    to.set(RestOptions.ADDRESS, LOOPBACK);
    to.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    to.set(RestOptions.PORT, settings.restPort());
    to.set(RestOptions.BIND_PORT, String.valueOf(settings.restPort()));
    to.set(JobManagerOptions.ADDRESS, LOOPBACK);
    to.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    to.set(TaskManagerOptions.HOST, LOOPBACK);
    to.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    CommonSettings.flink()
        .forEach(
            (name, value) -> {
              if (name.startsWith("web.")) {
                to.setString(name, value);
              }
            });
    to.set(WebOptions.TMP_DIR, working);
    to.set(CoreOptions.TMP_DIRS, working);
    to.set(BlobServerOptions.STORAGE_DIRECTORY, working);
    to.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(settings.managedMemoryMebibytes()));
    return to;
  }

  /** A killed run leaves RocksDB's working files, which nobody will read again. */
  private static void emptyWorkingDirectory(FlinkSettings settings) throws IOException {
    FileTrees.delete(settings.workingDirectory());
    Files.createDirectories(settings.workingDirectory());
  }

  private static <T> T await(CompletableFuture<T> future, Duration within, String otherwise) {
    try {
      return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new OperationFailedException(otherwise + ": " + reasons(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new OperationFailedException(otherwise + " within " + within.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException(otherwise + ": interrupted", e);
    }
  }

  /** Flink says what failed outside, and why some causes deeper. */
  private static String reasons(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .map(each -> Objects.requireNonNullElse(each.getMessage(), each.getClass().getSimpleName()))
        .distinct()
        .collect(Collectors.joining(": "));
  }

  /** While closing, the next step is due whatever became of this one. */
  private static void tryAwait(CompletableFuture<?> future, Duration within, String otherwise) {
    try {
      await(future, within, otherwise);
    } catch (OperationFailedException e) {
      LOG.warn("closing flink", e);
    }
  }
}
