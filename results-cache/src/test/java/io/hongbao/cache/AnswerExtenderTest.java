package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.GREETING;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.closed;
import static io.hongbao.cache.Cached.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerExtenderTest {

  private static final int MANY = 2_500;

  private static RealRedis redis;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void endRedis() {
    redis.close();
  }

  @BeforeEach
  void writeAnswers() throws InterruptedException {
    redis.empty();
    try (RedisOutcomeWriter writer = new RedisOutcomeWriter(redis.patientSettings())) {
      writer.write(decided(ALICE, "first-1", COLA));
      writer.write(Cached.keptFor(7_200_000, ALICE, "first-2", GREETING));
      writer.write(closed(ALICE, "first-3"));
      for (int user = 0; user < MANY; user++) {
        writer.write(decided("u" + user, "first-1", GREETING));
      }
      writer.flush();
    }
  }

  private static long lifetimeMillis(String user, String shakeId) {
    return redis.lifetimeMillis(RedisKeys.outcome(SHOW, shakeId, user));
  }

  @Test
  void shouldKeepEveryAnswerForLongerThatWouldGoEarlier() throws InterruptedException {
    long kept = new AnswerExtender(redis.patientSettings()).keepFor(1_800_000);

    assertThat(kept).isEqualTo(MANY + 1);
    assertThat(lifetimeMillis(ALICE, "first-1")).isBetween(1_740_000L, 1_800_000L);
    assertThat(lifetimeMillis("u0", "first-1")).isBetween(1_740_000L, 1_800_000L);
    assertThat(lifetimeMillis("u2499", "first-1")).isBetween(1_740_000L, 1_800_000L);
    assertThat(lifetimeMillis(ALICE, "first-2")).isBetween(7_140_000L, 7_200_000L);
    assertThat(redis.lifetimeMillis(RedisKeys.closed(SHOW, "first-3", ALICE)))
        .isLessThanOrEqualTo(2_000L);
    assertThat(redis.lifetimeMillis(RedisKeys.packets(PacketPages.of(ALICE)))).isEqualTo(-1);
  }

  @Test
  void shouldTakeNoTimeThatAnswersAreNeverKeptFor() {
    AnswerExtender extender = new AnswerExtender(redis.patientSettings());

    assertThatThrownBy(() -> extender.keepFor(599_999)).hasMessageContaining("599999");
    assertThatThrownBy(() -> extender.keepFor(86_400_001)).hasMessageContaining("86400001");
  }
}
