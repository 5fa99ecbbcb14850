package io.hongbao.rules.signal;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Signal vectors and signals for tests. */
final class SignalVectorFixtures {

  private SignalVectorFixtures() {}

  static Signal signal(Aggregate aggregate, Measure measure, Grouping by, long seconds) {
    return new Signal(aggregate, measure, by, seconds * 1_000);
  }

  /** Every aggregate of every measure by device, over windows of many widths. */
  static SignalPlan everythingByDevice() {
    List<Signal> signals = new ArrayList<>();
    for (long seconds : new long[] {1, 7, 10, 60, 61, 120, 600, 3_600}) {
      for (Measure measure : Measure.values()) {
        for (Aggregate aggregate : Aggregate.values()) {
          if (isOfOneWindow(measure) && measure.allows(aggregate) && measure != Measure.DEVICE) {
            signals.add(signal(aggregate, measure, Grouping.DEVICE, seconds));
          }
        }
      }
      if (seconds >= 7) {
        signals.add(follows(Measure.PACKETS, Measure.REQUESTS, 2_000, seconds));
        signals.add(follows(Measure.SHAKES, Measure.SHAKES, 700, seconds));
        signals.add(follows(Measure.REQUESTS, Measure.PACKETS, 1, seconds));
      }
    }
    return SignalPlan.of(signals);
  }

  private static boolean isOfOneWindow(Measure measure) {
    return switch (measure) {
      case SEQUENCE, DEVICE_SHARERS, ADDRESS_SHARERS -> false;
      case REQUESTS, SHAKES, PACKETS, AMOUNT_FEN, INTERVAL_MS, USER, DEVICE, ADDRESS, BLOCK -> true;
    };
  }

  private static Signal follows(Measure first, Measure then, long withinMillis, long seconds) {
    return Signal.follows(
        new EventSequence(first, then, withinMillis), Grouping.DEVICE, seconds * 1_000);
  }

  /**
   * What one device's evaluation seconds may hold: shakes, repeats, wins, copies of turns; pauses
   * between.
   */
  static List<List<SignalVector>> randomSeconds(
      SignalPlan plan, SplittableRandom random, int evaluationSeconds) {
    List<List<SignalVector>> made = new ArrayList<>();
    long end = EvaluationSecond.MILLIS * random.nextLong(1_000_000, 2_000_000);
    for (int i = 0; i < evaluationSeconds; i++) {
      end += EvaluationSecond.MILLIS * (random.nextInt(5) == 0 ? random.nextInt(1, 200) : 1);
      List<SignalVector> vectors = new ArrayList<>();
      int count = random.nextInt(1, 6);
      for (int j = 0; j < count; j++) {
        vectors.add(randomVector(plan, random, end));
      }
      made.add(vectors);
    }
    return made;
  }

  private static SignalVector randomVector(
      SignalPlan plan, SplittableRandom random, long secondEndMillis) {
    boolean win = random.nextInt(8) == 0;
    return new SignalVector(
        secondEndMillis,
        secondEndMillis - random.nextLong(-200, 1_200),
        "u" + random.nextInt(12),
        "d",
        "203.0." + random.nextInt(3) + "." + random.nextInt(4),
        win ? 0 : 1 + random.nextInt(3),
        win ? 0 : random.nextInt(2),
        win ? 1 : 0,
        win ? random.nextLong(1, 20_000) : 0,
        plan.freshValues());
  }
}
