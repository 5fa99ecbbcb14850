package io.hongbao.edge.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTableTest {

  private static final long NOW_MILLIS = 1_802_000_000_000L;
  private static final long ALICE = 17;
  private static final long BOB = 18;

  private final RateTable table = new RateTable(64, 4711);

  private int takenAt(long key, long perSecond, long nowMillis) {
    int taken = 0;
    while (table.take(key, perSecond, nowMillis) == 0) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 100, 1_000, 1_000_000})
  void shouldGiveTwoSecondsOfTheRateAtOnce(long perSecond) {
    assertThat(takenAt(ALICE, perSecond, NOW_MILLIS)).isEqualTo((int) (2 * perSecond));
  }

  @Test
  void shouldGiveBackAsTimePasses() {
    takenAt(ALICE, 10, NOW_MILLIS);

    assertThat(takenAt(ALICE, 10, NOW_MILLIS + 1_000)).isEqualTo(10);
    assertThat(takenAt(ALICE, 10, NOW_MILLIS + 1_100)).isEqualTo(1);
    assertThat(takenAt(ALICE, 10, NOW_MILLIS + 60_000)).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 100})
  void shouldSayHowLongToWaitAndNotAMillisecondMore(long perSecond) {
    takenAt(ALICE, perSecond, NOW_MILLIS);

    long wait = table.take(ALICE, perSecond, NOW_MILLIS);

    assertThat(table.take(ALICE, perSecond, NOW_MILLIS + wait - 1)).isEqualTo(1);
    assertThat(table.take(ALICE, perSecond, NOW_MILLIS + wait)).isZero();
  }

  @Test
  void shouldNotMakeOneKeyWaitForAnother() {
    takenAt(ALICE, 10, NOW_MILLIS);

    assertThat(takenAt(BOB, 10, NOW_MILLIS)).isEqualTo(20);
  }

  /** Eight places, and an attacker who has any number of addresses. */
  @Test
  void shouldNotGiveAFreshBucketToWhoWasPushedOut() {
    RateTable small = new RateTable(8, 4711);
    while (small.take(ALICE, 100, NOW_MILLIS) == 0) {
      // Until nothing is left.
    }
    for (long other = 1_000; other < 20_000; other++) {
      small.take(other, 100, NOW_MILLIS);
    }

    assertThat(small.take(ALICE, 100, NOW_MILLIS)).isPositive();
  }

  /** Whatever others do, no key gets more than a bucket of its own would give. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldNeverGiveMoreThanABucketOfItsOwn(long seed) {
    Random random = new Random(seed);
    RateTable small = new RateTable(16, random.nextLong());
    Map<Long, Double> tokens = new HashMap<>();
    Map<Long, Long> lastMillis = new HashMap<>();
    long nowMillis = NOW_MILLIS;
    int perSecond = 5;
    int taken = 0;
    for (int i = 0; i < 50_000; i++) {
      nowMillis += random.nextInt(3);
      long key = 1L + (random.nextBoolean() ? random.nextInt(4) : random.nextInt(200));
      double have =
          Math.min(
              2.0 * perSecond,
              tokens.getOrDefault(key, 2.0 * perSecond)
                  + (nowMillis - lastMillis.getOrDefault(key, nowMillis)) * perSecond / 1_000.0);
      if (small.take(key, perSecond, nowMillis) == 0) {
        assertThat(have).as("step %s, key %s", i, key).isGreaterThan(0.999_999);
        have -= 1;
        taken++;
      }
      tokens.put(key, have);
      lastMillis.put(key, nowMillis);
    }
    assertThat(taken).isGreaterThan(1_000);
  }

  @Test
  void shouldNotSendAnybodyAwayForLongWhenTheClockIsSetBack() {
    takenAt(ALICE, 10, NOW_MILLIS);
    long hourBefore = NOW_MILLIS - 3_600_000;

    long wait = table.take(ALICE, 10, hourBefore);

    assertThat(wait).isBetween(1L, 2_000L);
    assertThat(table.take(ALICE, 10, hourBefore + wait)).isZero();
  }

  @Test
  void shouldOnlyHaveASizeThatItsHashCanUse() {
    assertThatThrownBy(() -> new RateTable(100, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("100 places: expected a power of two, at least 8");
  }
}
