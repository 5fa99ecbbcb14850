package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.GoldenTable.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserHashTest {

  static List<Row> users() {
    return GoldenTable.read("users.csv");
  }

  @ParameterizedTest
  @MethodSource("users")
  void shouldGiveEveryUserTheBucketAndPhaseOfTheTable(Row row) {
    long hash = UserHash.of(row.hexText("user_utf8_hex"));
    assertThat(hash).isEqualTo(Long.parseUnsignedLong(row.text("hash_hex"), 16));
    for (int buckets : new int[] {1, 7, 64, 65_536}) {
      assertThat(UserHash.bucket(hash, buckets))
          .isEqualTo((int) row.number("bucket_of_" + buckets));
    }
    for (int millis : new int[] {100, 5_000, 86_400_000}) {
      assertThat(UserHash.phaseMillis(hash, millis))
          .isEqualTo((int) row.number("phase_of_" + millis + "_ms"));
    }
  }

  @Test
  void shouldSpreadUsersEvenlyOverBucketsAndPhases() {
    int[] inBucket = new int[64];
    int[] inPhase = new int[50];
    IntStream.range(0, 64_000)
        .mapToLong(i -> UserHash.of("u" + i))
        .forEach(
            hash -> {
              inBucket[UserHash.bucket(hash, 64)]++;
              inPhase[UserHash.phaseMillis(hash, 5_000) / 100]++;
            });
    // 1,000 and 1,280 are expected; 160 is about five standard deviations.
    assertThat(IntStream.of(inBucket).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(840, 1_160));
    assertThat(IntStream.of(inPhase).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1_100, 1_460));
  }
}
