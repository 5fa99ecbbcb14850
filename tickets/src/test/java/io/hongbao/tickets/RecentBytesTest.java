package io.hongbao.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecentBytesTest {

  private static final int EXPECTED_BYTES = 20;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] key(int number) {
    return bytes("key " + number);
  }

  private static byte[] value(int number) {
    return bytes("value " + number);
  }

  private static int countKnown(RecentBytes map, int from, int to) {
    return (int) IntStream.range(from, to).filter(number -> map.get(key(number)) != null).count();
  }

  private static RecentBytes filled(int max, int entries) {
    RecentBytes map = new RecentBytes(max, EXPECTED_BYTES);
    IntStream.range(0, entries).forEach(number -> map.put(key(number), value(number)));
    return map;
  }

  @Test
  void shouldFindWhatWasPutUntilItIsRemoved() {
    RecentBytes map = filled(10, 7);

    map.remove(key(1));
    map.remove(key(6));

    assertThat(map.get(key(0))).isEqualTo(value(0));
    assertThat(map.get(key(1))).isNull();
    assertThat(map.get(key(6))).isNull();
    assertThat(map.get(key(7))).isNull();
  }

  @Test
  void shouldTakeEmptyKeysAndValues() {
    RecentBytes map = new RecentBytes(10, EXPECTED_BYTES);

    map.put(bytes(""), bytes("of nothing"));
    map.put(bytes("nothing"), bytes(""));

    assertThat(map.get(bytes(""))).isEqualTo(bytes("of nothing"));
    assertThat(map.get(bytes("nothing"))).isEmpty();
  }

  @Test
  void shouldAlwaysKnowTheNewestHalf() {
    for (int entries = 1; entries < 100; entries++) {
      int oldest = Math.max(0, entries - 5);
      assertThat(countKnown(filled(10, entries), oldest, entries)).isEqualTo(entries - oldest);
    }
  }

  @Test
  void shouldKnowAboutAllOfTheNewestHalfOfMany() {
    RecentBytes map = new RecentBytes(40_000, 2 * EXPECTED_BYTES);
    IntStream.range(0, 200_000).forEach(number -> map.put(key(number), value(number)));

    assertThat(countKnown(map, 183_000, 200_000)).isEqualTo(17_000);
    assertThat(countKnown(map, 0, 155_000)).isZero();
  }

  @Test
  void shouldNeverKnowMoreThanItMay() {
    for (int entries = 1; entries < 100; entries++) {
      assertThat(countKnown(filled(10, entries), 0, entries)).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void shouldKeepWhatIsFoundNowAndThen() {
    RecentBytes map = filled(10, 1);

    for (int number = 1; number < 100; number++) {
      map.put(key(number), value(number));
      assertThat(map.get(key(0))).as("after %d others", number).isEqualTo(value(0));
    }
  }

  @Test
  void shouldRememberFewerOfThoseThatAreLong() {
    RecentBytes map = new RecentBytes(1_000, EXPECTED_BYTES);

    for (int number = 0; number < 1_000; number++) {
      map.put(key(number), new byte[10 * EXPECTED_BYTES]);
    }

    // Two generations of 500 entries of 20 bytes and a head of 4; a pair takes 211 here.
    assertThat(countKnown(map, 0, 1_000)).isBetween(56, 2 * 56);
  }

  @Test
  void shouldForgetAValueWhoseSuccessorIsTooLong() {
    RecentBytes map = filled(10, 7);

    map.put(key(2), new byte[1_000]);
    map.put(key(6), new byte[1_000]);

    assertThat(map.get(key(2))).isNull();
    assertThat(map.get(key(6))).isNull();
    assertThat(map.get(key(5))).isEqualTo(value(5));
  }

  @Test
  void shouldRefuseKeysAndValuesBeyondTheirLength() {
    RecentBytes map = new RecentBytes(10, 1_000_000);
    byte[] longest = new byte[RecentBytes.MAX_LENGTH];
    byte[] tooLong = new byte[RecentBytes.MAX_LENGTH + 1];

    map.put(longest, longest);

    assertThat(map.get(longest)).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.put(tooLong, bytes("value")))
        .withMessage("key of 65536 bytes: expected at most 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.put(bytes("key"), tooLong))
        .withMessage("value of 65536 bytes: expected at most 65535");
  }

  @Test
  void shouldSpreadKeysThatDifferInOneByte() {
    ToLongFunction<byte[]> hash = RecentBytes.seededHash(1);

    long distinct =
        IntStream.range(0, 100_000)
            .mapToLong(number -> hash.applyAsLong(key(number)) >>> 32 & 0xfffff)
            .distinct()
            .count();

    // Of 2^20 places, 100,000 balls at random hit 95,300.
    assertThat(distinct).isBetween(94_500L, 96_000L);
  }

  static Stream<Arguments> hashes() {
    return Stream.of(
        Arguments.of("good", RecentBytes.seededHash(5)),
        Arguments.of("the same for all", (ToLongFunction<byte[]>) key -> 0),
        Arguments.of("of the length", (ToLongFunction<byte[]>) key -> (long) key.length << 32),
        Arguments.of(
            "all in the upper half and negative", (ToLongFunction<byte[]>) key -> -1L << 32),
        Arguments.of(
            "one of three neighbours",
            (ToLongFunction<byte[]>) key -> (long) (key[key.length - 1] % 3) << 32));
  }

  /** What is found is what was put last, whatever the hash; and no more is known than may be. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hashes")
  void shouldAgreeWithAMapThatForgetsNothing(String name, ToLongFunction<byte[]> hash) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int max = 2 + random.nextInt(60);
      RecentBytes map = new RecentBytes(max, EXPECTED_BYTES, 1 + seed % 2, hash);
      Map<Integer, byte[]> model = new HashMap<>();
      for (int step = 0; step < 2_000; step++) {
        int number = random.nextInt(100);
        switch (random.nextInt(8)) {
          case 0 -> {
            map.remove(key(number));
            model.remove(number);
          }
          case 1, 2, 3 -> {
            byte[] value = new byte[random.nextInt(EXPECTED_BYTES - 6)];
            random.nextBytes(value);
            map.put(key(number), value);
            model.put(number, value);
          }
          default -> {
            byte[] found = map.get(key(number));
            if (found != null) {
              assertThat(found).as("seed %d, step %d", seed, step).isEqualTo(model.get(number));
            }
          }
        }
      }
      int known = 0;
      for (int number = 0; number < 100; number++) {
        known += map.get(key(number)) == null ? 0 : 1;
      }
      assertThat(known).isLessThanOrEqualTo(max);
    }
  }

  /**
   * Each key has one writer, which counts up: nobody may see a key's number go down, a torn value,
   * or the value of another key.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hashes")
  void shouldShowNobodyAnOlderOrAnothersValue(String name, ToLongFunction<byte[]> hash)
      throws InterruptedException, ExecutionException {
    int keys = 60;
    RecentBytes map = new RecentBytes(40, 40, 2, hash);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int own = thread;
        done.add(threads.submit(() -> countUp(map, keys, own)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void countUp(RecentBytes map, int keys, int own) {
    Random random = new Random(own);
    long[] seen = new long[keys];
    for (int step = 1; step <= 20_000; step++) {
      int number = random.nextInt(keys);
      if (number % 4 == own && random.nextBoolean()) {
        map.put(key(number), counted(number, step));
        seen[number] = step;
      } else if (number % 4 == own && random.nextInt(10) == 0) {
        map.remove(key(number));
        assertThat(map.get(key(number))).isNull();
      } else {
        byte[] found = map.get(key(number));
        if (found != null) {
          long count = ByteBuffer.wrap(found).getLong();
          assertThat(found).isEqualTo(counted(number, count));
          assertThat(count).isGreaterThanOrEqualTo(seen[number]);
          seen[number] = count;
        }
      }
    }
  }

  /** Of one of two lengths, so that some are written over others and some behind them. */
  private static byte[] counted(int number, long count) {
    ByteBuffer value = ByteBuffer.allocate(count % 2 == 0 ? 16 : 24).putLong(count);
    while (value.remaining() >= Integer.BYTES) {
      value.putInt(number ^ (int) count);
    }
    return value.array();
  }
}
