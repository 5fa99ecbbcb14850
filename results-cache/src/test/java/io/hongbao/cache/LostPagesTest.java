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
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Redis loses, a list of packets that is told is true. */
class LostPagesTest {

  private static final int PAGE = PacketPages.of(ALICE);
  private static final byte[] KEY = RedisKeys.packets(PAGE);
  private static final byte[] ANOTHER_KEY = RedisKeys.packets((PAGE + 1) % PacketPages.COUNT);
  private static final Outcome.Packet TEA = new Outcome.Packet("gala.4.2.0", "tea", 99);
  private static final HeldPacket HELD_TEA = new HeldPacket("gala.4.2.0", "first", "tea", 99);

  private static RealRedis redis;
  private RedisAnswerReader reader;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void endRedis() {
    redis.close();
  }

  @BeforeEach
  void open() throws Exception {
    redis.empty();
    reader = new RedisAnswerReader(redis.patientSettings());
    rebuild();
    assertThat(packets()).contains(List.of(HELD_COLA));
  }

  @AfterEach
  void close() {
    reader.close();
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        loss("DEL", redis -> redis.del(KEY)),
        loss("UNLINK", redis -> redis.unlink(KEY)),
        loss("PEXPIRE", redis -> redis.pexpire(KEY, 0)),
        loss("RENAME away", redis -> redis.rename(KEY, new byte[] {'x'})),
        loss("RENAME over it", redis -> redis.rename(ANOTHER_KEY, KEY)),
        loss("MOVE or SWAPDB, FLUSHDB", RedisCommands::flushdb),
        loss("ZREMRANGEBYRANK", redis -> redis.zremrangebyrank(KEY, 0, -1)),
        loss("ZPOPMIN", redis -> redis.zpopmin(KEY)),
        loss("SET over it", redis -> redis.set(KEY, new byte[] {'x'})),
        loss("of the epoch", redis -> redis.del(RedisKeys.EPOCH)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void shouldSayNothingAfterALossUntilItIsRebuilt(
      String name, Consumer<RedisCommands<byte[], byte[]>> loss) throws Exception {
    redis.run(loss);

    assertThat(packets()).as(name).isEmpty();
    awaitRebuildNeeded();
    rebuild();
    assertThat(packets()).as(name).contains(List.of(HELD_COLA));
    assertThat(isRebuildNeeded()).as(name).isFalse();
  }

  @Test
  void shouldNotTellAShortListOfWhatWasWonAfterTheLoss() throws Exception {
    redis.delete(KEY);
    try (RedisOutcomeWriter writer = new RedisOutcomeWriter(redis.patientSettings())) {
      writer.write(decided(ALICE, "first-18", TEA));
      writer.flush();
    }

    assertThat(packets()).isEmpty();
  }

  @Test
  void shouldNotTellAShortListOfAPageThatWasLostDuringItsRebuild() throws Exception {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild.add(won(ALICE, "first-17", COLA));
      redis.delete(KEY);
      rebuild.add(won(ALICE, "first-18", TEA));
      rebuild.complete();
    }

    assertThat(packets()).isEmpty();
    awaitRebuildNeeded();
  }

  @Test
  void shouldNotTellAnEmptyListThoughAnotherRebuildBeginsThePageAnew() throws Exception {
    try (PacketsRebuild second = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      second.add(won(ALICE, "first-17", COLA));
      redis.delete(KEY);
      redis.run(commands -> commands.zadd(KEY, 0, PageMark.of(KEY, "of-another-rebuild")));
      second.complete();
    }

    assertThat(packets()).isEmpty();
  }

  @Test
  void shouldTellWhatTheDrawAddsToAWholePage() throws Exception {
    try (RedisOutcomeWriter writer = new RedisOutcomeWriter(redis.patientSettings())) {
      writer.write(decided(ALICE, "first-18", TEA));
      writer.flush();
    }

    assertThat(packets()).contains(List.of(HELD_COLA, HELD_TEA));
  }

  @Test
  void shouldTellNoFalseListThoughMemoryRunsOutUnderAnyPolicy() throws Exception {
    for (String policy : List.of("allkeys-lru", "allkeys-random", "allkeys-lfu")) {
      redis.empty();
      rebuild();
      redis.limitMemory(policy);
      redis.fill();
      assertThat(redis.evicted()).as(policy).isPositive();

      for (int asked = 0; asked < 200; asked++) {
        assertThat(packets()).as(policy).isIn(Optional.empty(), Optional.of(List.of(HELD_COLA)));
      }
      redis.unlimitMemory();
    }
  }

  @Test
  void shouldKeepThePacketsUnderEveryVolatilePolicy() throws Exception {
    for (String policy : List.of("volatile-ttl", "volatile-lru", "volatile-random")) {
      redis.empty();
      rebuild();
      redis.limitMemory(policy);
      redis.fill();
      assertThat(redis.evicted()).as(policy).isPositive();

      assertThat(packets()).as(policy).contains(List.of(HELD_COLA));
      redis.unlimitMemory();
    }
  }

  private void rebuild() throws InterruptedException {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.patientSettings(), NOW_MILLIS)) {
      rebuild.add(won(ALICE, "first-17", COLA));
      rebuild.complete();
    }
  }

  private Optional<List<HeldPacket>> packets() throws Exception {
    return reader.packets(SHOW, ALICE).toCompletableFuture().get(10, SECONDS);
  }

  /** The reader writes down what it found, and nobody waits for that. */
  private static void awaitRebuildNeeded() {
    await().until(LostPagesTest::isRebuildNeeded);
  }

  private static boolean isRebuildNeeded() throws InterruptedException {
    try (PacketsWatch watch = new PacketsWatch(redis.patientSettings())) {
      return watch.isRebuildNeeded();
    }
  }

  private static Arguments loss(String name, Consumer<RedisCommands<byte[], byte[]>> loss) {
    return Arguments.of(name, loss);
  }
}
