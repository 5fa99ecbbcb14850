package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.HELD_COLA;
import static io.hongbao.cache.Cached.NOW_MILLIS;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.decided;
import static io.hongbao.cache.Cached.won;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketsRebuildTest {

  private RealRedis redis;
  private RedisAnswerReader reader;

  @BeforeEach
  void open() {
    redis = RealRedis.start();
    reader = new RedisAnswerReader(redis.patientSettings());
  }

  @AfterEach
  void close() {
    reader.close();
    redis.close();
  }

  @Test
  void shouldNotSayWhatAUserHoldsBeforeTheListsAreComplete() throws Exception {
    assertThat(packets(ALICE)).isEmpty();
    assertThat(isRebuildNeeded(redis.patientSettings())).isTrue();

    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild.add(won(ALICE, "first-17", COLA));
      assertThat(packets(ALICE)).isEmpty();
      assertThat(isRebuildNeeded(redis.patientSettings())).isFalse();
      assertThat(isComplete(redis.patientSettings())).isFalse();
      rebuild.complete();
    }

    assertThat(packets(ALICE)).contains(List.of(HELD_COLA));
    assertThat(packets("bob")).contains(List.of());
    assertThat(isRebuildNeeded(redis.patientSettings())).isFalse();
    assertThat(isComplete(redis.patientSettings())).isTrue();
  }

  @Test
  void shouldWriteTheSameEntryAsTheDraw() throws Exception {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS);
        RedisOutcomeWriter writer = new RedisOutcomeWriter(redis.patientSettings())) {
      writer.write(decided(ALICE, "first-17", COLA));
      writer.flush();
      rebuild.add(won(ALICE, "first-17", COLA));
      rebuild.add(won(ALICE, "first-17", COLA));
      rebuild.complete();
    }

    assertThat(packets(ALICE)).contains(List.of(HELD_COLA));
  }

  @Test
  void shouldRebuildThousands() throws Exception {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      for (int i = 0; i < 1_234; i++) {
        Outcome.Packet packet = new Outcome.Packet("gala.3.2." + i, "cola", 188);
        rebuild.add(won("u" + i, "first-17", packet));
      }
      rebuild.complete();
    }

    for (int i = 0; i < 1_234; i += 411) {
      assertThat(packets("u" + i))
          .contains(List.of(new HeldPacket("gala.3.2." + i, "first", "cola", 188)));
    }
  }

  @Test
  void shouldNotCompleteAfterTheCacheWasEmptiedMeanwhile() throws Exception {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild.add(won(ALICE, "first-17", COLA));
      redis.empty();
      assertThatThrownBy(rebuild::complete).isInstanceOf(CacheUnavailableException.class);
    }

    assertThat(packets(ALICE)).isEmpty();
    assertThat(isRebuildNeeded(redis.patientSettings())).isTrue();
  }

  @Test
  void shouldNotFinishWhatAnotherRebuildBegan() throws Exception {
    try (PacketsRebuild first = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS);
        PacketsRebuild second = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      assertThatThrownBy(first::complete).isInstanceOf(CacheUnavailableException.class);
      assertThat(packets(ALICE)).isEmpty();
      second.complete();
    }

    assertThat(packets(ALICE)).contains(List.of());
  }

  @Test
  void shouldBeNeededAgainAfterAnEmptyingAndAfterARestart() throws Exception {
    completeEmpty();
    redis.empty();
    assertThat(packets(ALICE)).isEmpty();
    assertThat(isRebuildNeeded(redis.patientSettings())).isTrue();

    completeEmpty();
    redis.end();
    redis.begin();
    assertThat(isRebuildNeeded(redis.patientSettings())).isTrue();
    await().ignoreExceptions().untilAsserted(() -> assertThat(packets(ALICE)).isEmpty());
  }

  @Test
  void shouldBeNeededAfterARestartFromAFileThatMayLackTheLastSecond() throws Exception {
    completeEmpty();
    redis.set(RedisKeys.EPOCH, CacheEpoch.building("an-earlier-run", "t").completed().toBytes());

    assertThat(packets(ALICE)).isEmpty();
    assertThat(isRebuildNeeded(redis.patientSettings())).isTrue();
    assertThat(isComplete(redis.patientSettings())).isFalse();
  }

  private void completeEmpty() throws InterruptedException {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild.complete();
    }
  }

  private Optional<List<HeldPacket>> packets(String user) throws Exception {
    return reader.packets(SHOW, user).toCompletableFuture().get(Patience.SECONDS, SECONDS);
  }

  private static boolean isRebuildNeeded(CacheSettings settings) throws InterruptedException {
    try (PacketsWatch watch = new PacketsWatch(settings)) {
      return watch.isRebuildNeeded();
    }
  }

  private static boolean isComplete(CacheSettings settings) throws InterruptedException {
    try (PacketsWatch watch = new PacketsWatch(settings)) {
      return watch.isComplete();
    }
  }
}
