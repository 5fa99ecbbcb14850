package io.hongbao.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.draw.UserHash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRotationTest {

  private static boolean hasCall(long userHash, long turn, double share) {
    return UserRotation.isBelow(UserRotation.place(userHash, turn), UserRotation.limitOf(share));
  }

  private static long[] users(int count) {
    return IntStream.range(0, count).mapToLong(i -> UserHash.of("u" + i)).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.5, 0.9})
  void shouldGiveTheShareOfAnyMomentsUsersTheCall(double share) {
    long[] users = users(20_000);

    for (int turn = 330_000; turn < 330_010; turn++) {
      int now = turn;
      long called = Arrays.stream(users).filter(user -> hasCall(user, now, share)).count();
      assertThat(called / 20_000.0).isCloseTo(share, within(0.02));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void shouldGiveEachUserTheCallAsOftenAsAnyOther(double share) {
    int turns = 120;

    long[] calls =
        Arrays.stream(users(10_000))
            .map(
                user ->
                    IntStream.range(0, turns).filter(turn -> hasCall(user, turn, share)).count())
            .sorted()
            .toArray();

    assertThat(calls[0]).isGreaterThanOrEqualTo((long) (turns * share) - 2);
    assertThat(calls[calls.length - 1]).isLessThanOrEqualTo((long) (turns * share) + 2);
  }

  @Test
  void shouldNotLetAnybodyWaitMuchLongerThanOnAverage() {
    for (long user : users(1_000)) {
      int waited = 0;
      for (int turn = 0; turn < 500; turn++) {
        waited = hasCall(user, turn, 0.1) ? 0 : waited + 1;
        assertThat(waited).isLessThanOrEqualTo(21);
      }
    }
  }

  @Test
  void shouldTellNothingOfBucketAndPhase() {
    int buckets = 64;
    int[] calledOfBucket = new int[buckets];
    long phases = 0;
    int called = 0;
    for (long user : users(64_000)) {
      if (hasCall(user, 7, 0.25)) {
        called++;
        calledOfBucket[UserHash.bucket(user, buckets)]++;
        phases += UserHash.phaseMillis(user, 5_000);
      }
    }

    assertThat(Arrays.stream(calledOfBucket).min().orElseThrow()).isGreaterThan(190);
    assertThat(Arrays.stream(calledOfBucket).max().orElseThrow()).isLessThan(310);
    assertThat((double) phases / called).isCloseTo(2_500, within(50.0));
  }

  @Test
  void shouldGiveEverybodyTheCallAtAShareOfOneAndNobodyAtNone() {
    for (long user : users(1_000)) {
      assertThat(hasCall(user, 3, 1)).isTrue();
      assertThat(hasCall(user, 3, 0)).isFalse();
    }
  }

  @Test
  void shouldGoOnFromOneWaveToTheNext() {
    assertThat(UserRotation.turnOfTime(60_000, 5_000, 3))
        .isEqualTo(UserRotation.turnOfTime(65_000, 5_000, 2));
  }
}
