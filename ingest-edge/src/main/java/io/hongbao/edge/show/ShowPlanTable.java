package io.hongbao.edge.show;

import io.hongbao.domain.draw.ShowKind;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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

  /**
   * Plans kept of live shows, and as many of all others: those that activate last. A new show is
   * due long before so many plans of one.
   */
  private static final int MAX_PLANS = 64;

  /** Shows whose mode and secrets are kept: those of which a record was read last. */
  private static final int MAX_SHOWS = 256;

  private static final Comparator<ShowPlan> BY_ACTIVATION =
      Comparator.comparingLong(ShowPlan::activatesAtMillis)
          .thenComparing(ShowPlan::show)
          .thenComparingLong(ShowPlan::number);

  private static final String EVERY_GROUP = "";

  private static final ShowKind EVERY_GROUPS_SHOW = ShowKind.shadowFor(EVERY_GROUP);

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

  private volatile FollowedShows live = FollowedShows.NONE;

  /**
   * Of shows that are not live, by the group whose tickets reach them; under the empty one, what
   * groups see that have no show of their own.
   */
  private volatile Map<String, FollowedShows> byGroup = Map.of(EVERY_GROUP, FollowedShows.NONE);

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
   * @param isLive whether its plans say so; also while none was read
   */
  public record KnownShow(
      String show,
      long highestPlan,
      Optional<ModeRecord> mode,
      Optional<SecretsRecord> secrets,
      boolean isLive) {

    private KnownShow with(ShowRecord record) {
      if (record instanceof PlanRecord plan) {
        return new KnownShow(
            show, Math.max(highestPlan, plan.number()), mode, secrets, plan.kind().isLive());
      }
      if (record instanceof ModeRecord newMode) {
        boolean isOlder = mode.filter(newMode::isOlderThan).isPresent();
        return isOlder
            ? this
            : new KnownShow(show, highestPlan, Optional.of(newMode), secrets, isLive);
      }
      if (record instanceof SecretsRecord newSecrets) {
        return new KnownShow(show, highestPlan, mode, Optional.of(newSecrets), isLive);
      }
      return this;
    }
  }

  /**
   * Has somebody told of every record that was taken, in the follower's thread; it must not block.
   */
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /**
   * Has somebody told of every other record that was read, with its bytes, in that thread:
   * operations, envelopes, approvals, phone policies.
   */
  public void onOperation(BiConsumer<ShowRecord, byte[]> listener) {
    onOperation = listener;
  }

  /**
   * Takes a record of the topic. Operations, envelopes, approvals and phone policies are only
   * handed on. A record that cannot be read, or is not signed by the operators, is logged, counted
   * and passed over, and what was followed before stays.
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
            : new KnownShow(record.show(), 0, Optional.empty(), Optional.empty(), true);
    shows.put(record.show(), known.with(record));
    while (shows.size() > MAX_SHOWS) {
      shows.remove(shows.keySet().iterator().next());
    }
    showsByName = Map.copyOf(shows);
  }

  private void takePlan(PlanRecord record) {
    ShowPlan before = plansByKey.get(record.key());
    if (!record.isActive() && before != null && !before.isActivating()) {
      LOG.warn("{} is active, and a record that says otherwise was passed over", before);
    } else if (record.isActive() || record.isActivating()) {
      put(record.key(), before, new ShowPlan(record));
    } else {
      plansByKey.remove(record.key());
      LOG.info("plan {} of show {} is staged", record.number(), record.show());
    }
    plansChanged();
  }

  /** A record may be in the topic more than once; what it says is logged when it is news. */
  private void put(String key, ShowPlan before, ShowPlan plan) {
    plansByKey.put(key, plan);
    boolean isNews =
        before == null
            || before.isActivating() != plan.isActivating()
            || before.activatesAtMillis() != plan.activatesAtMillis();
    if (isNews && plan.isActivating()) {
      LOG.info("{} is being activated for {}", plan, plan.activatesAtMillis());
    } else if (isNews) {
      LOG.info("{} activates at {}", plan, plan.activatesAtMillis());
    }
  }

  private void plansChanged() {
    dropBeyondBound(plan -> plan.kind().isLive(), BY_ACTIVATION);
    dropBeyondBound(plan -> !plan.kind().isLive(), overFirst().thenComparing(BY_ACTIVATION));
    live = follow(plan -> plan.kind().isLive());
    Map<String, FollowedShows> ofGroups = new HashMap<>();
    ofGroups.put(EVERY_GROUP, follow(plan -> plan.kind().equals(EVERY_GROUPS_SHOW)));
    for (ShowPlan plan : plansByKey.values()) {
      ShowKind kind = plan.kind();
      if (!kind.group().isEmpty()) {
        ofGroups.computeIfAbsent(
            kind.group(), group -> follow(other -> other.kind().sharesPhonesWith(kind)));
      }
    }
    byGroup = Map.copyOf(ofGroups);
  }

  /** A show whose secrets are known is over; others are played while their waves last. */
  private Comparator<ShowPlan> overFirst() {
    return Comparator.comparing(plan -> secretsOf(plan.show()).isEmpty());
  }

  private void dropBeyondBound(Predicate<ShowPlan> of, Comparator<ShowPlan> leastNeededFirst) {
    List<ShowPlan> plans =
        plansByKey.values().stream().filter(of).sorted(leastNeededFirst).toList();
    plansByKey.values().removeAll(plans.subList(0, Math.max(0, plans.size() - MAX_PLANS)));
  }

  private FollowedShows follow(Predicate<ShowPlan> shown) {
    return new FollowedShows(
        plansByKey.values().stream().filter(shown).sorted(BY_ACTIVATION).toList());
  }

  /**
   * The plan to go by for who has no group: of the live show activated last, the highest number
   * that is active. While a higher one is on its way, the waves that it moves or removes are
   * {@linkplain ShowPlan#isHeld held}. If none is active yet, the one that will be first; ask
   * {@link ShowPlan#isActiveAt}.
   */
  public Optional<ShowPlan> planAt(long nowMillis) {
    return live.planAt(nowMillis);
  }

  /** The plan to go by for tickets of a group; of none, the live show's. */
  public Optional<ShowPlan> planAt(String group, long nowMillis) {
    return group.isEmpty() ? planAt(nowMillis) : ofGroup(group).planAt(nowMillis);
  }

  /** The plan by which a show goes now; the one that is given if its phones see another by now. */
  public ShowPlan planNow(ShowPlan before, long nowMillis) {
    return (before.kind().isLive() ? live : ofGroup(before.kind().group()))
        .planAt(nowMillis)
        .filter(now -> now.show().equals(before.show()))
        .orElse(before);
  }

  private FollowedShows ofGroup(String group) {
    Map<String, FollowedShows> known = byGroup;
    return known.getOrDefault(group, known.get(EVERY_GROUP));
  }

  /** The mode of a show: normal if none was read. */
  public Mode modeOf(String show) {
    KnownShow known = showsByName.get(show);
    return known == null ? Mode.NORMAL : known.mode().map(ModeRecord::mode).orElse(Mode.NORMAL);
  }

  /** Whether a show is played for money; also while no plan of it was read. */
  public boolean isLive(String show) {
    KnownShow known = showsByName.get(show);
    return known == null || known.isLive();
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
}
