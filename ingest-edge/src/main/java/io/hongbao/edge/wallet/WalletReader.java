package io.hongbao.edge.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.wire.http.BoundedBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Asks the wallet what a user has. It has a thread of its own, so that a wallet that is slow or
 * away costs no shake anything: what was asked a moment ago is not asked again, few questions are
 * on their way at a time, and after some failures in a row none is for some seconds. Thread-safe;
 * never blocks.
 */
public final class WalletReader implements AutoCloseable {

  /** What is fit for a phone to look at. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private static final int MAX_KEPT = 10_000;
  private static final int MAX_IN_FLIGHT = 32;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_BODY_BYTES = 64 * 1024;

  /** Of a statement; the newest. */
  private static final int MAX_ENTRIES = 20;

  private static final int MAX_FAILURES_IN_A_ROW = 5;
  private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WalletAddress settings;
  private final LongSupplier nanoTime;
  private final ExecutorService thread;
  private final HttpClient client;
  private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicLong closedUntilNanos = new AtomicLong();
  private final Cache<String, Account> kept =
      Caffeine.newBuilder()
          .maximumSize(MAX_KEPT)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  /**
   * What a user has.
   *
   * @param entries the newest first
   */
  public record Account(long balanceFen, List<Entry> entries) {

    public Account {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A booking.
   *
   * @param key of the transfer: PACKET/SHARE/STEP
   * @param amountFen above 0 for what came in
   */
  public record Entry(String key, long amountFen, long bookedAtMillis) {}

  /** A client that has asked nothing. */
  public WalletReader(WalletAddress settings, String edgeId) {
    this(settings, edgeId, System::nanoTime);
  }

  WalletReader(WalletAddress settings, String edgeId, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    // Every question on its way has a few tasks at most.
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread daemon = new Thread(task, edgeId + "-wallet");
              daemon.setDaemon(true);
              return daemon;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .executor(thread)
            .build();
    closedUntilNanos.set(nanoTime.getAsLong());
  }

  /**
   * Asks what a user has.
   *
   * @return fails with {@link OperationFailedException} if the wallet does not say so in time, or
   *     is not asked just now
   */
  public CompletionStage<Account> account(String user) {
    Account known = kept.getIfPresent(user);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    if (nanoTime.getAsLong() - closedUntilNanos.get() < 0) {
      return failed("the wallet has failed, and is not asked for some seconds");
    }
    if (!inFlight.tryAcquire()) {
      return failed(MAX_IN_FLIGHT + " questions to the wallet are on their way");
    }
    return ask(user);
  }

  private CompletionStage<Account> ask(String user) {
    HttpRequest.Builder request = HttpRequest.newBuilder(addressOf(user)).timeout(TIMEOUT);
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    CompletableFuture<HttpResponse<byte[]>> response;
    try {
      response = client.sendAsync(request.build(), head -> new BoundedBody(MAX_BODY_BYTES));
    } catch (RuntimeException e) {
      response = CompletableFuture.failedFuture(e);
    }
    return response
        // The time-out of the request ends with the head of its reply.
        .orTimeout(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(WalletReader::read)
        .whenComplete((account, failure) -> count(user, account, failure));
  }

  private void count(String user, Account account, Throwable failure) {
    inFlight.release();
    if (failure == null) {
      failuresInARow.set(0);
      kept.put(user, account);
    } else if (failuresInARow.incrementAndGet() >= MAX_FAILURES_IN_A_ROW) {
      closedUntilNanos.set(nanoTime.getAsLong() + OPEN_NANOS);
      // One failure closes it again.
      failuresInARow.set(MAX_FAILURES_IN_A_ROW - 1);
    }
  }

  private URI addressOf(String user) {
    String account = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    String base = settings.address().toString().replaceAll("/$", "");
    return URI.create(base + "/accounts/" + account + "/statement?limit=" + MAX_ENTRIES);
  }

  /** Somebody to whom nothing was ever paid has no account. */
  private static Account read(HttpResponse<byte[]> response) {
    if (response.statusCode() == 404) {
      return new Account(0, List.of());
    }
    if (response.statusCode() != 200) {
      throw new OperationFailedException("the wallet says " + response.statusCode());
    }
    try {
      JsonNode json = JSON.readTree(response.body());
      JsonNode balance = json.path("balanceFen");
      JsonNode rows = json.path("entries");
      if (!balance.isIntegralNumber() || !rows.isArray() || rows.size() > MAX_ENTRIES) {
        throw new OperationFailedException("the wallet says what is no statement");
      }
      List<Entry> entries = new ArrayList<>(rows.size());
      for (JsonNode row : rows) {
        entries.add(
            new Entry(
                row.path("key").asText(),
                row.path("amountFen").asLong(),
                row.path("bookedAtMs").asLong()));
      }
      return new Account(balance.asLong(), entries);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static CompletionStage<Account> failed(String why) {
    return CompletableFuture.failedFuture(new OperationFailedException(why));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
