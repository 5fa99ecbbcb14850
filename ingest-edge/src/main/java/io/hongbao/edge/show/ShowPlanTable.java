package io.hongbao.edge.show;

import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the topic {@code show}: plans, and which of them is in force; the mode of each
 * show, and its secrets once it is over. Only records that are signed with the operators' key
 * count. What is followed depends on the records and the clock alone, so an edge that starts again
 * follows the same. Written by the topic's follower, read by every request; thread-safe, and a read
 * takes no lock.
 */
public final class ShowPlanTable {

  /** Plans kept: those that activate last. A new show is due long before so many plans of one. */
  private static final int MAX_PLANS = 64;

  /** Shows whose mode and secrets are kept: those of which a record was read last. */
  private static final int MAX_SHOWS = 256;

  private static final Comparator<ShowPlan> BY_ACTIVATION =
      Comparator.comparingLong(ShowPlan::activatesAtMillis)
          .thenComparing(ShowPlan::show)
          .thenComparingLong(ShowPlan::number);

  private static final Logger LOG = LoggerFactory.getLogger(ShowPlanTable.class);

  private final VerifyingKey verifyingKey;
  private final Runnable onBadRecord;

  /** Those that are active or activating. */
  private final Map<String, ShowPlan> plansByKey = new HashMap<>();

  /** By show, the one of the latest record last. */
  private final LinkedHashMap<String, KnownShow> shows = new LinkedHashMap<>();

  private volatile Map<String, KnownShow> showsByName = Map.of();
  private volatile Runnable onChange = () -> {};
  private volatile BiConsumer<ShowRecord, byte[]> onOperation = (record, value) -> {};

  private volatile ActivePeriod activePeriod =
      new ActivePeriod(List.of(), Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * A table without plans.
   *
   * @param verifyingKey checks what counts
   * @param onBadRecord is told of each record that cannot be read, or that others have signed
   */
  public ShowPlanTable(VerifyingKey verifyingKey, Runnable onBadRecord) {
    this.verifyingKey = verifyingKey;
    this.onBadRecord = onBadRecord;
  }

  /**
   * What was read of a show, beside what its plans say.
   *
   * @param highestPlan staged, activating or active; 0 if none was read
   * @param mode the newest; empty if none was read
   * @param secrets empty until they are published, which ends the show
   */
  public record KnownShow(
      String show, long highestPlan, Optional<ModeRecord> mode, Optional<SecretsRecord> secrets) {

    private KnownShow with(ShowRecord record) {
      if (record instanceof PlanRecord plan) {
        return new KnownShow(show, Math.max(highestPlan, plan.number()), mode, secrets);
      }
      if (record instanceof ModeRecord newMode) {
        boolean isOlder = mode.filter(newMode::isOlderThan).isPresent();
        return isOlder ? this : new KnownShow(show, highestPlan, Optional.of(newMode), secrets);
      }
      if (record instanceof SecretsRecord newSecrets) {
        return new KnownShow(show, highestPlan, mode, Optional.of(newSecrets));
      }
      return this;
    }
  }

  /**
   * For how long which plan is the one to go by.
   *
   * @param plans all, by activation
   * @param fromMillis inclusive
   * @param untilMillis exclusive
   */
  private record ActivePeriod(
      List<ShowPlan> plans, Optional<ShowPlan> plan, long fromMillis, long untilMillis) {

    boolean includes(long nowMillis) {
      return nowMillis >= fromMillis && nowMillis < untilMillis;
    }
  }

  /**
   * Has somebody told of every record that was taken, in the follower's thread; it must not block.
   */
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /**
   * Has somebody told of every record that was read and that edges do not follow, with its bytes,
   * in that thread: operations, envelopes, approvals.
   */
  public void onOperation(BiConsumer<ShowRecord, byte[]> listener) {
    onOperation = listener;
  }

  /**
   * Takes a record of the topic. Operations, envelopes and approvals are only handed on. A record
   * that cannot be read, or is not signed by the operators, is logged, counted and passed over, and
   * what was followed before stays.
   *
   * @param value null if the record of this key was taken away
   */
  public void accept(byte[] key, byte[] value) {
    String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    try {
      if (value == null) {
        takeAway(name);
      } else {
        ShowRecord record = ShowRecord.verify(value, verifyingKey);
        if (!isFollowed(record)) {
          onOperation.accept(record, value);
          return;
        }
        take(record);
      }
    } catch (MalformedRecordException | IllegalArgumentException e) {
      LOG.warn("passed over a record of topic show with key {}: {}", name, e.getMessage());
      onBadRecord.run();
      return;
    }
    onChange.run();
  }

  private static boolean isFollowed(ShowRecord record) {
    return record instanceof PlanRecord
        || record instanceof ModeRecord
        || record instanceof SecretsRecord;
  }

  private synchronized void takeAway(String key) {
    plansByKey.remove(key);
    plansChanged();
  }

  private synchronized void take(ShowRecord record) {
    if (record instanceof PlanRecord plan) {
      takePlan(plan);
    }
    KnownShow before = shows.remove(record.show());
    KnownShow known =
        before != null
            ? before
            : new KnownShow(record.show(), 0, Optional.empty(), Optional.empty());
    shows.put(record.show(), known.with(record));
    while (shows.size() > MAX_SHOWS) {
      shows.remove(shows.keySet().iterator().next());
    }
    showsByName = Map.copyOf(shows);
  }

  private void takePlan(PlanRecord record) {
    ShowPlan before = plansByKey.get(record.key());
    if (record.isActive()) {
      ShowPlan plan = new ShowPlan(record);
      plansByKey.put(record.key(), plan);
      LOG.info("{} activates at {}", plan, plan.activatesAtMillis());
    } else if (before != null && !before.isActivating()) {
      LOG.warn("{} is active, and a record that says otherwise was passed over", before);
    } else if (record.isActivating()) {
      ShowPlan plan = new ShowPlan(record);
      plansByKey.put(record.key(), plan);
      LOG.info("{} is being activated for {}", plan, plan.activatesAtMillis());
    } else {
      plansByKey.remove(record.key());
      LOG.info("plan {} of show {} is staged", record.number(), record.show());
    }
    plansChanged();
  }

  private void plansChanged() {
    List<ShowPlan> plans = byActivation(plansByKey.values());
    while (plans.size() > MAX_PLANS) {
      ShowPlan first = plans.remove(0);
      plansByKey.values().remove(first);
    }
    activePeriod =
        new ActivePeriod(List.copyOf(plans), Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The plan to go by: of the show activated last, the highest number that is active. While a
   * higher one is on its way, the waves that it moves or removes are {@linkplain ShowPlan#isHeld
   * held}. If none is active yet, the one that will be first; ask {@link ShowPlan#isActiveAt}.
   */
  public Optional<ShowPlan> planAt(long nowMillis) {
    ActivePeriod current = activePeriod;
    return current.includes(nowMillis) ? current.plan() : activePeriodAt(nowMillis).plan();
  }

  /** The mode of a show: normal if none was read. */
  public Mode modeOf(String show) {
    KnownShow known = showsByName.get(show);
    return known == null ? Mode.NORMAL : known.mode().map(ModeRecord::mode).orElse(Mode.NORMAL);
  }

  /** The secrets of a show that is over. */
  public Optional<SecretsRecord> secretsOf(String show) {
    KnownShow known = showsByName.get(show);
    return known == null ? Optional.empty() : known.secrets();
  }

  /** What was read of the shows that are not over, the one of the latest record last. */
  public synchronized List<KnownShow> showsNotOver() {
    return shows.values().stream().filter(show -> show.secrets().isEmpty()).toList();
  }

  private synchronized ActivePeriod activePeriodAt(long nowMillis) {
    List<ShowPlan> plans = activePeriod.plans();
    List<ShowPlan> active = plans.stream().filter(plan -> plan.isActiveAt(nowMillis)).toList();
    Optional<ShowPlan> next =
        plans.stream()
            .filter(plan -> !plan.isActivating() && !plan.isActiveAt(nowMillis))
            .findFirst();
    long untilMillis = next.map(ShowPlan::activatesAtMillis).orElse(Long.MAX_VALUE);
    if (active.isEmpty()) {
      activePeriod = new ActivePeriod(plans, next, Long.MIN_VALUE, untilMillis);
    } else {
      ShowPlan last = active.get(active.size() - 1);
      ShowPlan inForce =
          active.stream()
              .filter(plan -> plan.show().equals(last.show()))
              .max(Comparator.comparingLong(ShowPlan::number))
              .orElseThrow();
      List<ShowPlan> onTheirWay =
          plans.stream()
              .filter(plan -> plan.show().equals(inForce.show()))
              .filter(plan -> plan.number() > inForce.number())
              .toList();
      activePeriod =
          new ActivePeriod(
              plans,
              Optional.of(inForce.before(onTheirWay)),
              last.activatesAtMillis(),
              untilMillis);
    }
    return activePeriod;
  }

  private static List<ShowPlan> byActivation(Collection<ShowPlan> plans) {
    List<ShowPlan> sorted = new ArrayList<>(plans);
    sorted.sort(BY_ACTIVATION);
    return sorted;
  }
}
