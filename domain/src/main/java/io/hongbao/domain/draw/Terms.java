package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a show is drawn by.
 *
 * @param planNumber the operators' plan these were made from, 1 or more
 * @param buckets into how many buckets users fall, 1 to 65,536
 * @param partitions of the log; a bucket lives in partition bucket mod partitions
 * @param userHash the name of the hash that gives users their bucket and phase
 * @param engineVersion the {@link DrawEngine} that may decide by them
 * @param waves by opening time, not overlapping
 * @param enterpriseIds in the campaign's order, which breaks ties
 * @param limitChanges by the instant from which they count; the first counts from the beginning
 * @param kind what the show is played for; the draw does not look at it
 * @param claimTerms how its packets can be claimed; the draw does not look at it
 * @param answerLifetime how long its answers are kept; the draw does not look at it
 */
public record Terms(
    String show,
    long planNumber,
    int buckets,
    int partitions,
    String userHash,
    int engineVersion,
    List<Wave> waves,
    List<String> enterpriseIds,
    List<LimitChange> limitChanges,
    ShowKind kind,
    ClaimTerms claimTerms,
    AnswerLifetime answerLifetime)
    implements Control {

  /** Most buckets of a show. */
  public static final int MAX_BUCKETS = 65_536;

  public Terms {
    Names.requireId("show", show);
    Names.requirePlanNumber(planNumber);
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw new IllegalArgumentException("buckets " + buckets + ": expected 1 to " + MAX_BUCKETS);
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected 1 or more");
    }
    Objects.requireNonNull(userHash, "userHash");
    waves = List.copyOf(waves);
    enterpriseIds = List.copyOf(enterpriseIds);
    limitChanges = List.copyOf(limitChanges);
    Names.requireDistinct("wave", waves.stream().map(Wave::id).toList());
    for (int i = 1; i < waves.size(); i++) {
      if (waves.get(i).schedule().opensAtMillis() < waves.get(i - 1).schedule().closesAtMillis()) {
        throw new IllegalArgumentException(
            "wave " + waves.get(i).id() + ": opens before " + waves.get(i - 1).id() + " closes");
      }
    }
    enterpriseIds.forEach(id -> Names.requireId("enterprise", id));
    Names.requireDistinct("enterprise", enterpriseIds);
    if (limitChanges.isEmpty()) {
      throw new IllegalArgumentException("limits: expected at least one");
    }
    for (int i = 1; i < limitChanges.size(); i++) {
      if (limitChanges.get(i).countsFromMillis() <= limitChanges.get(i - 1).countsFromMillis()) {
        throw new IllegalArgumentException("limits: expected in the order of their instants");
      }
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(claimTerms, "claimTerms");
    Objects.requireNonNull(answerLifetime, "answerLifetime");
    if (!kind.isLive() && engineVersion <= DrawEngine.VERSION_WITHOUT_ACTIVATION) {
      throw new IllegalArgumentException(
          "engine version "
              + engineVersion
              + " of a "
              + kind.label()
              + " show: expected one whose terms wait for an activation");
    }
    waves.forEach(wave -> kind.requireAllowed(wave.id(), wave.odds()));
  }

  /** Whether they are inert until their plan is activated; those of version 1 count at once. */
  public boolean waitForActivation() {
    return engineVersion > DrawEngine.VERSION_WITHOUT_ACTIVATION;
  }

  public Optional<Wave> wave(String waveId) {
    return waves.stream().filter(wave -> wave.id().equals(waveId)).findFirst();
  }

  /** The limits that count for a turn that starts at an instant. */
  public Limits limitsAt(long turnStartsAtMillis) {
    Limits limits = limitChanges.get(0).limits();
    for (LimitChange change : limitChanges) {
      if (change.countsFromMillis() <= turnStartsAtMillis) {
        limits = change.limits();
      }
    }
    return limits;
  }
}
