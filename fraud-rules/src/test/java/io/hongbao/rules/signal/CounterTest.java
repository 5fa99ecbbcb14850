package io.hongbao.rules.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterTest {

  private static final SignalPlan PLAN = SignalVectorFixtures.everythingByDevice();

  /** Intervals in the naive count are in millionths of a millisecond, to divide them exactly. */
  private static final double INTERVAL_UNIT = 1_000_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldCountWhatANaiveCountCounts(long seed) {
    Counter counter = new Counter(PLAN, Grouping.DEVICE);
    NaiveSignals naive = new NaiveSignals();
    CounterState state = CounterState.fresh(PLAN, Grouping.DEVICE);
    for (List<SignalVector> second :
        SignalVectorFixtures.randomSeconds(PLAN, new SplittableRandom(seed), 400)) {
      long end = second.get(0).beatEndMillis();

      counter.count(state, end, second);

      naive.add(second);
      for (int i = 0; i < PLAN.signals().size(); i++) {
        Signal signal = PLAN.signals().get(i);
        expectNear(second.get(0).values()[i], naive.value(signal, end), signal);
      }
      state = read(bytesOf(state), PLAN);
    }
  }

  private static byte[] bytesOf(CounterState state) {
    RecordWriter writer = new RecordWriter(256);
    state.write(writer);
    return writer.toBytes();
  }

  private static CounterState read(byte[] bytes, SignalPlan plan) {
    RecordReader reader = new RecordReader(bytes);
    CounterState state = CounterState.read(reader, plan, Grouping.DEVICE);
    reader.expectEnd();
    return state;
  }

  private static void expectNear(double counted, double naive, Signal signal) {
    boolean isInterval = signal.measure() == Measure.INTERVAL_MS;
    double expected = isInterval ? naive / INTERVAL_UNIT : naive;
    if (Double.isNaN(expected)) {
      assertThat(counted).as("%s", signal).isNaN();
    } else {
      double tolerance = isInterval ? Math.max(1, expected * 1e-3) : 1e-6 * Math.max(1, expected);
      assertThat(counted).as("%s", signal).isCloseTo(expected, within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void shouldNotMindTheOrderWithinASecond(long seed) {
    List<List<SignalVector>> seconds =
        SignalVectorFixtures.randomSeconds(PLAN, new SplittableRandom(seed), 200);
    List<double[]> first = valuesOf(seconds, 0);

    for (int shuffle = 1; shuffle < 4; shuffle++) {
      List<double[]> again =
          valuesOf(
              SignalVectorFixtures.randomSeconds(PLAN, new SplittableRandom(seed), 200), shuffle);
      assertThat(again).usingElementComparator(Arrays::compare).isEqualTo(first);
    }
  }

  private static List<double[]> valuesOf(List<List<SignalVector>> seconds, int shuffle) {
    Counter counter = new Counter(PLAN, Grouping.DEVICE);
    CounterState state = CounterState.fresh(PLAN, Grouping.DEVICE);
    List<double[]> values = new ArrayList<>();
    for (List<SignalVector> second : seconds) {
      if (shuffle > 0) {
        Collections.shuffle(second, new Random(shuffle));
      }
      counter.count(state, second.get(0).beatEndMillis(), second);
      values.add(second.get(0).values());
    }
    return values;
  }

  @Test
  void shouldKeepStateWithinBounds() {
    Counter counter = new Counter(PLAN, Grouping.DEVICE);
    CounterState state = CounterState.fresh(PLAN, Grouping.DEVICE);
    int afterAnHour = 0;
    for (int i = 1; i <= 5_400; i++) {
      long end = 1_800_000_000_000L + i * EvaluationSecond.MILLIS;
      counter.count(state, end, List.of(vector(PLAN, end, end - 300, "u" + i % 40, 2)));
      if (i == 3_700) {
        afterAnHour = bytesOf(state).length;
      }
    }

    assertThat(afterAnHour).isLessThan(16_000);
    assertThat(bytesOf(state).length).isCloseTo(afterAnHour, within(afterAnHour / 10));
  }

  @Test
  void shouldKeepTheWindowsThatAnotherPlanStillReads() {
    Signal tenSeconds =
        SignalVectorFixtures.signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.DEVICE, 10);
    Signal users =
        SignalVectorFixtures.signal(Aggregate.DISTINCT, Measure.USER, Grouping.DEVICE, 10);
    Signal minute =
        SignalVectorFixtures.signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.DEVICE, 60);
    SignalPlan before = SignalPlan.of(List.of(users, tenSeconds));
    SignalPlan after = SignalPlan.of(List.of(minute, tenSeconds));
    CounterState state = CounterState.fresh(before, Grouping.DEVICE);
    new Counter(before, Grouping.DEVICE)
        .count(state, 5_000, List.of(vector(before, 5_000, 4_500, "u1", 3)));
    SignalVector next = vector(after, 6_000, 5_500, "u1", 1);

    CounterState read = read(bytesOf(state), after);
    new Counter(after, Grouping.DEVICE).count(read, 6_000, List.of(next));

    assertThat(next.values()).containsExactly(4, 4);
  }

  @Test
  void shouldRefuseASecondThatWasCounted() {
    SignalPlan plan = PLAN;
    Counter counter = new Counter(plan, Grouping.DEVICE);
    CounterState state = CounterState.fresh(plan, Grouping.DEVICE);
    counter.count(state, 2_000, List.of(vector(plan, 2_000, 1_500, "u1", 1)));

    assertThatThrownBy(
            () -> counter.count(state, 2_000, List.of(vector(plan, 2_000, 1_600, "u1", 1))))
        .hasMessage("device: beat 2000 after 2000");
    assertThatThrownBy(
            () -> counter.count(state, 4_000, List.of(vector(plan, 3_000, 2_600, "u1", 1))))
        .hasMessage("device: card of 3000 in beat 4000");
  }

  @Test
  void shouldCauseNothingButAMalformedRecordOfDamagedBytes() {
    Counter counter = new Counter(PLAN, Grouping.DEVICE);
    CounterState state = CounterState.fresh(PLAN, Grouping.DEVICE);
    for (List<SignalVector> second :
        SignalVectorFixtures.randomSeconds(PLAN, new SplittableRandom(5), 100)) {
      counter.count(state, second.get(0).beatEndMillis(), second);
    }
    byte[] whole = bytesOf(state);
    SplittableRandom random = new SplittableRandom(99);
    for (int i = 0; i < 500; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertThatThrownBy(() -> read(cut, PLAN)).isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldComputeASignalOfManyRulesOnce() {
    Signal signal =
        SignalVectorFixtures.signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.USER, 10);
    Signal same = SignalVectorFixtures.signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.USER, 10);
    Signal longer =
        SignalVectorFixtures.signal(Aggregate.COUNT, Measure.REQUESTS, Grouping.USER, 60);

    SignalPlan plan = SignalPlan.of(List.of(signal, same, longer));

    assertThat(plan.signals()).containsExactly(signal, longer);
    assertThat(plan.shareOf(Grouping.USER).sliceSpecs())
        .containsExactly(new SliceSpec(Measure.REQUESTS, 1_000, 60_000));
  }

  private static SignalVector vector(
      SignalPlan plan, long end, long stamp, String user, int requests) {
    return new SignalVector(
        end, stamp, user, "d", "203.0.113.7", requests, 1, 0, 0, plan.freshValues());
  }
}
