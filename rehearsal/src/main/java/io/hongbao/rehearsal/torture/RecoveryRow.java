package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.Fault.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The recoveries from one kind of fault of one kind of part.
 *
 * @param faults how many there were
 * @param medianMillis of those that were not cut short; empty if there is none, or if that many did
 *     not recover
 * @param mostMillis likewise
 */
record RecoveryRow(
    Kind kind, PartKind part, int faults, OptionalLong medianMillis, OptionalLong mostMillis) {

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
            .mapToLong(timed -> timed.recoveryMillis().orElse(NEVER))
            .sorted()
            .toArray();
    return Optional.of(
        new RecoveryRow(
            kind,
            part,
            its.size(),
            sorted.length == 0 ? OptionalLong.empty() : known(sorted[(sorted.length - 1) / 2]),
            sorted.length == 0
                ? OptionalLong.empty()
                : known(Arrays.stream(sorted).max().orElse(NEVER))));
  }

  /** Of a kill; other faults take as long as they last. */
  boolean hasGoal() {
    return kind == Kind.KILL;
  }

  boolean meetsGoal() {
    return mostMillis.isPresent() && mostMillis.getAsLong() <= part.goalSeconds() * 1_000L;
  }

  private static OptionalLong known(long millis) {
    return millis == NEVER ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}
