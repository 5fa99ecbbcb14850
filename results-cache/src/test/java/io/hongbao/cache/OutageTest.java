package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.GREETING;
import static io.hongbao.cache.Cached.HELD_COLA;
import static io.hongbao.cache.Cached.NOW_MILLIS;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.decided;
import static io.hongbao.cache.Cached.key;
import static io.hongbao.cache.Cached.won;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.wire.records.DecidedShake;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final List<AnswerKey> KEYS = List.of(key(ALICE, "first-1"));

  private RealRedis redis;
  private RedisOutcomeWriter writer;
  private RedisAnswerReader reader;

  @BeforeEach
  void open() {
    redis = RealRedis.start();
    writer = new RedisOutcomeWriter(redis.settings());
    reader = new RedisAnswerReader(redis.settings());
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
    redis.close();
  }

  @Test
  void shouldFlushOnlyWhenAFrozenRedisIsBack() throws Exception {
    writer.write(decided("u0", "first-1", GREETING));
    writer.flush();
    redis.freeze();
    for (int i = 1; i < 900; i++) {
      writer.write(decided("u" + i, "first-1", GREETING));
    }
    FutureTask<Void> flush = inThread(() -> writer.flush());
    await().until(() -> writer.retried() > 0);
    assertThat(flush.isDone()).isFalse();

    redis.thaw();

    flush.get(Patience.SECONDS, SECONDS);
    assertThat(writer.written()).isEqualTo(900);
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(read(List.of(key("u1", "first-1"), key("u899", "first-1"))))
                    .containsExactly(Optional.of(GREETING), Optional.of(GREETING)));
  }

  @Test
  void shouldFlushOnlyWhenAnEndedRedisIsBackAndListPacketsAgain() throws Exception {
    writer.write(decided("u0", "first-1", GREETING));
    writer.flush();
    redis.end();
    writer.write(decided(ALICE, "first-1", COLA));
    FutureTask<Void> flush = inThread(() -> writer.flush());
    await().until(() -> writer.retried() > 0);
    assertThat(flush.isDone()).isFalse();

    redis.begin();

    flush.get(Patience.SECONDS, SECONDS);
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.settings(), NOW_MILLIS)) {
      rebuild.add(won(ALICE, "first-1", COLA));
      rebuild.complete();
    }
    awaitRead(Optional.of(COLA));
    assertThat(reader.packets(SHOW, ALICE).toCompletableFuture().get(Patience.SECONDS, SECONDS))
        .contains(List.of(HELD_COLA));
  }

  @Test
  void shouldHoldBackWhoeverWritesTooMuchMeanwhile() throws Exception {
    redis.freeze();
    AtomicInteger taken = new AtomicInteger();
    int max = redis.settings().maxUnacknowledged();
    FutureTask<Void> writing =
        inThread(
            () -> {
              for (int i = 0; i < 2 * max; i++) {
                writer.write(decided("u" + i, "first-1", GREETING));
                taken.incrementAndGet();
              }
            });
    await().until(() -> writer.retried() > 0);
    assertThat(taken.get()).isEqualTo(max);
    assertThat(writer.unacknowledged()).isEqualTo(max);

    redis.thaw();

    writing.get(Patience.SECONDS, SECONDS);
    writer.flush();
    assertThat(writer.written()).isEqualTo(2L * max);
  }

  @Test
  void shouldBeInterruptibleWhileRedisIsAway() throws Exception {
    redis.freeze();
    writer.write(decided(ALICE, "first-1", GREETING));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread flusher =
        new Thread(
            () -> {
              try {
                writer.flush();
                thrown.completeExceptionally(new AssertionError("flush returned"));
              } catch (InterruptedException | RuntimeException e) {
                thrown.complete(e);
              }
            });
    flusher.start();
    await().until(() -> flusher.getState() == Thread.State.WAITING);

    flusher.interrupt();

    assertThat(thrown.get(Patience.SECONDS, SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void shouldThrowOnceTheWriterHasDied() throws Exception {
    WriteListener broken =
        new WriteListener() {
          @Override
          public void acknowledged(List<DecidedShake> decisions) {
            throw new IllegalArgumentException("broken listener");
          }

          @Override
          public void retried(int decisions) {}
        };
    try (RedisOutcomeWriter dying = new RedisOutcomeWriter(redis.settings(), broken)) {
      dying.write(decided(ALICE, "first-1", GREETING));

      assertThatThrownBy(dying::flush)
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("broken listener");
      assertThatThrownBy(() -> dying.write(decided(ALICE, "first-2", GREETING)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldFailReadsInTimeWhileRedisIsFrozenAndRecover() throws Exception {
    writer.write(decided(ALICE, "first-1", GREETING));
    writer.flush();
    redis.freeze();

    assertThatThrownBy(() -> read(KEYS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CacheUnavailableException.class);
    assertThat(reader.outcomes(KEYS).toCompletableFuture())
        .as("once Redis is known to be away, nobody waits for it")
        .isCompletedExceptionally();

    redis.thaw();

    awaitRead(Optional.of(GREETING));
  }

  @Test
  void shouldStartWithoutRedisAndFindItLater() throws Exception {
    redis.end();
    try (RedisAnswerReader early = new RedisAnswerReader(redis.settings())) {
      assertThatThrownBy(
              () -> early.outcomes(KEYS).toCompletableFuture().get(Patience.SECONDS, SECONDS))
          .hasCauseInstanceOf(CacheUnavailableException.class);

      redis.begin();

      await()
          .ignoreExceptions()
          .until(
              () ->
                  early
                      .outcomes(KEYS)
                      .toCompletableFuture()
                      .get(Patience.SECONDS, SECONDS)
                      .equals(List.of(Optional.empty())));
    }
  }

  @Test
  void shouldRefuseMoreReadsThanItMayHaveUnderWay() throws Exception {
    List<AnswerKey> threeCommands = Collections.nCopies(201, key(ALICE, "first-1"));
    try (RedisAnswerReader small = new RedisAnswerReader(redis.settings(Patience.LIMIT), 5)) {
      redis.freeze();
      var first = small.outcomes(threeCommands).toCompletableFuture();
      var second = small.outcomes(threeCommands).toCompletableFuture();

      assertThat(first).isNotDone();
      assertThatThrownBy(() -> second.get(Patience.SECONDS, SECONDS))
          .hasMessageContaining("more than 5 reads");

      redis.thaw();
      assertThat(first.get(Patience.SECONDS, SECONDS)).hasSize(201);
      assertThat(small.outcomes(threeCommands).toCompletableFuture().get(Patience.SECONDS, SECONDS))
          .hasSize(201);
    }
  }

  private List<Optional<Outcome>> read(List<AnswerKey> keys) throws Exception {
    return reader.outcomes(keys).toCompletableFuture().get(Patience.SECONDS, SECONDS);
  }

  private void awaitRead(Optional<Outcome> outcome) {
    await().ignoreExceptions().until(() -> read(KEYS).equals(List.of(outcome)));
  }

  /** Something that may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private static FutureTask<Void> inThread(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    new Thread(task).start();
    return task;
  }
}
