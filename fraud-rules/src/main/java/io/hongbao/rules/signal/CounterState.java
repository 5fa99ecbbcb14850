package io.hongbao.rules.signal;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.window.Slices;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;

/**
 * What a counter remembers of one key. Its bytes are read under whatever plan holds then: slices
 * that the plan still has are kept, others fall away, new ones begin empty. So a change of one rule
 * leaves the windows of the others untouched. Not thread-safe.
 */
public final class CounterState {

  private static final int VERSION = 1;

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
   * Reads a state that any plan wrote.
   *
   * @throws MalformedRecordException if the bytes are none
   */
  public static CounterState decode(byte[] bytes, SignalPlan plan, Grouping by) {
    RecordReader reader = new RecordReader(bytes).expectVersion("counter", VERSION);
    CounterState state = fresh(plan, by);
    state.lastStampMillis = reader.readNumber();
    state.lastBeatEndMillis = reader.readNumber();
    int count = reader.readInt();
    for (int i = 0; i < count; i++) {
      int measure = reader.readByte();
      long sliceMillis = reader.readNumber();
      byte[] content = reader.readBytes();
      int place = state.placeOf(measure, sliceMillis);
      if (place >= 0) {
        RecordReader slices = new RecordReader(content);
        state.slices[place].read(slices);
        slices.expectEnd();
      }
    }
    reader.expectEnd();
    return state;
  }

  private int placeOf(int measure, long sliceMillis) {
    for (int i = 0; i < sliceSpecs.size(); i++) {
      SliceSpec spec = sliceSpecs.get(i);
      if (spec.measure().code() == measure && spec.sliceMillis() == sliceMillis) {
        return i;
      }
    }
    return -1;
  }

  /** The bytes for a state backend; slices without content take none. */
  public byte[] encode() {
    int filled = 0;
    for (Slices each : slices) {
      filled += each.isEmpty() ? 0 : 1;
    }
    RecordWriter writer =
        new RecordWriter(64)
            .writeByte(VERSION)
            .writeNumber(lastStampMillis)
            .writeNumber(lastBeatEndMillis)
            .writeNumber(filled);
    for (int i = 0; i < slices.length; i++) {
      if (!slices[i].isEmpty()) {
        RecordWriter content = new RecordWriter(64);
        slices[i].write(content);
        writer
            .writeByte(sliceSpecs.get(i).measure().code())
            .writeNumber(sliceSpecs.get(i).sliceMillis())
            .writeBytes(content.toBytes());
      }
    }
    return writer.toBytes();
  }

  /**
   * The end of the evaluation second from which on nothing of this state is in a window of the
   * plan.
   */
  public static long emptyAtMillis(long secondEndMillis, SignalPlan plan, Grouping by) {
    return secondEndMillis + plan.shareOf(by).keepMillis();
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

  /** The end of the last evaluation second that was counted; 0 before the first. */
  public long lastBeatEndMillis() {
    return lastBeatEndMillis;
  }

  void lastBeatEndMillis(long secondEndMillis) {
    lastBeatEndMillis = secondEndMillis;
  }
}
