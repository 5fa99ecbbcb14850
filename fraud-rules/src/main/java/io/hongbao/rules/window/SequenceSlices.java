package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.EventSequence;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * How often one event followed another, slice by slice; it counts in the slice of the later one.
 *
 * <p>Beside the counts there is one stamp: of the latest first event that nothing has followed yet.
 * It goes with the slice in which it came, which a window of twice the bound outlasts.
 */
public final class SequenceSlices implements Slices {

  private static final int COUNT = 1;

  private static final class Counts extends SliceTable {

    Counts() {
      super(1);
    }

    @Override
    int flagBits() {
      return 0;
    }

    @Override
    int flags(int row) {
      return 0;
    }

    @Override
    void writeCells(int row, RecordWriter writer) {
      writer.writeNumber(get(row, COUNT));
    }

    @Override
    void readCells(int row, int flags, RecordReader reader) {
      set(row, COUNT, reader.readNumber());
    }
  }

  private final Counts counts = new Counts();

  /** Whether a first event waits, which came in the latest slice. */
  private boolean isWaiting;

  private long firstStampMillis;

  SequenceSlices() {}

  /**
   * Takes an event; events of a slice come in the order of their stamps.
   *
   * @param isFirst whether it is one that can be followed
   * @param isThen whether it is one that can follow; an event does not follow itself
   */
  public void take(
      EventSequence sequence, long slice, long stampMillis, boolean isFirst, boolean isThen) {
    if (isThen && isWaiting) {
      long gapMillis = stampMillis - firstStampMillis;
      if (gapMillis >= 0 && gapMillis <= sequence.withinMillis()) {
        counts.addToCell(counts.rowOf(slice), COUNT, 1);
        isWaiting = false;
      }
    }
    if (isFirst) {
      counts.rowOf(slice);
      isWaiting = true;
      firstStampMillis = stampMillis;
    }
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    if (aggregate != Aggregate.FOLLOWS) {
      throw new IllegalArgumentException(aggregate.label() + " of sequences: expected follows");
    }
    long count = 0;
    for (int row = counts.firstRowFrom(firstSlice); row < counts.rows(); row++) {
      count += counts.get(row, COUNT);
    }
    return count;
  }

  @Override
  public void dropBefore(long firstSlice) {
    counts.dropBefore(firstSlice);
    isWaiting &= !counts.isEmpty();
  }

  @Override
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  @Override
  public long latest() {
    return counts.latest();
  }

  @Override
  public void write(RecordWriter writer, long base) {
    counts.write(writer, base);
    writer.writeByte(isWaiting ? 1 : 0);
    if (isWaiting) {
      writer.writeBits(firstStampMillis);
    }
  }

  @Override
  public void read(RecordReader reader, long base) {
    counts.read(reader, base);
    isWaiting = reader.readFlag();
    firstStampMillis = isWaiting ? reader.readBits() : 0;
  }
}
