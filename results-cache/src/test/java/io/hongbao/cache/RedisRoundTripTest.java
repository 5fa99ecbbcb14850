package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.EDGE;
import static io.hongbao.cache.Cached.GREETING;
import static io.hongbao.cache.Cached.HELD_COLA;
import static io.hongbao.cache.Cached.NOW_MILLIS;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.askedAgain;
import static io.hongbao.cache.Cached.closed;
import static io.hongbao.cache.Cached.decided;
import static io.hongbao.cache.Cached.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisRoundTripTest {

  private static RealRedis redis;
  private RedisOutcomeWriter writer;
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
  void open() {
    redis.empty();
    writer = new RedisOutcomeWriter(redis.settings());
    reader = new RedisAnswerReader(redis.settings());
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
  }

  @Test
  void shouldReadEveryOutcomeThatIsKept() throws Exception {
    List<Outcome> outcomes =
        List.of(
            new Outcome.Greeting("stars"), COLA, Outcome.LIMITED_USER, Outcome.LIMITED_ENTERPRISE);
    for (int turn = 0; turn < outcomes.size(); turn++) {
      writer.write(decided(ALICE, "first-" + turn, outcomes.get(turn)));
    }
    writer.flush();

    List<AnswerKey> keys = new ArrayList<>();
    for (int turn = 0; turn <= outcomes.size(); turn++) {
      keys.add(key(ALICE, "first-" + turn));
    }
    List<Optional<Outcome>> expected = new ArrayList<>();
    outcomes.forEach(outcome -> expected.add(Optional.of(outcome)));
    expected.add(Optional.empty());
    assertThat(await(reader.outcomes(keys))).isEqualTo(expected);
  }

  @Test
  void shouldKeepAMissOnlyWhereTheEdgeHadToAskAgain() throws Exception {
    writer.write(decided(ALICE, "first-1", Outcome.MISS));
    writer.write(askedAgain(ALICE, "first-2", Outcome.MISS));
    writer.flush();

    assertThat(await(reader.outcomes(List.of(key(ALICE, "first-1"), key(ALICE, "first-2")))))
        .containsExactly(Optional.empty(), Optional.of(Outcome.MISS));
  }

  @Test
  void shouldReadThousandsOfKeysInTheirOrder() throws Exception {
    List<AnswerKey> keys = new ArrayList<>();
    List<Optional<Outcome>> expected = new ArrayList<>();
    for (int i = 0; i < 2_345; i++) {
      Outcome outcome = new Outcome.Greeting("g" + i);
      writer.write(decided("u" + i, "first-1", outcome));
      keys.add(key("u" + i, "first-1"));
      expected.add(Optional.of(outcome));
    }
    writer.flush();

    assertThat(await(reader.outcomes(keys))).isEqualTo(expected);
    assertThat(writer.written()).isEqualTo(2_345);
    assertThat(writer.unacknowledged()).isZero();
    assertThat(await(reader.outcomes(List.of()))).isEmpty();
  }

  @Test
  void shouldNotHideAnOutcomeBehindClosed() throws Exception {
    writer.write(closed(ALICE, "first-1"));
    writer.write(decided(ALICE, "first-1", GREETING));
    writer.write(closed(ALICE, "first-1"));
    writer.write(closed(ALICE, "first-2"));
    writer.flush();

    List<AnswerKey> keys = List.of(key(ALICE, "first-1"), key(ALICE, "first-2"));
    assertThat(await(reader.outcomes(keys)))
        .containsExactly(Optional.of(GREETING), Optional.empty());
    assertThat(await(reader.closed(keys))).containsExactly(true, true);
    assertThat(await(reader.closed(List.of(key(ALICE, "first-3"))))).containsExactly(false);
  }

  @Test
  void shouldGiveEverythingItsLifetime() throws Exception {
    writer.write(closed(ALICE, "first-1"));
    writer.write(decided(ALICE, "first-2", COLA));
    writer.write(Cached.keptFor(1_800_000, ALICE, "first-3", GREETING));
    writer.flush();

    CacheSettings settings = redis.settings();
    assertThat(redis.lifetimeMillis(RedisKeys.closed(SHOW, "first-1", ALICE)))
        .isBetween(1L, settings.closedLifetime().toMillis());
    assertThat(redis.lifetimeMillis(RedisKeys.outcome(SHOW, "first-2", ALICE)))
        .isBetween(540_000L, 600_000L);
    assertThat(redis.lifetimeMillis(RedisKeys.outcome(SHOW, "first-3", ALICE)))
        .isBetween(1_740_000L, 1_800_000L);
    assertThat(redis.lifetimeMillis(RedisKeys.outcomesFor(EDGE)))
        .isBetween(1L, settings.batchLifetime().toMillis());
    assertThat(redis.lifetimeMillis(RedisKeys.packets(PacketPages.of(ALICE))))
        .as("packets never expire, so no volatile policy drops them")
        .isEqualTo(-1);
  }

  @Test
  void shouldKeepOddUserNamesApart() throws Exception {
    List<String> users = List.of("a", "b", "a|b", "a b", "a:b", "first-1:a", "红包", "é", "\0");
    List<AnswerKey> keys = new ArrayList<>();
    List<Optional<Outcome>> expected = new ArrayList<>();
    completeRebuild();
    for (int i = 0; i < users.size(); i++) {
      Outcome.Packet packet = new Outcome.Packet("gala.3.2." + i, "cola", 1 + i);
      writer.write(decided(users.get(i), "first-1", packet));
      keys.add(key(users.get(i), "first-1"));
      expected.add(Optional.of(packet));
    }
    writer.flush();

    assertThat(await(reader.outcomes(keys))).isEqualTo(expected);
    for (int i = 0; i < users.size(); i++) {
      assertThat(await(reader.packets(SHOW, users.get(i))))
          .contains(List.of(new HeldPacket("gala.3.2." + i, "first", "cola", 1 + i)));
    }
  }

  @Test
  void shouldNotLetAnAnswerBeReadBeforeItsPacketIsListed() throws Exception {
    completeRebuild();
    byte[] page = RedisKeys.packets(PacketPages.of(ALICE));
    redis.set(page, "no page, so that listing fails".getBytes(UTF_8));
    List<AnswerKey> keys = List.of(key(ALICE, "first-1"), key("bob", "first-1"));

    writer.write(decided(ALICE, "first-1", COLA));
    Awaitility.await().until(() -> writer.retried() > 1);
    assertThat(await(reader.outcomes(keys))).containsExactly(Optional.empty(), Optional.empty());

    redis.delete(page);
    writer.write(decided("bob", "first-1", GREETING));
    writer.flush();
    assertThat(await(reader.outcomes(keys)))
        .containsExactly(Optional.of(COLA), Optional.of(GREETING));
    assertThat(redis.membersOf(page)).isEqualTo(1);
  }

  @Test
  void shouldListAPacketOnceHoweverOftenItIsWritten() throws Exception {
    completeRebuild();
    for (int i = 0; i < 3; i++) {
      writer.write(decided(ALICE, "first-1", COLA));
    }
    writer.flush();

    assertThat(await(reader.packets(SHOW, ALICE))).contains(List.of(HELD_COLA));
    assertThat(await(reader.packets(SHOW, "nobody"))).contains(List.of());
  }

  @Test
  void shouldRefuseWorkOnceClosed() {
    writer.close();

    assertThatThrownBy(() -> writer.write(decided(ALICE, "first-1", Outcome.MISS)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.flush()).isInstanceOf(IllegalStateException.class);
  }

  private static void completeRebuild() throws InterruptedException {
    try (PacketsRebuild rebuild = PacketsRebuild.start(redis.settings(), NOW_MILLIS)) {
      rebuild.complete();
    }
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(Patience.SECONDS, SECONDS);
  }
}
