package io.hongbao.ops.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Flink's REST interface, as far as benchmarks and backtests need it. */
public final class FlinkApi {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  public FlinkApi(String url) {
    this.url = url;
  }

  /** Cancels the run of a job and returns when it has ended. */
  public void cancel(String job) throws InterruptedException {
    String id =
        idOf(job).orElseThrow(() -> new OperationFailedException("no job " + job + " runs"));
    call(
        HttpRequest.newBuilder(URI.create(url + "/jobs/" + id + "?mode=cancel"))
            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
    long deadlineNanos = System.nanoTime() + END_TIMEOUT.toNanos();
    while (idOf(job).isPresent()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new OperationFailedException("job " + job + " does not end");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** How long the newest checkpoint of a job took that completed; empty before the first. */
  public Optional<Checkpoint> newestCheckpoint(String job) throws InterruptedException {
    Optional<String> id = idOf(job);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    JsonNode newest = get("/jobs/" + id.get() + "/checkpoints").path("latest").path("completed");
    return newest.isMissingNode() || newest.isNull()
        ? Optional.empty()
        : Optional.of(
            new Checkpoint(
                newest.path("id").asLong(),
                newest.path("end_to_end_duration").asLong(),
                newest.path("state_size").asLong()));
  }

  /**
   * A checkpoint that completed.
   *
   * @param stateBytes of the whole state, that of earlier checkpoints too
   */
  public record Checkpoint(long id, long durationMillis, long stateBytes) {}

  /**
   * The sum of all counters of a name, of every operator and subtask of a job since it was last
   * started.
   *
   * @throws OperationFailedException if the job does not run, or Flink does not answer
   */
  public long sumOfCounters(String job, String counter) throws InterruptedException {
    String id =
        idOf(job).orElseThrow(() -> new OperationFailedException("no job " + job + " runs"));
    long sum = 0;
    for (JsonNode vertex : get("/jobs/" + id).path("vertices")) {
      String metrics =
          "/jobs/" + id + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String name = metric.path("id").asText();
        if (name.endsWith("." + counter)) {
          String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
          sum += get(metrics + "?agg=sum&get=" + encoded).path(0).path("sum").asLong();
        }
      }
    }
    return sum;
  }

  private Optional<String> idOf(String job) throws InterruptedException {
    for (JsonNode run : get("/jobs/overview").path("jobs")) {
      if (run.path("name").asText().equals(job) && run.path("end-time").asLong() < 0) {
        return Optional.of(run.path("jid").asText());
      }
    }
    return Optional.empty();
  }

  private JsonNode get(String path) throws InterruptedException {
    return call(HttpRequest.newBuilder(URI.create(url + path)));
  }

  private JsonNode call(HttpRequest.Builder request) throws InterruptedException {
    try {
      String body =
          http.send(request.timeout(CALL_TIMEOUT).build(), BodyHandlers.ofString()).body();
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new OperationFailedException(
          "flink does not answer at " + url + ": " + e.getMessage(), e);
    }
  }
}
