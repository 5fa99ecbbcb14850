package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** How often something happened, slice by slice. */
public final class CountSlices extends SliceTable implements Slices {

  private static final int COUNT = 1;

  /** Flag of a row that has counted once, which needs no number. */
  private static final int ONE = 1;

  CountSlices() {
    super(1);
  }

  /** Counts so many more in a slice. */
  public void add(long slice, long times) {
    if (times > 0) {
      addToCell(rowOf(slice), COUNT, times);
    }
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    if (aggregate != Aggregate.COUNT) {
      throw new IllegalArgumentException(aggregate.label() + " of counts: expected count");
    }
    long count = 0;
    for (int row = firstRowFrom(firstSlice); row < rows(); row++) {
      count += get(row, COUNT);
    }
    return count;
  }

  @Override
  int flagBits() {
    return 1;
  }

  @Override
  int flags(int row) {
    return get(row, COUNT) == 1 ? ONE : 0;
  }

  @Override
  void writeCells(int row, RecordWriter writer) {
    if (flags(row) != ONE) {
      writer.writeNumber(get(row, COUNT));
    }
  }

  @Override
  void readCells(int row, int flags, RecordReader reader) {
    set(row, COUNT, flags == ONE ? 1 : reader.readNumber());
  }
}
