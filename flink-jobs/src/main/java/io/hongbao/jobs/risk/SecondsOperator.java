package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.EvaluationSecond;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A stop of events or signal vectors: lets the records of an evaluation second wait until the
 * watermark has passed its end, and then counts a key's at once. So the state of a key is read and
 * written once a second at most, and no second needs a timer: a watermark closes them in order.
 * Timers only look whether the state of a key is of use still.
 *
 * <p>An operator rather than a function, for it acts at watermarks and checkpoints for all keys.
 */
abstract class SecondsOperator<T> extends AbstractStreamOperator<VersionedSignalVector>
    implements OneInputStreamOperator<T, VersionedSignalVector>, Triggerable<String, String> {

  private static final long serialVersionUID = 1L;

  /** The part of a key's state that is of the key as a whole. */
  static final String WHOLE = "";

  private final RuleSource.Opener rules;
  private final RecordCodec<T> codec;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient OpenSeconds<T> waiting;
  private transient KeyState state;
  private transient InternalTimerService<String> cleanups;
  private transient Counter late;

  SecondsOperator(RuleSource.Opener rules, RecordCodec<T> codec) {
    this.rules = rules;
    this.codec = codec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int keyGroups = task.getMaxNumberOfParallelSubtasks();
    waiting =
        new OpenSeconds<>(
            codec,
            getKeyedStateBackend(),
            KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                keyGroups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()),
            keyGroups,
            OpenSeconds.MAX_ON_HEAP);
    state = new KeyState(getKeyedStateBackend(), ruleSets);
    cleanups = getInternalTimerService("cleanups", StringSerializer.INSTANCE, this);
    late = getMetricGroup().counter("late");
    getMetricGroup().gauge("waiting", (Gauge<Integer>) waiting::onHeap);
  }

  /** The records of a second, which is over, and of one key group; none of the second follow. */
  abstract void close(long secondEndMillis, List<T> records) throws Exception;

  /**
   * From when on a part of the current key's state is of no use.
   *
   * @param bytes of that part
   */
  abstract long emptyAtMillis(String part, byte[] bytes, CompiledRuleSet ruleSet);

  /** Has a record wait for the end of its second; one that comes later is dropped and counted. */
  final void gather(long secondEndMillis, String key, T record) throws Exception {
    if (!waiting.add(secondEndMillis, key, record)) {
      late.inc();
    }
  }

  final void emit(long secondEndMillis, VersionedSignalVector vector) {
    output.collect(new StreamRecord<>(vector, EvaluationTimers.ofSecond(secondEndMillis)));
  }

  final CompiledRuleSet ruleSetAt(long secondEndMillis) {
    return ruleSets.at(secondEndMillis);
  }

  final KeyState state() {
    return state;
  }

  final void cleanUpAt(String part, long emptyAtMillis) {
    cleanups.registerEventTimeTimer(part, EvaluationSecond.endOf(emptyAtMillis));
  }

  /** No state is touched when a record comes, so its key need not be set. */
  @Override
  public final void setKeyContextElement(StreamRecord<T> record) {}

  @Override
  public final void processWatermark(Watermark mark) throws Exception {
    waiting.closeUntil(mark.getTimestamp(), this::close);
    super.processWatermark(mark);
  }

  @Override
  public final void onEventTime(InternalTimer<String, String> timer) throws Exception {
    String part = timer.getNamespace();
    byte[] bytes = state.load(part);
    if (bytes == null) {
      return;
    }
    long nowMillis = timer.getTimestamp();
    long emptyAtMillis = emptyAtMillis(part, bytes, ruleSets.at(nowMillis));
    if (emptyAtMillis <= nowMillis) {
      state.clear();
    } else {
      cleanUpAt(part, emptyAtMillis);
    }
  }

  /** Timers ring by the log's clock alone. */
  @Override
  public final void onProcessingTime(InternalTimer<String, String> timer) {
    throw new IllegalStateException("a timer by the machine's clock, which nobody has set");
  }

  @Override
  public final void snapshotState(StateSnapshotContext context) throws Exception {
    waiting.write();
    super.snapshotState(context);
  }

  @Override
  public final void close() throws Exception {
    if (source != null) {
      source.close();
    }
    super.close();
  }
}
