package io.hongbao.jobs.draw;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.RedisAnswerReader;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.wire.records.DecidedShake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class OutcomeSinkTest {

  private static final Outcome GREETING = new Outcome.Greeting("stars");
  private static final DecidedShake DECIDED =
      new DecidedShake(
          TestShow.SHOW,
          "u1",
          ShakeId.parse("first-1"),
          "edge-1",
          false,
          5_000,
          Optional.of(GREETING));

  private OneInputStreamOperatorTestHarness<DecidedShake, CommittableMessage<Void>> operator;

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void shouldLetNoBarrierPassBeforeAllIsAcknowledged() throws Exception {
    AtomicReference<InMemoryWriter> writer = new AtomicReference<>();
    start(
        new OutcomeSink(
            listener -> {
              writer.set(new InMemoryWriter(listener));
              return writer.get();
            }));
    operator.prepareSnapshotPreBarrier(1);
    operator.processElement(DECIDED, 0);
    FutureTask<Void> barrier =
        new FutureTask<>(
            () -> {
              operator.prepareSnapshotPreBarrier(2);
              return null;
            });
    Thread task = new Thread(barrier);
    task.start();
    await().until(() -> task.getState() == Thread.State.WAITING);
    assertThat(barrier.isDone()).isFalse();

    writer.get().acknowledgeAll();

    barrier.get(Patience.SECONDS, SECONDS);
    assertThat(writer.get().acknowledged()).containsExactly(DecisionSummary.of(DECIDED));
    operator.close();
    assertThat(writer.get().isClosed()).isTrue();
  }

  @Test
  void shouldHaveOutcomesInRedisWhenABarrierPasses() throws Exception {
    int port = FreePorts.next();
    RedisServer redis =
        RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    String uri = "redis://127.0.0.1:" + port;
    try (RedisAnswerReader reader = new RedisAnswerReader(CacheSettings.of(uri))) {
      start(OutcomeSink.toRedis(uri));
      operator.processElement(DECIDED, 0);

      operator.prepareSnapshotPreBarrier(1);

      AnswerKey key = new AnswerKey(TestShow.SHOW, "u1", new ShakeId("first", 1));
      assertThat(reader.outcomes(List.of(key)).toCompletableFuture().get(Patience.SECONDS, SECONDS))
          .containsExactly(Optional.of(GREETING));
    } finally {
      redis.stop();
    }
  }

  private void start(OutcomeSink sink) throws Exception {
    operator =
        new OneInputStreamOperatorTestHarness<>(
            new SinkWriterOperatorFactory<DecidedShake, Void>(sink));
    operator.open();
  }
}
