package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Control.BeaconValue;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.OpRecord.Approve;
import io.hongbao.wire.records.OpRecord.Op;
import io.hongbao.wire.records.OpRecord.PublishSecrets;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A show as its operations made it. Immutable. */
public final class ShowState {

  private static final long FIRST_PLAN = 1;

  private final String show;
  private final List<OpRecord> ops;
  private final TreeMap<Long, PlanRecord> plans;
  private final List<PlanRecord> abandoned;
  private final Optional<ModeRecord> mode;
  private final Optional<SecretsRecord> secrets;
  private final Optional<EnvelopeRecord> envelope;
  private final boolean approvalRequired;

  ShowState(
      String show,
      List<OpRecord> ops,
      Map<Long, PlanRecord> plans,
      List<PlanRecord> abandoned,
      ModeRecord mode,
      SecretsRecord secrets,
      EnvelopeRecord envelope,
      boolean approvalRequired) {
    this.show = show;
    this.ops = List.copyOf(ops);
    this.plans = new TreeMap<>(plans);
    this.abandoned = List.copyOf(abandoned);
    this.mode = Optional.ofNullable(mode);
    this.secrets = Optional.ofNullable(secrets);
    this.envelope = Optional.ofNullable(envelope);
    this.approvalRequired = approvalRequired;
  }

  public String show() {
    return show;
  }

  /** What the show is played for: live until its first plan is staged. */
  public ShowKind kind() {
    return plans.isEmpty() ? ShowKind.LIVE : plans.firstEntry().getValue().kind();
  }

  /** All operations, by number. */
  public List<OpRecord> ops() {
    return ops;
  }

  public Optional<OpRecord> lastOp() {
    return ops.isEmpty() ? Optional.empty() : Optional.of(ops.get(ops.size() - 1));
  }

  public Optional<OpRecord> op(long number) {
    return ops.stream().filter(op -> op.number() == number).findFirst();
  }

  long nextOpNumber() {
    return lastOp().map(OpRecord::number).orElse(0L) + 1;
  }

  long nextPlanNumber() {
    return plans.isEmpty() ? 1 : plans.lastKey() + 1;
  }

  public Optional<PlanRecord> plan(long number) {
    return Optional.ofNullable(plans.get(number));
  }

  /** Every plan, by number, each in its newest state. */
  public Collection<PlanRecord> plans() {
    return Collections.unmodifiableCollection(plans.values());
  }

  /**
   * The plans, as they were staged, that edges were told to be activating, and that no operation
   * activates: the command was cut off, or another was faster.
   */
  List<PlanRecord> abandoned() {
    return abandoned;
  }

  /** The plan that was put in force last, be it that this is not complete yet. */
  public Optional<PlanRecord> inForce() {
    return inForceBefore(nextOpNumber());
  }

  /** The plan that was in force when an operation was written. */
  Optional<PlanRecord> inForceBefore(long opNumber) {
    return activatedBefore(opNumber).stream().reduce((before, next) -> next);
  }

  /** The campaigns of all plans that were ever put in force before an operation, in that order. */
  List<Campaign> campaignsBefore(long opNumber) {
    return activatedBefore(opNumber).stream().map(PlanRecord::campaign).toList();
  }

  /** All plans that were ever put in force before an operation, in that order. */
  List<PlanRecord> activatedBefore(long opNumber) {
    return ops.stream()
        .filter(op -> op.number() < opNumber)
        .map(OpRecord::op)
        .filter(Activate.class::isInstance)
        .map(op -> plans.get(((Activate) op).plan()))
        .toList();
  }

  /** The plan that was staged last, unless it is in force or older than the one that is. */
  public Optional<PlanRecord> staged() {
    long inForce = inForce().map(PlanRecord::number).orElse(0L);
    return plans.isEmpty() || plans.lastKey() <= inForce
        ? Optional.empty()
        : Optional.of(plans.lastEntry().getValue());
  }

  /**
   * The plan that was staged last.
   *
   * @throws ShowRefusedException if none is staged
   */
  public PlanRecord requireStaged() {
    return staged()
        .orElseThrow(
            () ->
                new ShowRefusedException(
                    "nothing is staged for show "
                        + show
                        + ": stage a file with ./hongbao show stage FILE"));
  }

  /** The operation that appended a plan's seeds and terms, if there is one. */
  public Optional<OpRecord> appendOf(long plan) {
    return ops.stream()
        .filter(op -> op.op() instanceof AppendPlan append && append.plan() == plan)
        .reduce((before, next) -> next);
  }

  /** Who said that a plan may be activated. */
  public List<String> approversOf(long plan) {
    return ops.stream()
        .filter(op -> op.op() instanceof Approve approve && approve.plan() == plan)
        .map(OpRecord::author)
        .distinct()
        .toList();
  }

  /** Who cannot approve a plan: who staged it, and of the first plan also who loaded its seeds. */
  List<String> authorsOf(long plan) {
    return ops.stream()
        .filter(
            op ->
                (op.op() instanceof Stage stage && stage.plan().number() == plan)
                    || (plan == FIRST_PLAN
                        && op.op() instanceof AppendPlan append
                        && append.plan() == plan))
        .map(OpRecord::author)
        .distinct()
        .toList();
  }

  /** Whether the staged plan waits for a second person's word; a practice show's never does. */
  public boolean isWaitingForApproval() {
    return approvalRequired
        && !kind().isPractice()
        && staged()
            .map(PlanRecord::number)
            .filter(plan -> authorsOf(plan).containsAll(approversOf(plan)))
            .isPresent();
  }

  /** What the show is bounded by, whoever signed it. */
  public Optional<EnvelopeRecord> envelope() {
    return envelope;
  }

  /** Of each bucket, the number of its last control record when an operation was written. */
  List<Long> lastControlsBefore(long opNumber, int buckets) {
    return ops.stream()
        .filter(op -> op.number() < opNumber && !op.lastControls().isEmpty())
        .reduce((before, next) -> next)
        .map(OpRecord::lastControls)
        .orElseGet(() -> Collections.nCopies(buckets, 0L));
  }

  /**
   * The limits of a plan's terms: what earlier plans said, and what it changes.
   *
   * @param append the operation that appends them
   */
  List<LimitChange> limitChanges(OpRecord append) {
    AppendPlan appended = (AppendPlan) append.op();
    List<LimitChange> changes = new ArrayList<>();
    for (PlanRecord plan : activatedBefore(append.number())) {
      appendOf(plan.number())
          .ifPresent(before -> addChange(changes, (AppendPlan) before.op(), plan));
    }
    addChange(changes, appended, plans.get(appended.plan()));
    return changes;
  }

  static void addChange(List<LimitChange> changes, AppendPlan append, PlanRecord plan) {
    Limits limits = plan.campaign().limits();
    if (changes.isEmpty()) {
      changes.add(new LimitChange(0, limits));
    } else if (!changes.get(changes.size() - 1).limits().equals(limits)) {
      changes.add(new LimitChange(append.atMillis(), limits));
    }
  }

  /** How edges treat shakes. */
  public Mode mode() {
    return mode.map(ModeRecord::mode).orElse(Mode.NORMAL);
  }

  public Optional<ModeRecord> modeRecord() {
    return mode;
  }

  /** Whether a wave is paused from an instant on, as far as operators have said. */
  public boolean isPausedAt(String waveId, long atMillis) {
    TreeMap<Long, Boolean> changes = new TreeMap<>();
    for (OpRecord op : ops) {
      if (op.op() instanceof Tell tell
          && tell.control() instanceof Control.Pause pause
          && pause.waveId().equals(waveId)) {
        changes.put(pause.atMillis(), pause.paused());
      }
    }
    Map.Entry<Long, Boolean> last = changes.floorEntry(atMillis);
    return last != null && last.getValue();
  }

  /** Whether what a wave had left was moved into a later one. */
  public boolean isCarried(String fromWaveId) {
    return ops.stream()
        .anyMatch(
            op ->
                op.op() instanceof Tell tell
                    && tell.control() instanceof Control.Carry carry
                    && carry.fromWaveId().equals(fromWaveId));
  }

  /** What operators said of a wave's beacon, in their order. */
  List<Control.Beacon> beacons(String waveId) {
    return ops.stream()
        .map(OpRecord::op)
        .filter(op -> op instanceof Tell tell && tell.control() instanceof Control.Beacon)
        .map(op -> (Control.Beacon) ((Tell) op).control())
        .filter(beacon -> beacon.waveId().equals(waveId))
        .toList();
  }

  /** The value of a wave's beacon, once it is known. */
  public Optional<BeaconValue> beaconValue(String waveId) {
    return beacons(waveId).stream().flatMap(beacon -> beacon.value().stream()).findFirst();
  }

  /** Whether the show was told to end. */
  public boolean hasEnded() {
    return ops.stream()
        .anyMatch(op -> op.op() instanceof Tell tell && tell.control() instanceof Control.End);
  }

  /** Whether its secrets were published. */
  public boolean isPublished() {
    return secrets.isPresent() || last(PublishSecrets.class, nextOpNumber()).isPresent();
  }

  public Optional<SecretsRecord> secrets() {
    return secrets;
  }

  private <T extends Op> Optional<T> last(Class<T> kind, long beforeOp) {
    return ops.stream()
        .filter(op -> op.number() < beforeOp)
        .map(OpRecord::op)
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((before, next) -> next);
  }
}
