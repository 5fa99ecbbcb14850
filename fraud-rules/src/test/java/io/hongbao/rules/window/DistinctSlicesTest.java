package io.hongbao.rules.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctSlicesTest {

  @Test
  void shouldBeExactUpToSixtyFour() {
    DistinctSlices slices = new DistinctSlices();
    for (int i = 0; i < 64; i++) {
      slices.add(i / 8, hash(i));
      slices.add(i / 8, hash(i / 2));
    }

    assertThat(distinct(slices, 0)).isEqualTo(64);
    assertThat(distinct(slices, 7)).isEqualTo(12);
  }

  /** Three and a half standard errors of 2^10 registers. */
  @ParameterizedTest
  @ValueSource(ints = {65, 100, 500, 3_000, 40_000})
  void shouldStayNearTheTruthAboveIt(int users) {
    DistinctSlices slices = new DistinctSlices();
    SplittableRandom random = new SplittableRandom(users);
    Set<Long> inWindow = new HashSet<>();
    for (int slice = 0; slice < 60; slice++) {
      for (int i = 0; i < users / 15; i++) {
        long hash = hash(random.nextInt(users));
        slices.add(slice, hash);
        if (slice >= 20) {
          inWindow.add(hash);
        }
      }
    }

    assertThat(distinct(slices, 20))
        .isCloseTo(inWindow.size(), within(Math.max(1, inWindow.size() * 0.114)));
  }

  @Test
  void shouldNotDependOnTheOrderWithinASlice() {
    List<Integer> users = new ArrayList<>(IntStream.range(0, 5_000).boxed().toList());
    Set<Double> estimates = new HashSet<>();
    Set<Double> lastSlice = new HashSet<>();
    for (int seed = 0; seed < 8; seed++) {
      Collections.shuffle(users, new Random(seed));
      DistinctSlices slices = new DistinctSlices();
      for (int slice = 0; slice < 10; slice++) {
        int from = slice;
        users.stream().filter(u -> u % 10 == from).forEach(u -> slices.add(from, hash(u)));
      }
      estimates.add(distinct(roundTrip(slices), 3));
      lastSlice.add(distinct(slices, 9));
    }

    assertThat(estimates).hasSize(1);
    assertThat(lastSlice).hasSize(1);
  }

  @Test
  void shouldBecomeExactAgainWhenTheCrowdHasLeft() {
    DistinctSlices slices = new DistinctSlices();
    for (int i = 0; i < 1_000; i++) {
      slices.add(1, hash(i));
    }
    slices.dropBefore(2);
    slices.add(2, hash(1));

    assertThat(distinct(slices, 0)).isEqualTo(1);
  }

  @Test
  void shouldTakeBoundedRoom() {
    DistinctSlices slices = new DistinctSlices();
    for (int slice = 0; slice < 300; slice++) {
      slices.dropBefore(slice - 59);
      for (int i = 0; i < 3_000; i++) {
        slices.add(slice, hash(slice * 10_000 + i));
      }
    }

    assertThat(bytes(slices)).hasSizeLessThan(60 * 620);
  }

  @Test
  void shouldRefuseDamagedBytes() {
    DistinctSlices exact = new DistinctSlices();
    exact.add(5, hash(1));
    byte[] bytes = bytes(exact);
    bytes[0] = (byte) 200;

    assertThatThrownBy(() -> new DistinctSlices().read(new RecordReader(bytes), 5))
        .isInstanceOf(MalformedRecordException.class);
  }

  private static double distinct(DistinctSlices slices, long firstSlice) {
    return slices.read(Aggregate.DISTINCT, firstSlice);
  }

  private static DistinctSlices roundTrip(DistinctSlices slices) {
    DistinctSlices read = new DistinctSlices();
    read.read(new RecordReader(bytes(slices)), slices.latest());
    return read;
  }

  private static byte[] bytes(DistinctSlices slices) {
    RecordWriter writer = new RecordWriter(64);
    slices.write(writer, slices.latest());
    return writer.toBytes();
  }

  private static long hash(int user) {
    return UserHash.of("u" + user);
  }
}
