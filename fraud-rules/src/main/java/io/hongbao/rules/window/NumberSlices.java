package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * Sums, squares, least and most of whole numbers, slice by slice.
 *
 * <p>Everything is kept in whole numbers, so that slices merge to the same result in whatever order
 * they were filled; a deviation by running means would not. An interval that began in an earlier
 * slice is the later slice's <em>lead</em>, kept apart from the others: a window counts an interval
 * only if it lies in it from beginning to end, so it leaves out the lead of its oldest slice.
 */
public final class NumberSlices extends SliceTable implements Slices {

  private static final int COUNT = 1;
  private static final int SUM = 2;
  private static final int SQUARES = 3;
  private static final int MIN_CELL = 4;
  private static final int MAX_CELL = 5;
  private static final int LEAD_COUNT = 6;
  private static final int LEAD_SUM = 7;
  private static final int CELLS = 7;

  /** Flags of rows: of a single number or lead all cells follow from its value. */
  private static final int FLAG_NUMBERS = 1;

  private static final int FLAG_SEVERAL_NUMBERS = 2;
  private static final int FLAG_LEAD = 4;
  private static final int FLAG_LONG_LEAD = 8;
  private static final int FLAG_BITS = 4;

  NumberSlices() {
    super(CELLS);
  }

  /**
   * Adds so many equal numbers that sum up to a total.
   *
   * @param times 1 or more
   * @param total 0 or more
   */
  public void add(long slice, long times, long total) {
    addTo(rowOf(slice), times, total);
  }

  /** Adds the interval that reaches into a slice from an earlier one, before any other of it. */
  public void addLead(long slice, long times, long total) {
    int row = rowOf(slice);
    set(row, LEAD_COUNT, times);
    set(row, LEAD_SUM, total);
  }

  /** Notes that something happened in a slice that has no number yet. */
  public void touch(long slice) {
    rowOf(slice);
  }

  /** Whether something happened in a slice already. */
  public boolean isOpen(long slice) {
    return rows() > 0 && sliceOf(rows() - 1) == slice;
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    long count = 0;
    long sum = 0;
    double squares = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    int oldest = firstRowFrom(firstSlice);
    for (int row = oldest; row < rows(); row++) {
      if (get(row, COUNT) > 0) {
        count += get(row, COUNT);
        sum += get(row, SUM);
        squares += get(row, SQUARES);
        min = Math.min(min, get(row, MIN_CELL));
        max = Math.max(max, get(row, MAX_CELL));
      }
      long leadCount = get(row, LEAD_COUNT);
      if (row > oldest && leadCount > 0) {
        long total = get(row, LEAD_SUM);
        count += leadCount;
        sum += total;
        squares += squares(leadCount, total);
        min = Math.min(min, total / leadCount);
        max = Math.max(max, total / leadCount);
      }
    }
    return count == 0
        ? aggregate.ofNothing()
        : switch (aggregate) {
          case COUNT -> count;
          case SUM -> sum;
          case AVG -> (double) sum / count;
          case MIN -> min;
          case MAX -> max;
          case STDDEV -> deviation(count, sum, squares);
          case DISTINCT, FOLLOWS, NEIGHBOURS ->
              throw new IllegalArgumentException(aggregate.label() + " of numbers");
        };
  }

  /** Of a sample, by the sums; what rounding may push below zero is zero. */
  private static double deviation(long count, long sum, double squares) {
    if (count < 2) {
      return Double.NaN;
    }
    double mean = (double) sum / count;
    double spread = squares - mean * sum;
    return Math.sqrt(Math.max(0, spread) / (count - 1));
  }

  private static long squares(long times, long total) {
    return times == 1 ? total * total : Math.round((double) total * total / times);
  }

  private void addTo(int row, long times, long total) {
    long each = total / times;
    boolean first = get(row, COUNT) == 0;
    addToCell(row, COUNT, times);
    addToCell(row, SUM, total);
    addToCell(row, SQUARES, squares(times, total));
    set(row, MIN_CELL, first ? each : Math.min(each, get(row, MIN_CELL)));
    set(row, MAX_CELL, Math.max(each, get(row, MAX_CELL)));
  }

  @Override
  int flagBits() {
    return FLAG_BITS;
  }

  @Override
  int flags(int row) {
    long count = get(row, COUNT);
    long leads = get(row, LEAD_COUNT);
    return (count > 0 ? FLAG_NUMBERS : 0)
        | (count > 1 ? FLAG_SEVERAL_NUMBERS : 0)
        | (leads > 0 ? FLAG_LEAD : 0)
        | (leads > 1 ? FLAG_LONG_LEAD : 0);
  }

  @Override
  void writeCells(int row, RecordWriter writer) {
    int flags = flags(row);
    if ((flags & FLAG_NUMBERS) != 0) {
      writer.writeNumber(get(row, SUM));
    }
    if ((flags & FLAG_SEVERAL_NUMBERS) != 0) {
      writer
          .writeNumber(get(row, COUNT))
          .writeNumber(get(row, SQUARES))
          .writeNumber(get(row, MIN_CELL))
          .writeNumber(get(row, MAX_CELL));
    }
    if ((flags & FLAG_LEAD) != 0) {
      writer.writeNumber(get(row, LEAD_SUM));
    }
    if ((flags & FLAG_LONG_LEAD) != 0) {
      writer.writeNumber(get(row, LEAD_COUNT));
    }
  }

  @Override
  void readCells(int row, int flags, RecordReader reader) {
    if ((flags & FLAG_NUMBERS) != 0) {
      long sum = reader.readNumber();
      if ((flags & FLAG_SEVERAL_NUMBERS) == 0) {
        addTo(row, 1, sum);
      } else {
        set(row, SUM, sum);
        set(row, COUNT, reader.readNumber());
        set(row, SQUARES, reader.readNumber());
        set(row, MIN_CELL, reader.readNumber());
        set(row, MAX_CELL, reader.readNumber());
      }
    }
    if ((flags & FLAG_LEAD) != 0) {
      set(row, LEAD_SUM, reader.readNumber());
      set(row, LEAD_COUNT, (flags & FLAG_LONG_LEAD) == 0 ? 1 : reader.readNumber());
    }
  }
}
