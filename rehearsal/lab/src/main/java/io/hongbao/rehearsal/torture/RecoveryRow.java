package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.Fault.Kind;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * The recoveries from one kind of fault of one kind of part.
 *
 * @param faults how many there were
 * @param medianMillis of those that were not cut short; empty if there is none, or if so many did
 *     not recover
 * @param maxMillis likewise
 * @param longestGapMillis of all of them
 * @param slowestMillis likewise
 */
record RecoveryRow(
    Kind kind,
    PartKind part,
    int faults,
    OptionalLong medianMillis,
    OptionalLong maxMillis,
    long longestGapMillis,
    long slowestMillis) {

  private static final long NEVER = Long.MAX_VALUE;

  /** The row; empty if there was no such fault. */
  static Optional<RecoveryRow> of(Kind kind, PartKind part, List<TimedFault> all) {
    List<TimedFault> its =
        all.stream()
            .filter(timed -> timed.fault().kind() == kind && timed.fault().part() == part)
            .toList();
    if (its.isEmpty()) {
      return Optional.empty();
    }
    long[] sorted =
        its.stream()
            .filter(timed -> !timed.cutShort())
            .mapToLong(timed -> timed.recovery().millis().orElse(NEVER))
            .sorted()
            .toArray();
    return Optional.of(
        new RecoveryRow(
            kind,
            part,
            its.size(),
            at((sorted.length - 1) / 2, sorted),
            at(sorted.length - 1, sorted),
            most(its, Recovery::longestGapMillis),
            most(its, Recovery::slowestMillis)));
  }

  /** Of a kill; other faults take as long as they last. */
  boolean hasGoal() {
    return kind == Kind.KILL;
  }

  boolean meetsGoal() {
    return maxMillis.isPresent() && maxMillis.getAsLong() <= part.goalSeconds() * 1_000L;
  }

  private static long most(List<TimedFault> faults, ToLongFunction<Recovery> of) {
    return faults.stream().map(TimedFault::recovery).mapToLong(of).max().orElse(0);
  }

  private static OptionalLong at(int index, long[] sorted) {
    boolean isKnown = index >= 0 && index < sorted.length && sorted[index] != NEVER;
    return isKnown ? OptionalLong.of(sorted[index]) : OptionalLong.empty();
  }
}
