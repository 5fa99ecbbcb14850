package io.hongbao.rehearsal.torture;

import io.hongbao.files.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the payout adapter for its figures each second, until it is closed. While it is away, or
 * counts anew, there is a gap. Its list may be read once it is closed.
 */
final class PayoutMonitor implements AutoCloseable {

  /** Half a day; what comes then is not recorded. */
  private static final int MAX_SAMPLES = 43_200;

  private static final Duration TIMEOUT = Duration.ofMillis(900);
  private static final long JOIN_MILLIS = 5_000;

  private static final Pattern FIGURE =
      Pattern.compile("^hongbao_payout_([a-z_]+) ([0-9]+)$", Pattern.MULTILINE);

  private final HttpRequest request;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final List<Second> seconds = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "payout-monitor");
  private volatile boolean closed;
  private volatile boolean walletFails;

  /**
   * What the adapter did in a second.
   *
   * @param atMillis its end, epoch milliseconds
   * @param inFlight calls of the wallet that were on their way then; -1 if the adapter was away
   * @param calls that began
   * @param paid of those that ended
   * @param refused of those that ended, for ever
   * @param unknown of those that ended: nothing is known, so they are repeated
   * @param walletFails whether the wallet was told to fail then
   */
  record Second(
      long atMillis,
      long inFlight,
      long calls,
      long paid,
      long refused,
      long unknown,
      boolean walletFails) {}

  private PayoutMonitor(String admin) {
    this.request = HttpRequest.newBuilder(URI.create(admin + "/metrics")).timeout(TIMEOUT).build();
  }

  /**
   * Begins to ask.
   *
   * @param admin URL of the adapter's admin port
   */
  static PayoutMonitor start(String admin) {
    PayoutMonitor monitor = new PayoutMonitor(admin);
    monitor.thread.setDaemon(true);
    monitor.thread.start();
    return monitor;
  }

  /** From here on it is noted whether the wallet was told to fail. */
  void noteWalletFails(boolean fails) {
    walletFails = fails;
  }

  /** All of it, a line each second. */
  void write(Path file) {
    StringBuilder csv =
        new StringBuilder("second,at_ms,in_flight,calls,paid,refused,unknown,wallet_fails\n");
    for (int i = 0; i < seconds.size(); i++) {
      Second it = seconds.get(i);
      csv.append(i).append(',').append(it.atMillis).append(',');
      csv.append(it.inFlight < 0 ? "" : String.valueOf(it.inFlight)).append(',');
      csv.append(it.calls).append(',').append(it.paid).append(',').append(it.refused);
      csv.append(',').append(it.unknown).append(',').append(it.walletFails ? 1 : 0).append('\n');
    }
    try {
      OutputFile.write(file, csv.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  List<Second> seconds() {
    return List.copyOf(seconds);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Map<String, Long> before = Map.of();
    long nextNanos = System.nanoTime();
    while (!closed && seconds.size() < MAX_SAMPLES) {
      try {
        nextNanos += TimeUnit.SECONDS.toNanos(1);
        TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
        Map<String, Long> now = figures();
        seconds.add(second(before, now, System.currentTimeMillis(), walletFails));
        before = now;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** What changed between two looks; the adapter is away if it said nothing. */
  static Second second(
      Map<String, Long> before, Map<String, Long> now, long atMillis, boolean walletFails) {
    return new Second(
        atMillis,
        now.getOrDefault("in_flight", -1L),
        grown("tries_total", before, now),
        grown("paid_total", before, now),
        grown("refused_total", before, now),
        grown("unknown_total", before, now),
        walletFails);
  }

  /** One that was started again counts from 0. */
  private static long grown(String name, Map<String, Long> before, Map<String, Long> now) {
    long is = now.getOrDefault(name, 0L);
    long was = before.getOrDefault(name, 0L);
    return is >= was ? is - was : is;
  }

  /** Empty if it is away. */
  private Map<String, Long> figures() throws InterruptedException {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? figures(answer.body()) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  static Map<String, Long> figures(String scrape) {
    Map<String, Long> figures = new TreeMap<>();
    Matcher matcher = FIGURE.matcher(scrape);
    while (matcher.find()) {
      figures.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    return figures;
  }
}
