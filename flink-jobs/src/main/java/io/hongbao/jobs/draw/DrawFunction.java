package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawDecision.Refused;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.jobs.draw.BucketState.StateFaultException;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The draw in Flink: hands each record of a bucket to its {@link Bucket}, keeps what changed, and
 * passes on what came out. A losing shake touches no state.
 *
 * <p>Buckets live on the heap and are made from state when a bucket is first touched here. The two
 * agree at every checkpoint, and need not in between: a fault after one was changed fails the job,
 * which starts again from the checkpoint with an empty heap.
 *
 * <p>What one record's content causes ends in the dead letters. Faults of the state, of the outputs
 * and of restoring fail the job.
 */
class DrawFunction extends KeyedProcessFunction<String, LogRecord, DecidedShake> {

  /** For the topic {@code packets}: what was won, and what batches of seeds are worth. */
  static final OutputTag<OutgoingRecord> PACKETS = new OutputTag<>("packets", OutgoingRecord.TYPE);

  private static final long serialVersionUID = 1L;

  private final ControlKeys.Loader keysLoader;
  private final int partitions;

  private transient ControlKeys keys;
  private transient BucketKeys bucketKeys;
  private transient BucketState bucketState;
  private transient DrawMetrics metrics;

  /** By key. Bounded by the buckets of all shows: one without control records is not kept. */
  private transient Map<String, Bucket> buckets;

  private transient boolean tallyWasRead;

  /**
   * A draw that has not begun.
   *
   * @param partitions of {@code shakes}
   */
  DrawFunction(ControlKeys.Loader keysLoader, int partitions) {
    this.keysLoader = keysLoader;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    keys = keysLoader.load();
    bucketKeys = new BucketKeys();
    bucketState = openMemory();
    metrics = openMetrics();
    buckets = new HashMap<>();
  }

  /** A seam for tests that watch the state. */
  BucketState openMemory() {
    return BucketState.of(getRuntimeContext());
  }

  /** A seam for tests that read the numbers. */
  DrawMetrics openMetrics() {
    return new DrawMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<DecidedShake> out)
      throws Exception {
    if (record.isDamaged()) {
      setAside(record, record.damage(), context);
      return;
    }
    ShakesRecord decoded;
    try {
      decoded = ShakesRecord.decodeOf(bucketKeys.read(record.key()).key(), record.value());
    } catch (RuntimeException e) {
      setAside(record, String.valueOf(e.getMessage()), context);
      return;
    }
    if (decoded instanceof ShakeRecord shake) {
      draw(shake, record, context, out);
    } else if (decoded instanceof SignedControl control) {
      take(control, record, context);
    }
  }

  private void draw(
      ShakeRecord shake, LogRecord record, Context context, Collector<DecidedShake> out)
      throws Exception {
    Bucket bucket = bucket(shake.key(), context);
    DrawDecision decision;
    tallyWasRead = false;
    try {
      decision =
          bucket.decide(
              shake.toShake(record.partition(), record.appendedAtMillis()), this::readTally);
    } catch (StateFaultException e) {
      throw e;
    } catch (RuntimeException e) {
      setAside(record, "cannot be decided: " + e, context);
      return;
    }
    if (decision instanceof Decided decided) {
      keep(decided, bucket, shake, record, context);
      out.collect(
          DecidedShake.decided(
              shake,
              record.appendedAtMillis(),
              decided.outcome(),
              bucket.terms().orElseThrow().answerLifetime()));
    } else if (decision instanceof Closed closed) {
      if (isCounted(bucket)) {
        metrics.closed(closed.reason());
      }
      out.collect(DecidedShake.closed(shake, record.appendedAtMillis()));
    } else if (decision instanceof Refused refused) {
      setAside(record, refused.why(), context);
    }
  }

  private UserTally readTally(String user) {
    tallyWasRead = true;
    return bucketState.tally(user);
  }

  private void keep(
      Decided decided, Bucket bucket, ShakeRecord shake, LogRecord record, Context context)
      throws Exception {
    if (isCounted(bucket)) {
      metrics.decided(decided.outcome());
    }
    if (decided.change().isEmpty()) {
      if (tallyWasRead) {
        metrics.repeatedPassingTurn();
      }
      return;
    }
    DrawDecision.Change change = decided.change().get();
    bucketState.keepChange(shake.user(), change);
    bucket.accept(decided);
    if (change.taken().isPresent()) {
      SeedPosition seed = change.taken().get();
      metrics.won(seed.enterpriseId());
      WonRecord won =
          WonRecord.of(
              shake,
              record.partition(),
              record.offset(),
              record.appendedAtMillis(),
              seed,
              bucket.terms().orElseThrow());
      context.output(PACKETS, new OutgoingRecord(Topics.PACKETS, won.packetId(), won.encode()));
    }
  }

  /** Nobody counts what happens in a practice show; no turn passes there. */
  private static boolean isCounted(Bucket bucket) {
    return !bucket.kind().isPractice();
  }

  private void take(SignedControl signed, LogRecord record, Context context) throws Exception {
    if (!signed.livesIn(record.partition(), partitions)) {
      setAside(record, signed + ": its bucket does not live in this partition", context);
      return;
    }
    ControlRecord control;
    try {
      control = signed.verify(keys.verifyingKey(), keys.sealingKey());
    } catch (RuntimeException e) {
      setAside(record, String.valueOf(e.getMessage()), context);
      return;
    }
    Bucket bucket = bucket(signed.key(), context);
    Map<String, Long> seedsBefore = bucket.seedsLeft();
    long appliedBefore = bucket.appliedUpTo();
    ControlEffect effect = bucket.apply(control);
    switch (effect) {
      case KEPT -> keepControl(bucket, appliedBefore, control, record, context);
      case REFUSED -> {
        keepControl(bucket, appliedBefore, control, record, context);
        setAside(record, signed + ": " + String.join("; ", bucket.refusals()), context);
      }
      case ENDED -> {
        bucketState.keepControl(control.number(), record.value());
        bucketState.keepOnlyEnd(bucket.appliedUpTo());
      }
      case REPEATED -> metrics.controlRepeated();
      case CONFLICT -> setAside(record, signed + ": its number stands for other content", context);
      case TOO_FAR_AHEAD ->
          setAside(record, signed + ": too far ahead of the ones that are missing", context);
      case AFTER_END -> setAside(record, signed + ": the show is over", context);
    }
    if (effect.isKept()) {
      metrics.controlApplied();
      metrics.addSeedsLeft(seedsBefore, -1);
      metrics.addSeedsLeft(bucket.seedsLeft(), 1);
      for (BatchRecord batch : bucket.moneyRecords()) {
        context.output(
            PACKETS, new OutgoingRecord(Topics.PACKETS, batch.key(), MoneyCodec.encode(batch)));
      }
    }
  }

  private void keepControl(
      Bucket bucket, long appliedBefore, ControlRecord control, LogRecord record, Context context)
      throws Exception {
    bucketState.keepControl(control.number(), record.value());
    bucketState.keepCarries(bucket, appliedBefore);
    remember(bucket, context);
  }

  private Bucket bucket(BucketKey key, Context context) {
    Bucket known = buckets.get(context.getCurrentKey());
    if (known != null) {
      return known;
    }
    Bucket restored = bucketState.restore(key, keys.sealingKey());
    if (restored.appliedUpTo() > 0 || restored.hasGap()) {
      remember(restored, context);
      metrics.addSeedsLeft(restored.seedsLeft(), 1);
    }
    return restored;
  }

  private void remember(Bucket bucket, Context context) {
    buckets.put(context.getCurrentKey(), bucket);
  }

  private void setAside(LogRecord record, String why, Context context) {
    metrics.deadLetter();
    context.output(DeadLetterFactory.TAG, record.asDeadLetter(why));
  }
}
