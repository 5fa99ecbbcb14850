package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.EDGE;
import static io.hongbao.cache.Cached.GREETING;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.closed;
import static io.hongbao.cache.Cached.decided;
import static io.hongbao.cache.Cached.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.DecidedShake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisOutcomeFeedTest {

  private RealRedis redis;
  private RedisOutcomeWriter writer;
  private Heard heard;
  private RedisOutcomeFeed feed;

  /** Remembers what it is told; CLOSED as an absent outcome. */
  private static final class Heard implements OutcomeListener {

    final List<Told> told = new CopyOnWriteArrayList<>();

    record Told(AnswerKey key, Optional<Outcome> outcome) {}

    @Override
    public void decided(AnswerKey key, Outcome outcome) {
      told.add(new Told(key, Optional.of(outcome)));
    }

    @Override
    public void closedForNow(AnswerKey key) {
      told.add(new Told(key, Optional.empty()));
    }
  }

  private static Heard.Told told(String user, String shakeId, Outcome outcome) {
    return new Heard.Told(key(user, shakeId), Optional.of(outcome));
  }

  @BeforeEach
  void open() throws InterruptedException {
    redis = RealRedis.start();
    writer = new RedisOutcomeWriter(redis.settings());
    heard = new Heard();
    feed = new RedisOutcomeFeed(redis.settings(), EDGE, heard);
    awaitFeed();
  }

  /** Until it hears something it has not found its place in the stream. */
  private void awaitFeed() throws InterruptedException {
    await()
        .until(
            () -> {
              writer.write(decided("nobody", "first-0", Outcome.MISS));
              writer.flush();
              return !heard.told.isEmpty();
            });
    writer.write(decided("nobody", "first-9", Outcome.MISS));
    await().until(() -> heard.told.contains(told("nobody", "first-9", Outcome.MISS)));
    heard.told.clear();
  }

  @AfterEach
  void close() {
    feed.close();
    writer.close();
    redis.close();
  }

  @Test
  void shouldTellEveryDecisionInItsOrder() throws Exception {
    writer.write(decided(ALICE, "first-1", Outcome.MISS));
    writer.write(closed(ALICE, "first-2"));
    writer.write(decided(ALICE, "first-2", GREETING));
    writer.write(decided("红包", "first-3", Outcome.LIMITED_USER));
    writer.flush();

    await().until(() -> heard.told.size() == 4);
    assertThat(heard.told)
        .containsExactly(
            told(ALICE, "first-1", Outcome.MISS),
            new Heard.Told(key(ALICE, "first-2"), Optional.empty()),
            told(ALICE, "first-2", GREETING),
            told("红包", "first-3", Outcome.LIMITED_USER));
  }

  @Test
  void shouldTellAnEdgeOnlyOfItsOwnShakes() throws Exception {
    writer.write(
        new DecidedShake(
            SHOW,
            "bob",
            ShakeId.parse("first-1"),
            "edge-2",
            false,
            1_000,
            Optional.of(Outcome.MISS)));
    writer.write(decided(ALICE, "first-1", Outcome.MISS));
    writer.flush();

    await().until(() -> !heard.told.isEmpty());
    assertThat(heard.told).containsExactly(told(ALICE, "first-1", Outcome.MISS));
  }

  @Test
  void shouldNotTellOfAWinBeforeItsPacketIsListed() throws Exception {
    byte[] page = RedisKeys.packets(PacketPages.of(ALICE));
    redis.set(page, "no page, so that listing fails".getBytes(UTF_8));
    writer.write(decided(ALICE, "first-1", COLA));
    await().until(() -> writer.retried() > 1);
    List<Heard.Told> before = List.copyOf(heard.told);

    redis.delete(page);
    await().until(() -> heard.told.contains(told(ALICE, "first-1", COLA)));

    assertThat(before).isEmpty();
    assertThat(redis.membersOf(page)).isEqualTo(1);
  }

  @Test
  void shouldTellThousandsAndLoseNone() throws Exception {
    List<Heard.Told> expected =
        IntStream.range(0, 5_000).mapToObj(i -> told("u" + i, "first-1", Outcome.MISS)).toList();
    for (int i = 0; i < 5_000; i++) {
      writer.write(decided("u" + i, "first-1", Outcome.MISS));
    }

    await().until(() -> heard.told.size() == 5_000);

    assertThat(heard.told).isEqualTo(expected);
  }

  @Test
  void shouldGoOnWhereItWasWhenAFrozenRedisIsBack() throws Exception {
    redis.freeze();
    for (int i = 0; i < 900; i++) {
      writer.write(decided("u" + i, "first-1", Outcome.MISS));
    }
    await().until(() -> writer.retried() > 0);

    redis.thaw();

    await()
        .until(
            () ->
                heard.told.containsAll(
                    IntStream.range(0, 900)
                        .mapToObj(i -> told("u" + i, "first-1", Outcome.MISS))
                        .toList()));
  }

  @Test
  void shouldFindTheStreamOfAServerThatWasStartedAgain() throws Exception {
    redis.end();
    writer.write(decided(ALICE, "first-1", Outcome.MISS));
    await().until(() -> writer.retried() > 0);

    redis.begin();

    await().until(() -> heard.told.contains(told(ALICE, "first-1", Outcome.MISS)));
  }

  @Test
  void shouldLeaveOutADamagedBatchAndGoOn() throws Exception {
    redis.add(RedisKeys.outcomesFor(EDGE), RedisKeys.BATCH_FIELD, new byte[] {99, 1, 2});
    writer.write(decided(ALICE, "first-1", Outcome.MISS));

    await().until(() -> heard.told.contains(told(ALICE, "first-1", Outcome.MISS)));
  }

  @Test
  void shouldKeepOnlyTheNewestBatchesOfAnEdgeThatReadsNone() throws Exception {
    feed.close();
    for (int i = 0; i < 1_500; i++) {
      writer.write(decided(ALICE, "first-1", Outcome.MISS));
      writer.flush();
    }

    assertThat(redis.lengthOf(RedisKeys.outcomesFor(EDGE)))
        .isLessThan(redis.settings().maxBatchesForEdge() + 200);
  }
}
