package io.hongbao.rehearsal.processes;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.JobFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersHeaders;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.ExceptionUtils;

/** What we ask of a JobManager that may be dead, starting or stopped at any moment. */
final class RestJobManagerClient implements JobManagerClient, AutoCloseable {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration ACCEPT_TIMEOUT = Duration.ofSeconds(20);

  private final RestClusterClient<StandaloneClusterId> client;

  private RestJobManagerClient(RestClusterClient<StandaloneClusterId> client) {
    this.client = client;
  }

  static RestJobManagerClient of(FlinkSettings settings) {
    var to = new Configuration();
    to.set(RestOptions.ADDRESS, LOOPBACK);
    to.set(RestOptions.PORT, settings.restPort());
    // Whoever asks here asks again: an attempt is short, and there are no hidden ones.
    to.set(RestOptions.CONNECTION_TIMEOUT, ANSWER_TIMEOUT);
    to.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
    try {
      return new RestJobManagerClient(
          new RestClusterClient<>(to, StandaloneClusterId.getInstance()));
    } catch (Exception e) {
      throw new OperationFailedException("cannot make a client of flink: " + e.getMessage(), e);
    }
  }

  boolean answers() {
    try {
      taskManagersOrThrow();
      return true;
    } catch (JobManagerException away) {
      return false;
    }
  }

  /** The names of those registered; empty too while the JobManager is away. */
  Set<String> taskManagers() {
    try {
      return taskManagersOrThrow();
    } catch (JobManagerException away) {
      return Set.of();
    }
  }

  @Override
  public Collection<JobStatusMessage> jobs() {
    return await(client.listJobs(), ANSWER_TIMEOUT);
  }

  @Override
  public void submit(JobGraph graph) {
    await(client.submitJob(graph), ACCEPT_TIMEOUT);
  }

  @Override
  public Optional<String> failure(JobID run) {
    return JobFailure.of(await(client.requestJobResult(run), ANSWER_TIMEOUT));
  }

  @Override
  public void close() {
    client.close();
  }

  private Set<String> taskManagersOrThrow() {
    return await(
            client.sendRequest(
                TaskManagersHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()),
            ANSWER_TIMEOUT)
        .getTaskManagerInfos()
        .stream()
        .map(it -> it.getResourceId().getResourceIdString())
        .collect(Collectors.toSet());
  }

  private static <T> T await(CompletableFuture<T> answer, Duration within) {
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw ExceptionUtils.findThrowable(e, RestClientException.class)
          .map(JobManagerException::refused)
          .orElseGet(() -> JobManagerException.unanswered(e.getCause()));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw JobManagerException.unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobManagerException.unanswered(e);
    }
  }
}
