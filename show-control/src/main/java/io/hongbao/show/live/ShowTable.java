package io.hongbao.show.live;

import io.hongbao.wire.records.ApprovalRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.PolicyRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shows of topic {@code show}, made up from its records in their order.
 *
 * <p>Of two operations with one number the one that stands first counts. (Who comes second writes
 * the first once more before going on, so that compaction, which keeps the last, keeps the first.)
 * A plan is what its operation staged; records of another content under its number are passed over.
 * It is activating once an operation says so, and active once its record says so.
 *
 * <p>Not thread-safe.
 */
public final class ShowTable {

  private final Map<String, Records> shows = new LinkedHashMap<>();

  /** Null if nobody has said whether plans wait. */
  private ApprovalRecord approval;

  private int policyVersion;

  /** What came of one show. */
  private static final class Records {
    private final TreeMap<Long, OpRecord> ops = new TreeMap<>();
    private final List<PlanRecord> plans = new ArrayList<>();
    private ModeRecord mode;
    private SecretsRecord secrets;
    private EnvelopeRecord envelope;
  }

  /** Takes the next record. */
  public void accept(ShowRecord record) {
    if (record instanceof ApprovalRecord newest) {
      approval = newest;
      return;
    }
    if (record instanceof PolicyRecord policy) {
      policyVersion = Math.max(policyVersion, policy.version());
      return;
    }
    Records show = shows.computeIfAbsent(record.show(), unknown -> new Records());
    if (record instanceof OpRecord op) {
      show.ops.merge(op.number(), op, ShowTable::first);
    } else if (record instanceof PlanRecord plan) {
      show.plans.add(plan);
    } else if (record instanceof ModeRecord mode) {
      boolean isOlder = show.mode != null && mode.isOlderThan(show.mode);
      show.mode = isOlder ? show.mode : mode;
    } else if (record instanceof SecretsRecord secrets) {
      show.secrets = secrets;
    } else if (record instanceof EnvelopeRecord envelope) {
      boolean isOlder = show.envelope != null && envelope.isOlderThan(show.envelope);
      show.envelope = isOlder ? show.envelope : envelope;
    }
  }

  /** Whether staged plans wait for a second person. */
  public boolean isApprovalRequired() {
    return approval != null && approval.isRequired();
  }

  /** The newest phone policy; 0 if none was published. */
  public int policyVersion() {
    return policyVersion;
  }

  /** Every show that was operated, in the order in which they came up. */
  public List<ShowState> shows() {
    return shows.entrySet().stream()
        .filter(show -> !show.getValue().ops.isEmpty())
        .map(show -> show(show.getKey()))
        .toList();
  }

  /** The records that count, in an order in which they make up the same shows. */
  public List<ShowRecord> records() {
    List<ShowRecord> records = new ArrayList<>();
    if (approval != null) {
      records.add(approval);
    }
    for (String name : shows.keySet()) {
      ShowState state = show(name);
      records.addAll(state.ops());
      records.addAll(state.plans());
      state.modeRecord().ifPresent(records::add);
      state.secrets().ifPresent(records::add);
      state.envelope().ifPresent(records::add);
    }
    return records;
  }

  /** A show; without any operation if it is not known. */
  public ShowState show(String name) {
    Records records = shows.getOrDefault(name, new Records());
    Map<Long, PlanRecord> plans = new TreeMap<>();
    for (OpRecord op : records.ops.values()) {
      if (op.op() instanceof Stage stage) {
        plans.put(stage.plan().number(), stage.plan());
      } else if (op.op() instanceof Activate activate) {
        plans.computeIfPresent(
            activate.plan(), (number, plan) -> plan.activatingAt(activate.atMillis()));
      }
    }
    Map<Long, PlanRecord> lastRecords = new TreeMap<>();
    for (PlanRecord record : records.plans) {
      boolean isSamePlan =
          plans.containsKey(record.number())
              && plans.get(record.number()).staged().equals(record.staged());
      if (isSamePlan) {
        lastRecords.put(record.number(), record);
        if (record.isActive()) {
          plans.computeIfPresent(
              record.number(), (number, known) -> known.isActive() ? known : record);
        }
      }
    }
    List<PlanRecord> abandoned =
        lastRecords.values().stream()
            .filter(record -> record.isActivating() && !isTold(plans.get(record.number())))
            .map(PlanRecord::staged)
            .toList();
    return new ShowState(
        name,
        List.copyOf(records.ops.values()),
        plans,
        abandoned,
        records.mode,
        records.secrets,
        records.envelope,
        isApprovalRequired());
  }

  private static OpRecord first(OpRecord before, OpRecord next) {
    return next.isDone() && next.isSameAs(before) ? next : before;
  }

  /** Whether its operation stands in the topic, so that buckets may have their Activates. */
  private static boolean isTold(PlanRecord plan) {
    return plan.isActivating() || plan.isActive();
  }
}
