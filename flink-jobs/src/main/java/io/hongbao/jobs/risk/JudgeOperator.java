package io.hongbao.jobs.risk;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.count.Beat;
import io.hongbao.rules.judge.Hit;
import io.hongbao.rules.judge.Judge;
import io.hongbao.rules.judge.JudgeState;
import io.hongbao.rules.judge.Judgement;
import io.hongbao.rules.judge.Verdict;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
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
 * The judge, keyed by the verdict's entity, as {@link #keyOf} writes it. Gathers a beat's hits and
 * says what stands.
 *
 * <p>An operator rather than a function, for when another book takes effect it has to look at every
 * entity with a verdict, between the last beat of the old book and the first of the new.
 */
final class JudgeOperator extends AbstractStreamOperator<VerdictRecord>
    implements OneInputStreamOperator<Hit, VerdictRecord>, Triggerable<String, VoidNamespace> {

  /** Verdicts of single rules with their reasons, shadow ones too. */
  static final OutputTag<Verdict> REASONED = new OutputTag<>("reasoned", RiskTypes.REASONED);

  private static final long serialVersionUID = 1L;

  private static final ValueStateDescriptor<byte[]> KEPT =
      new ValueStateDescriptor<>("judge", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final char KEY_SEPARATOR = ':';

  /** Stands for a rule's id where nothing is left to be said of an entity. */
  private static final String EXPIRED = "";

  /** What is kept of the current entity, while it is looked at. */
  private static final class Standing {
    private final JudgeState state;
    private final boolean wasKept;
    private long alarmAtMillis;

    private Standing(JudgeState state, long alarmAtMillis, boolean wasKept) {
      this.state = state;
      this.alarmAtMillis = alarmAtMillis;
      this.wasKept = wasKept;
    }
  }

  private final RuleFeed.Opener rules;

  private transient RuleFeed feed;
  private transient RuleBooks books;
  private transient Gathered gathered;

  /** Version of the book, alarm and {@link JudgeState}. Cleared as soon as nothing stands. */
  private transient ValueState<byte[]> kept;

  private transient InternalTimerService<VoidNamespace> timers;
  private transient int revisedUpTo;
  private transient Counter verdicts;
  private transient Counter takenBack;
  private transient Counter reasoned;
  private transient volatile long lastDelayMillis;

  JudgeOperator(RuleFeed.Opener rules) {
    this.rules = rules;
  }

  static String keyOf(Hit hit) {
    return keyOf(hit.entity());
  }

  private static String keyOf(Entity entity) {
    return entity.kind().name() + KEY_SEPARATOR + entity.name();
  }

  private Entity entity() {
    String key = (String) getCurrentKey();
    int separator = key.indexOf(KEY_SEPARATOR);
    return new Entity(
        EntityKind.valueOf(key.substring(0, separator)), key.substring(separator + 1));
  }

  @Override
  public void open() throws Exception {
    super.open();
    feed = rules.open();
    books = new RuleBooks(feed);
    gathered = Gathered.of(getRuntimeContext());
    kept = getRuntimeContext().getState(KEPT);
    timers = getInternalTimerService("judge", VoidNamespaceSerializer.INSTANCE, this);
    verdicts = getMetricGroup().counter("verdicts");
    takenBack = getMetricGroup().counter("takenBack");
    reasoned = getMetricGroup().counter("reasoned");
    getMetricGroup().gauge("verdictDelayMs", (Gauge<Long>) () -> lastDelayMillis);
  }

  @Override
  public void processElement(StreamRecord<Hit> element) throws Exception {
    Hit hit = element.getValue();
    gathered.add(hit.atMillis(), HitBytes.encode(hit));
    ringAt(hit.atMillis());
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long nowMillis = BeatTimers.beatEndOf(timer.getTimestamp());
    Entity entity = entity();
    Standing standing = load(entity);
    wakeUntil(nowMillis, entity, standing);
    List<Hit> hits = new ArrayList<>();
    for (byte[] bytes : gathered.take(nowMillis)) {
      hits.add(HitBytes.decode(bytes));
    }
    RuleBook book = books.at(nowMillis);
    if (!hits.isEmpty()) {
      tell(nowMillis, new Judge(book).take(standing.state, entity, nowMillis, hits));
    }
    keep(book, nowMillis, entity, standing);
  }

  /** What expires does so under the book of the moment before. */
  private void wakeUntil(long nowMillis, Entity entity, Standing standing) {
    while (standing.state.wakeAtMillis() <= nowMillis) {
      long atMillis = standing.state.wakeAtMillis();
      tell(atMillis, new Judge(books.at(atMillis - 1)).wake(standing.state, entity, atMillis));
    }
    if (standing.alarmAtMillis <= nowMillis) {
      standing.alarmAtMillis = 0;
    }
  }

  /** Timers ring by the log's clock alone. */
  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("a timer by the machine's clock, which nobody has set");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long closedUntil = Beat.closedBy(Math.min(mark.getTimestamp(), Long.MAX_VALUE - 1) + 1);
    List<RuleBook> taking = books.after(revisedUpTo, closedUntil);
    for (RuleBook book : taking) {
      long lastOfTheBookBefore = BeatTimers.ofBeat(book.effectiveAtMillis()) - 1;
      if (lastOfTheBookBefore > timers.currentWatermark()) {
        super.processWatermark(new Watermark(lastOfTheBookBefore));
      }
      revise(book);
      revisedUpTo = book.version();
    }
    if (!taking.isEmpty()) {
      allow(taking.get(taking.size() - 1));
    }
    super.processWatermark(mark);
  }

  /**
   * Looks at everybody under a new book; who has been looked at under it, before a restart, is not.
   */
  private void revise(RuleBook book) throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            KEPT,
            (key, any) -> {
              if (versionOf(kept.value()) < book.version()) {
                revise(book, entity());
              }
            });
  }

  /** Tells who is allowed, of those whom nothing stands against: nobody has ever hit them. */
  private void allow(RuleBook book) throws Exception {
    for (Entity entity : book.lists().allow()) {
      String key = keyOf(entity);
      if (isMine(key)) {
        setCurrentKey(key);
        if (kept.value() == null) {
          revise(book, entity);
        }
      }
    }
  }

  private boolean isMine(String key) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
  }

  private void revise(RuleBook book, Entity entity) throws Exception {
    long nowMillis = book.effectiveAtMillis();
    Standing standing = load(entity);
    wakeUntil(nowMillis, entity, standing);
    tell(nowMillis, new Judge(book).wake(standing.state, entity, nowMillis));
    keep(book, nowMillis, entity, standing);
  }

  private Standing load(Entity entity) throws Exception {
    byte[] bytes = kept.value();
    if (bytes == null) {
      return new Standing(new JudgeState(), 0, false);
    }
    RecordReader reader = new RecordReader(bytes);
    reader.readInt();
    long alarmAtMillis = reader.readNumber();
    return new Standing(JudgeState.decode(reader.readBytes(), entity), alarmAtMillis, true);
  }

  private static int versionOf(byte[] bytes) {
    return bytes == null ? Integer.MAX_VALUE : new RecordReader(bytes).readInt();
  }

  private void keep(RuleBook book, long nowMillis, Entity entity, Standing standing)
      throws Exception {
    if (standing.state.isEmpty()) {
      if (standing.wasKept) {
        kept.clear();
        // The last word on an entity, so that a compacted topic forgets it.
        output.collect(
            new StreamRecord<>(
                new VerdictRecord(
                    entity.kind(), entity.name(), RiskLevel.NONE, nowMillis, EXPIRED, 0),
                nowMillis));
      }
      return;
    }
    arm(standing);
    kept.update(
        new RecordWriter(256)
            .writeNumber(book.version())
            .writeNumber(standing.alarmAtMillis)
            .writeBytes(standing.state.encode())
            .toBytes());
  }

  /** One alarm an entity: what is extended again and again would else have one for every beat. */
  private void arm(Standing standing) {
    long wakeAtMillis = standing.state.wakeAtMillis();
    if (standing.alarmAtMillis == 0 || standing.alarmAtMillis > wakeAtMillis) {
      standing.alarmAtMillis = wakeAtMillis;
      ringAt(wakeAtMillis);
    }
  }

  /** At the end of the beat that an instant lies in, or that it is the end of. */
  private void ringAt(long atMillis) {
    timers.registerEventTimeTimer(
        VoidNamespace.INSTANCE, BeatTimers.ofBeat(Beat.endOf(atMillis - 1)));
  }

  private void tell(long nowMillis, Judgement judgement) {
    for (Verdict verdict : judgement.told()) {
      reasoned.inc();
      output.collect(REASONED, new StreamRecord<>(verdict, nowMillis));
    }
    judgement
        .effective()
        .ifPresent(
            verdict -> {
              boolean speaks = verdict.level() != RiskLevel.NONE || verdict.isAllowing();
              (speaks ? verdicts : takenBack).inc();
              lastDelayMillis = System.currentTimeMillis() - nowMillis;
              output.collect(new StreamRecord<>(verdict, nowMillis));
            });
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    super.close();
  }
}
