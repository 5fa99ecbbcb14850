package io.hongbao.domain.draw;

import io.hongbao.domain.limits.LimitChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan may change of the one in force: all that lies ahead. Whoever makes plans asks before,
 * and every bucket asks again before it follows one.
 */
public final class PlanChange {

  private PlanChange() {}

  /**
   * Why a plan must not follow another; empty if it may.
   *
   * @param atMillis the instant of its activation. A wave that has opened by then, in either plan,
   *     is the same in both; so are limits that count from before it
   */
  public static Optional<String> problem(Terms current, Terms next, long atMillis) {
    if (next.planNumber() <= current.planNumber()) {
      return Optional.of(
          "plan " + next.planNumber() + ": expected one after " + current.planNumber());
    }
    if (next.buckets() != current.buckets()
        || next.partitions() != current.partitions()
        || !next.userHash().equals(current.userHash())
        || next.engineVersion() != current.engineVersion()
        || !next.kind().equals(current.kind())) {
      return Optional.of(
          "buckets, partitions, hash of users, engine or kind change: expected those of plan "
              + current.planNumber());
    }
    List<String> enterprises = current.enterpriseIds();
    if (next.enterpriseIds().size() < enterprises.size()
        || !next.enterpriseIds().subList(0, enterprises.size()).equals(enterprises)) {
      return Optional.of(
          "enterprises "
              + next.enterpriseIds()
              + ": expected to begin with "
              + enterprises
              + ", whose order breaks ties");
    }
    if (!limitsBefore(current, atMillis).equals(limitsBefore(next, atMillis))) {
      return Optional.of(
          "limits that count from before "
              + atMillis
              + " change: expected a change to count from then or later");
    }
    return Stream.concat(current.waves().stream(), next.waves().stream())
        .filter(wave -> wave.schedule().opensAtMillis() <= atMillis)
        .filter(wave -> !isIn(current, wave) || !isIn(next, wave))
        .findFirst()
        .map(
            wave -> "wave " + wave.id() + " has opened by " + atMillis + ": expected it unchanged");
  }

  private static boolean isIn(Terms terms, Wave wave) {
    return terms.wave(wave.id()).filter(wave::equals).isPresent();
  }

  private static List<LimitChange> limitsBefore(Terms terms, long atMillis) {
    return terms.limitChanges().stream()
        .filter(change -> change.countsFromMillis() < atMillis)
        .toList();
  }
}
