package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** How often something happened, slice by slice. */
public final class CountSlices implements Slices {

  private static final int COUNT = 1;

  /** Flag of a row that has counted once, which needs no number. */
  private static final int ONE = 1;

  private final SliceTable table = new Table();

  /** Counts so many more in a slice. */
  public void add(long slice, long times) {
    if (times > 0) {
      table.add(table.rowOf(slice), COUNT, times);
    }
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    if (aggregate != Aggregate.COUNT) {
      throw new IllegalArgumentException(aggregate.label() + " of counts: expected count");
    }
    long count = 0;
    for (int row = table.firstRowFrom(firstSlice); row < table.rows(); row++) {
      count += table.get(row, COUNT);
    }
    return count;
  }

  @Override
  public void dropBefore(long firstSlice) {
    table.dropBefore(firstSlice);
  }

  @Override
  public boolean isEmpty() {
    return table.rows() == 0;
  }

  @Override
  public long latest() {
    return table.latest();
  }

  @Override
  public void write(RecordWriter writer, long base) {
    table.write(writer, base);
  }

  @Override
  public void read(RecordReader reader, long base) {
    table.read(reader, base);
  }

  /** Rows of one number. */
  private static final class Table extends SliceTable {

    Table() {
      super(1);
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
}
