package io.hongbao.jobs.packets;

import io.hongbao.cache.PacketStanding;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketClock;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The life of packets in Flink: hands each record of a packet to {@link PacketEngine} and each of a
 * batch to its {@link BatchState}, keeps what changed, and passes on what came out.
 *
 * <p>Its timers are the clock of {@link PacketClock}: they append to {@code packets} and decide
 * nothing. A packet has one timer or two, and one that finds nothing due does nothing, which is
 * cheaper than to take timers back whenever a packet is claimed.
 *
 * <p>What one record's content causes ends in the dead letters. Faults of the state and of the
 * outputs fail the job.
 */
final class PacketFunction extends KeyedProcessFunction<String, MoneyLogRecord, OutgoingRecord> {

  /** Where packets stand, for those who hold them. */
  static final OutputTag<PacketStanding> STANDINGS =
      new OutputTag<>("standings", StandingSink.TYPE);

  /**
   * How much later than it could a timer fires. What it appends is void if the log's clock is
   * further behind this machine's.
   */
  static final long MARGIN_MILLIS = 1_000;

  /**
   * How long a record that is due may take to come back through the log before it is appended
   * again; and how long something that is overdue when it is first read waits for what else stands
   * in the log, so that a job that begins anew appends little.
   */
  static final long PATIENCE_MILLIS = 60_000;

  private static final long serialVersionUID = 1L;

  private static final PacketEngine ENGINE = new PacketEngine();

  private transient MoneyState memory;
  private transient PacketMetrics metrics;

  @Override
  public void open(OpenContext context) {
    memory = MoneyState.of(getRuntimeContext());
    metrics = new PacketMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(MoneyLogRecord record, Context context, Collector<OutgoingRecord> out)
      throws IOException {
    MoneyRecord decoded;
    try {
      decoded = MoneyCodec.decode(record.value());
    } catch (MalformedRecordException e) {
      setAside(record, e.getMessage(), context);
      return;
    }
    if (decoded instanceof PacketRecord ofPacket) {
      decide(ofPacket, record, context, out);
    } else {
      decide((BatchRecord) decoded, record, context, out);
    }
  }

  private void decide(
      PacketRecord decoded, MoneyLogRecord record, Context context, Collector<OutgoingRecord> out)
      throws IOException {
    PacketState before = memory.packet(decoded.packetId());
    PacketDecision decision = ENGINE.decide(before, decoded, record.appendedAtMillis());
    metrics.decided(decision.effect());
    decision.entries().forEach(entry -> enter(entry, out));
    decision.instructions().forEach(instruction -> instruct(instruction, out));
    decision.refusals().forEach(why -> setAside(record, why, context));
    switch (decision.effect()) {
      case CHANGED, WAITS -> {
        memory.keep(decision.after());
        wakeUp(before, decision.after(), context.timerService());
        context.output(
            STANDINGS, new PacketStanding(decoded.packetId(), record.offset(), decision.after()));
      }
      case TOO_EARLY -> wakeUpSoon(context.timerService());
      case NOTHING_TO_DO, SHARES_CLOSED, SHARE_GONE, HAS_SHARE, REFUSED -> {}
    }
  }

  private void decide(
      BatchRecord decoded, MoneyLogRecord record, Context context, Collector<OutgoingRecord> out)
      throws IOException {
    BatchState before = memory.batch(decoded.batchId());
    BatchState.Decision decision = before.decide(decoded);
    decision.entries().forEach(entry -> enter(entry, out));
    decision.refusal().ifPresent(why -> setAside(record, why, context));
    if (!decision.after().equals(before)) {
      memory.keep(decision.after());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out)
      throws IOException {
    long nowMillis = context.timerService().currentProcessingTime();
    PacketState state = memory.packet(context.getCurrentKey());
    for (PacketRecord due : PacketClock.recordsDue(context.getCurrentKey(), state, nowMillis)) {
      metrics.clockRecord();
      out.collect(new OutgoingRecord(Topics.PACKETS, due.key(), MoneyCodec.encode(due)));
    }
    wakeUp(PacketClock.nextAtMillis(state), context.timerService());
  }

  private static void wakeUp(PacketState before, PacketState after, TimerService timers) {
    OptionalLong nextAtMillis = PacketClock.nextAtMillis(after);
    if (!nextAtMillis.equals(PacketClock.nextAtMillis(before))) {
      wakeUp(nextAtMillis, timers);
    }
  }

  private static void wakeUp(OptionalLong nextAtMillis, TimerService timers) {
    if (nextAtMillis.isEmpty()) {
      return;
    }
    long nowMillis = timers.currentProcessingTime();
    boolean isOverdue = nextAtMillis.getAsLong() <= nowMillis;
    timers.registerProcessingTimeTimer(
        isOverdue ? nowMillis + PATIENCE_MILLIS : nextAtMillis.getAsLong() + MARGIN_MILLIS);
  }

  /** The log's clock is behind this machine's. */
  private static void wakeUpSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + MARGIN_MILLIS);
  }

  private void enter(LedgerEntry entry, Collector<OutgoingRecord> out) {
    metrics.entry(entry.kind());
    out.collect(new OutgoingRecord(Topics.LEDGER, entry.id(), LedgerCodec.encode(entry)));
  }

  private void instruct(PayoutInstruction instruction, Collector<OutgoingRecord> out) {
    metrics.payout();
    out.collect(
        new OutgoingRecord(Topics.PAYOUTS, instruction.key(), LedgerCodec.encode(instruction)));
  }

  private void setAside(MoneyLogRecord record, String why, Context context) {
    metrics.deadLetter();
    context.output(DeadLetterFactory.TAG, record.asDeadLetter(why));
  }
}
