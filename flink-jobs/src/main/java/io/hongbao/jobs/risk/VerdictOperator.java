package io.hongbao.jobs.risk;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.rules.verdict.VerdictScheduler;
import io.hongbao.rules.verdict.VerdictScheduler.Subject;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The judge, keyed by the verdict's entity, as {@link #keyOf} writes it. Gathers an evaluation
 * second's hits and says what stands.
 *
 * <p>An operator rather than a function, for when another rule set takes effect it has to look at
 * every entity with a verdict, between the last evaluation second of the old rule set and the first
 * of the new.
 */
final class VerdictOperator extends AbstractStreamOperator<VerdictRecord>
    implements OneInputStreamOperator<Hit, VerdictRecord>, Triggerable<String, VoidNamespace> {

  /** Verdicts of single rules with their reasons, shadow ones too. */
  static final OutputTag<Verdict> REASONED = new OutputTag<>("reasoned", RiskTypes.REASONED);

  /** Says when this subtask has a rule set in force. */
  static final OutputTag<RiskNote> IN_FORCE = new OutputTag<>("in-force", RiskTypes.NOTE);

  private static final long serialVersionUID = 1L;

  /** Stands for a rule's id where nothing is left to be said of an entity. */
  private static final String EXPIRED = "";

  /** Between an entity's kind and its name in the key. */
  private static final char KEY_SEPARATOR = ':';

  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient EvaluationBuffer buffer;

  private transient VerdictStateStore store;
  private transient VerdictScheduler scheduler;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient int revisedUpTo;
  private transient Counter verdicts;
  private transient Counter takenBack;
  private transient Counter reasoned;
  private transient volatile long lastDelayMillis;

  VerdictOperator(RuleSource.Opener rules) {
    this.rules = rules;
  }

  static String keyOf(Hit hit) {
    return keyOfEntity(hit.entity());
  }

  private static String keyOfEntity(Entity entity) {
    return entity.kind().name() + KEY_SEPARATOR + entity.name();
  }

  /** The entity of the current key. */
  private Entity entity() {
    String key = (String) getCurrentKey();
    int separator = key.indexOf(KEY_SEPARATOR);
    return new Entity(
        EntityKind.valueOf(key.substring(0, separator)), key.substring(separator + 1));
  }

  @Override
  public void open() throws Exception {
    super.open();
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    buffer = EvaluationBuffer.of(getRuntimeContext());
    store = VerdictStateStore.of(getRuntimeContext());
    scheduler = new VerdictScheduler(new Driver());
    timers = getInternalTimerService("judge", VoidNamespaceSerializer.INSTANCE, this);
    verdicts = getMetricGroup().counter("verdicts");
    takenBack = getMetricGroup().counter("takenBack");
    reasoned = getMetricGroup().counter("reasoned");
    getMetricGroup().gauge("verdictDelayMs", (Gauge<Long>) () -> lastDelayMillis);
  }

  @Override
  public void processElement(StreamRecord<Hit> element) throws Exception {
    Hit hit = element.getValue();
    buffer.add(hit.atMillis(), HitCodec.encode(hit));
    setTimer(hit.atMillis());
  }

  private void setTimer(long secondEndMillis) {
    timers.registerEventTimeTimer(
        VoidNamespace.INSTANCE, EvaluationTimers.ofSecond(secondEndMillis));
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long nowMillis = EvaluationSecond.endOf(timer.getTimestamp());
    List<Hit> hits = new ArrayList<>();
    for (byte[] bytes : buffer.take(nowMillis)) {
      hits.add(HitCodec.decode(bytes));
    }
    Subject subject = store.load(entity());
    boolean isToBeKept = scheduler.ring(subject, nowMillis, hits);
    keep(subject, isToBeKept, ruleSets.at(nowMillis), nowMillis);
  }

  /** Timers ring by the log's clock alone. */
  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("a timer by the machine's clock, which nobody has set");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long closedUntil = EvaluationTimers.closedBy(mark.getTimestamp());
    List<CompiledRuleSet> taking = ruleSets.after(revisedUpTo, closedUntil);
    for (CompiledRuleSet ruleSet : taking) {
      long lastOfRuleSetBefore = EvaluationTimers.ofSecond(ruleSet.effectiveAtMillis()) - 1;
      if (lastOfRuleSetBefore > timers.currentWatermark()) {
        super.processWatermark(new Watermark(lastOfRuleSetBefore));
        requireNotCancelled();
      }
      revise(ruleSet);
      revisedUpTo = ruleSet.version();
      TaskInfo task = getRuntimeContext().getTaskInfo();
      RiskNote inForce =
          RiskNote.inForce(
              ruleSet.version(),
              task.getIndexOfThisSubtask(),
              task.getNumberOfParallelSubtasks(),
              ruleSet.effectiveAtMillis());
      output.collect(IN_FORCE, new StreamRecord<>(inForce, ruleSet.effectiveAtMillis()));
    }
    if (!taking.isEmpty()) {
      allow(taking.get(taking.size() - 1));
    }
    super.processWatermark(mark);
  }

  /**
   * Flink stops ringing timers in the middle when it cancels a task, and says nothing of it. Who
   * was looked at now, with hits that wait still, would be told of what never was.
   */
  private void requireNotCancelled() {
    if (getContainingTask().isCanceled()) {
      throw new CancelTaskException("cancelled between two rule sets");
    }
  }

  /**
   * Looks at everybody under a new rule set; who has been looked at under it, before a restart, is
   * not.
   */
  private void revise(CompiledRuleSet ruleSet) throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            VerdictStateStore.KEPT,
            (key, any) -> {
              if (store.isOlderThan(ruleSet.version())) {
                revise(ruleSet, entity());
              }
            });
  }

  /** Tells who is allowed, of those whom nothing stands against: nobody has ever hit them. */
  private void allow(CompiledRuleSet ruleSet) throws Exception {
    for (Entity entity : ruleSet.lists().allow()) {
      String key = keyOfEntity(entity);
      if (isOwnKey(key)) {
        setCurrentKey(key);
        if (!store.isKept()) {
          revise(ruleSet, entity);
        }
      }
    }
  }

  private boolean isOwnKey(String key) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
  }

  private void revise(CompiledRuleSet ruleSet, Entity entity) throws Exception {
    long nowMillis = ruleSet.effectiveAtMillis();
    Subject subject = store.load(entity);
    boolean isToBeKept = scheduler.revise(subject, ruleSet, nowMillis);
    keep(subject, isToBeKept, ruleSet, nowMillis);
  }

  private void keep(Subject subject, boolean isToBeKept, CompiledRuleSet ruleSet, long nowMillis)
      throws Exception {
    if (isToBeKept) {
      store.save(ruleSet.version(), subject);
    } else if (store.isKept()) {
      store.clear();
      // The last word on an entity, so that a compacted topic forgets it.
      Entity entity = subject.entity();
      output.collect(
          new StreamRecord<>(
              new VerdictRecord(
                  entity.kind(), entity.name(), RiskLevel.NONE, nowMillis, EXPIRED, 0),
              nowMillis));
    }
  }

  /** Flink's timers and outputs, for the current key. */
  private final class Driver implements VerdictScheduler.Driver {

    @Override
    public CompiledRuleSet bookAt(long atMillis) {
      return ruleSets.at(atMillis);
    }

    @Override
    public void ringAt(Entity entity, long secondEndMillis) {
      VerdictOperator.this.setTimer(secondEndMillis);
    }

    @Override
    public boolean hasLogEnded() {
      return timers.currentWatermark() == Long.MAX_VALUE;
    }

    @Override
    public void judged(long atMillis, Entity entity, VerdictUpdate update) {
      for (Verdict verdict : update.told()) {
        reasoned.inc();
        output.collect(REASONED, new StreamRecord<>(verdict, atMillis));
      }
      update
          .effective()
          .ifPresent(
              verdict -> {
                boolean speaks = verdict.level() != RiskLevel.NONE || verdict.isAllowing();
                (speaks ? verdicts : takenBack).inc();
                lastDelayMillis = System.currentTimeMillis() - atMillis;
                output.collect(new StreamRecord<>(verdict, atMillis));
              });
    }
  }

  @Override
  public void close() throws Exception {
    if (source != null) {
      source.close();
    }
    super.close();
  }
}
