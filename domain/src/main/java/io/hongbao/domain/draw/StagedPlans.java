package io.hongbao.domain.draw;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plans that came to a bucket and are not in force: each with its terms and its seeds.
 *
 * <p>Not thread-safe.
 */
final class StagedPlans {

  /** What came of a plan. */
  static final class StagedPlan {
    private Terms terms;

    /** By control number. */
    private final SortedMap<Long, SeedBatch> batches = new TreeMap<>();

    Optional<Terms> terms() {
      return Optional.ofNullable(terms);
    }

    SortedMap<Long, SeedBatch> batches() {
      return batches;
    }
  }

  private final TreeMap<Long, StagedPlan> plans = new TreeMap<>();
  private long takenUpTo;

  /** Keeps the terms of a plan; says why not if the plan has some, or is not to come any more. */
  Optional<String> add(Terms terms) {
    if (terms.planNumber() <= takenUpTo) {
      return late(terms.planNumber());
    }
    StagedPlan plan = plan(terms.planNumber());
    if (plan.terms != null) {
      return Optional.of("plan " + terms.planNumber() + " has its terms: expected them once");
    }
    plan.terms = terms;
    return Optional.empty();
  }

  /** Keeps seeds of a plan; says why not if the plan is not to come any more. */
  Optional<String> add(long number, SeedBatch batch) {
    if (batch.planNumber() <= takenUpTo) {
      return late(batch.planNumber());
    }
    plan(batch.planNumber()).batches.put(number, batch);
    return Optional.empty();
  }

  /** Takes a plan out; older ones are not to come any more. Empty if its terms did not come. */
  Optional<StagedPlan> take(long planNumber) {
    StagedPlan plan = plans.get(planNumber);
    if (plan == null || plan.terms == null) {
      return Optional.empty();
    }
    plans.headMap(planNumber, true).clear();
    takenUpTo = planNumber;
    return Optional.of(plan);
  }

  void clear() {
    plans.clear();
  }

  private StagedPlan plan(long number) {
    return plans.computeIfAbsent(number, unknown -> new StagedPlan());
  }

  private Optional<String> late(long planNumber) {
    return Optional.of(
        "plan " + planNumber + " comes after plan " + takenUpTo + ": expected a later one");
  }
}
