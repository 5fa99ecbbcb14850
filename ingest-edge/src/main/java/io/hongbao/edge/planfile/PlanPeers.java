package io.hongbao.edge.planfile;

import io.hongbao.edge.admin.AdminToken;
import io.hongbao.wire.records.PlanFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a new plan file on to other edges, each until it replies, for a minute or so. An edge
 * passes on only what it did not know, so that a file goes round once.
 */
public final class PlanPeers implements AutoCloseable {

  private static final int MAX_TRIES = 20;
  private static final long RETRY_MILLIS = 3_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

  /** A peer that fails may reply better the next time; every other reply is its last word. */
  private static final int FIRST_SERVER_ERROR = 500;

  private static final Logger LOG = LoggerFactory.getLogger(PlanPeers.class);

  private final List<URI> peers;
  private final Optional<AdminToken> token;
  private final PlanFiles files;
  private final ScheduledExecutorService sender;
  private final HttpClient client;

  /**
   * Nothing is sent yet.
   *
   * @param peers their admin ports
   * @param token that opens those ports; empty if they need none
   */
  public PlanPeers(String edgeId, List<URI> peers, Optional<AdminToken> token, PlanFiles files) {
    this.token = token;
    this.peers = List.copyOf(peers);
    this.files = files;
    this.sender =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, edgeId + "-peers");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** Passes a file on, unless a newer one of its show comes; returns at once. */
  public void passOn(PlanFile file) {
    peers.forEach(peer -> send(peer, file, 1));
  }

  private void send(URI peer, PlanFile file, int number) {
    if (!files.isNewest(file)) {
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(peer + "/plan"))
            .timeout(REPLY_TIMEOUT)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(file.toBytes()));
    token.ifPresent(set -> request.header("Authorization", set.toAuthorization()));
    var unused =
        client
            .sendAsync(request.build(), BodyHandlers.ofString())
            .whenComplete((reply, failure) -> heard(peer, file, number, reply, failure));
  }

  private void heard(
      URI peer, PlanFile file, int number, HttpResponse<String> reply, Throwable failure) {
    boolean isOver = failure == null && reply.statusCode() < FIRST_SERVER_ERROR;
    String what = failure != null ? String.valueOf(failure.getMessage()) : reply.body();
    if (isOver) {
      LOG.info("{} was passed on to {}: {} {}", file, peer, reply.statusCode(), what);
    } else if (number == MAX_TRIES) {
      LOG.warn("{} was not passed on to {}: {}", file, peer, what);
    } else {
      try {
        var unused =
            sender.schedule(
                () -> send(peer, file, number + 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("the edge stops", e);
      }
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
