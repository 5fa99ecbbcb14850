package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** How often something happened, slice by slice. */
public final class CountSlices implements Slices {

  private static final int COUNT = 1;

  private final SliceTable table = new SliceTable(1);

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
  public void write(RecordWriter writer) {
    table.write(writer);
  }

  @Override
  public void read(RecordReader reader) {
    table.read(reader);
  }
}
