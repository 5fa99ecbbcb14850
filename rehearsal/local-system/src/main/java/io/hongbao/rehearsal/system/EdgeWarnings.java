package io.hongbao.rehearsal.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.edge.admin.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks edges every few seconds what they see of the parts behind them, and says a line when
 * something begins to be wrong and one when that is over.
 */
final class EdgeWarnings implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  /** An edge that is started again misses one or two. */
  private static final int MAX_UNANSWERED = 2;

  private static final String WARNING = "warning: ";
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> adminUrls;
  private final Consumer<String> progress;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
  private final Map<String, Integer> unanswered = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "edge-warnings");

  /** What was said and is not over, by what is the same at each edge. */
  private Map<String, String> standing = new LinkedHashMap<>();

  EdgeWarnings(List<String> adminUrls, Consumer<String> progress) {
    this.adminUrls = adminUrls;
    this.progress = progress;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        Map<String, String> now = new LinkedHashMap<>();
        for (String url : adminUrls) {
          ask(url, now);
        }
        tell(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String url, Map<String, String> found) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/readyz")).timeout(ANSWER_TIMEOUT);
    AdminToken.authorizationOfEnvironment()
        .ifPresent(authorization -> request.header("Authorization", authorization));
    HttpResponse<String> reply;
    try {
      reply = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      if (unanswered.merge(url, 1, Integer::sum) > MAX_UNANSWERED) {
        add(String.format(Locale.ROOT, "the edge at %s does not answer", url), found);
      }
      return;
    }
    unanswered.remove(url);
    if (reply.statusCode() == 200) {
      reply
          .body()
          .lines()
          .filter(line -> line.startsWith(WARNING))
          .forEach(line -> add(line.substring(WARNING.length()), found));
    } else {
      add(String.format(Locale.ROOT, "the edge at %s is %s", url, detailOf(reply.body())), found);
    }
  }

  private static String detailOf(String problem) {
    try {
      return JSON.readTree(problem).path("detail").asText("not ready");
    } catch (IOException e) {
      return "not ready";
    }
  }

  private static void add(String sentence, Map<String, String> found) {
    found.putIfAbsent(sentence.replaceAll(INSTANT, ""), sentence);
  }

  private void tell(Map<String, String> now) {
    String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    now.forEach(
        (key, sentence) -> {
          if (!standing.containsKey(key)) {
            progress.accept(at + " " + sentence);
          }
        });
    standing.forEach(
        (key, sentence) -> {
          if (!now.containsKey(key)) {
            progress.accept(at + " this warning is over: " + sentence.split("[:;] ", 2)[0]);
          }
        });
    standing = now;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
