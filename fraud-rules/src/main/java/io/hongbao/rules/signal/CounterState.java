package io.hongbao.rules.signal;

import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.window.SliceWidth;
import io.hongbao.rules.window.Slices;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a counter remembers of one key. Its bytes are read under whatever plan holds then: slices
 * that the plan still has are kept, others fall away, new ones begin empty. So a change of one rule
 * leaves the windows of the others untouched. Not thread-safe.
 */
public final class CounterState {

  private static final int VERSION = 2;

  /** A slice spec is a byte: its measure above, its width in the lower bits. */
  private static final int WIDTH_BITS = 4;

  private final List<SliceSpec> sliceSpecs;
  private final Slices[] slices;
  private long lastStampMillis;
  private long lastBeatEndMillis;

  private CounterState(List<SliceSpec> sliceSpecs) {
    this.sliceSpecs = sliceSpecs;
    this.slices = new Slices[sliceSpecs.size()];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = Slices.of(sliceSpecs.get(i).measure());
    }
  }

  /** Of a key that was never seen. */
  public static CounterState fresh(SignalPlan plan, Grouping by) {
    return new CounterState(plan.shareOf(by).sliceSpecs());
  }

  /**
   * Reads a state that any plan wrote; other bytes may follow.
   *
   * @throws MalformedRecordException if the bytes are none
   */
  public static CounterState read(RecordReader reader, SignalPlan plan, Grouping by) {
    reader.expectVersion("counter", VERSION);
    CounterState state = fresh(plan, by);
    int count = reader.readByte();
    long baseMillis = count == 0 ? 0 : reader.readNumber() * EvaluationSecond.MILLIS;
    boolean hasIntervals = false;
    for (int i = 0; i < count; i++) {
      int code = reader.readByte();
      Measure measure =
          Measure.ofCode(code >> WIDTH_BITS)
              .orElseThrow(() -> new MalformedRecordException("measure of slices " + code));
      long sliceMillis = SliceWidth.ofCode(code & (1 << WIDTH_BITS) - 1);
      Optional<EventSequence> sequence =
          measure == Measure.SEQUENCE ? Optional.of(readSequence(reader)) : Optional.empty();
      int place = state.placeOf(new SliceSpec(measure, sliceMillis, 0, sequence));
      Slices into = place < 0 ? Slices.of(measure) : state.slices[place];
      into.read(reader, baseMillis / sliceMillis);
      hasIntervals |= measure == Measure.INTERVAL_MS;
    }
    if (hasIntervals) {
      boolean isBehind = reader.readFlag();
      long distance = reader.readNumber();
      state.lastStampMillis = isBehind ? baseMillis - distance : baseMillis + distance;
    }
    return state;
  }

  /** What of this state another plan still reads; this state is of no use afterwards. */
  public CounterState under(SignalPlan plan, Grouping by) {
    CounterState next = fresh(plan, by);
    next.lastStampMillis = lastStampMillis;
    next.lastBeatEndMillis = lastBeatEndMillis;
    for (int i = 0; i < slices.length; i++) {
      int place = next.placeOf(sliceSpecs.get(i));
      if (place >= 0) {
        next.slices[place] = slices[i];
      }
    }
    return next;
  }

  private int placeOf(SliceSpec wanted) {
    for (int i = 0; i < sliceSpecs.size(); i++) {
      if (sliceSpecs.get(i).isSameSlices(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static EventSequence readSequence(RecordReader reader) {
    Optional<Measure> first = Measure.ofCode(reader.readByte());
    Optional<Measure> then = Measure.ofCode(reader.readByte());
    long withinMillis = reader.readNumber();
    try {
      return new EventSequence(first.orElseThrow(), then.orElseThrow(), withinMillis);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new MalformedRecordException("sequence of slices: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the bytes for a state backend; slices without content take none. They change only if
   * some slice does: a second that a wide slice has seen already changes nothing.
   */
  public void write(RecordWriter writer) {
    int filled = 0;
    long baseMillis = 0;
    boolean hasIntervals = false;
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].isEmpty()) {
        SliceSpec spec = sliceSpecs.get(i);
        filled++;
        baseMillis = Math.max(baseMillis, slices[i].latest() * spec.sliceMillis());
        hasIntervals |= spec.measure() == Measure.INTERVAL_MS;
      }
    }
    writer.writeByte(VERSION).writeByte(filled);
    if (filled == 0) {
      return;
    }
    writer.writeNumber(baseMillis / EvaluationSecond.MILLIS);
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].isEmpty()) {
        SliceSpec spec = sliceSpecs.get(i);
        long sliceMillis = spec.sliceMillis();
        writer.writeByte(spec.measure().code() << WIDTH_BITS | SliceWidth.codeOf(sliceMillis));
        spec.sequence()
            .ifPresent(
                sequence ->
                    writer
                        .writeByte(sequence.first().code())
                        .writeByte(sequence.then().code())
                        .writeNumber(sequence.withinMillis()));
        slices[i].write(writer, baseMillis / sliceMillis);
      }
    }
    if (hasIntervals) {
      writer
          .writeByte(lastStampMillis < baseMillis ? 1 : 0)
          .writeNumber(Math.abs(lastStampMillis - baseMillis));
    }
  }

  /**
   * The end of the evaluation second from which on nothing of this state is in a window of its
   * plan; {@link Long#MIN_VALUE} if nothing is in one anyway.
   */
  public long emptyAtMillis() {
    long emptyAtMillis = Long.MIN_VALUE;
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].isEmpty()) {
        SliceSpec spec = sliceSpecs.get(i);
        emptyAtMillis =
            Math.max(
                emptyAtMillis,
                slices[i].latest() * spec.sliceMillis()
                    + spec.keepMillis()
                    + EvaluationSecond.MILLIS);
      }
    }
    return emptyAtMillis;
  }

  /** Whether nothing is in any slice. */
  public boolean isEmpty() {
    for (Slices each : slices) {
      if (!each.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  Slices slices(int place) {
    return slices[place];
  }

  long lastStampMillis() {
    return lastStampMillis;
  }

  void lastStampMillis(long stampMillis) {
    lastStampMillis = stampMillis;
  }

  /** The end of the last evaluation second that was counted since the state was read, or 0. */
  long lastBeatEndMillis() {
    return lastBeatEndMillis;
  }

  void lastBeatEndMillis(long secondEndMillis) {
    lastBeatEndMillis = secondEndMillis;
  }
}
