package io.hongbao.rules.window;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.Arrays;

/**
 * Rows of whole numbers of 0 or more, one for each slice in which something happened, oldest first.
 * One array holds them all, so that a key costs one object. Not thread-safe.
 */
abstract class SliceTable {

  /** A row more than a window has slices: the open one may be the sixty-first. */
  static final int MAX_ROWS = SliceWidth.MAX_SLICES + 1;

  private static final int FIRST_ROWS = 4;

  private final int width;
  private long[] cells;
  private int rows;

  /** A table whose rows have so many cells besides the slice's number. */
  SliceTable(int cellsOfRow) {
    this.width = cellsOfRow + 1;
    this.cells = new long[FIRST_ROWS * width];
  }

  int rows() {
    return rows;
  }

  public final boolean isEmpty() {
    return rows == 0;
  }

  long sliceOf(int row) {
    return cells[row * width];
  }

  /** Cell 1 is the first behind the slice's number. */
  long get(int row, int cell) {
    return cells[row * width + cell];
  }

  void set(int row, int cell, long value) {
    cells[row * width + cell] = value;
  }

  /** Adds to a cell; at the largest number it stays there. */
  void addToCell(int row, int cell, long value) {
    int at = row * width + cell;
    long sum = cells[at] + value;
    cells[at] = sum < 0 ? Long.MAX_VALUE : sum;
  }

  /**
   * The row of a slice, made if it is a new one.
   *
   * @throws IllegalArgumentException if a later slice has begun
   */
  int rowOf(long slice) {
    if (rows > 0) {
      long last = sliceOf(rows - 1);
      if (last == slice) {
        return rows - 1;
      }
      if (last > slice) {
        throw new IllegalArgumentException("slice " + slice + ": " + last + " has begun");
      }
    }
    if (rows * width == cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    cells[rows * width] = slice;
    return rows++;
  }

  /** The first row at or behind a slice; the number of rows if there is none. */
  int firstRowFrom(long slice) {
    int row = 0;
    while (row < rows && sliceOf(row) < slice) {
      row++;
    }
    return row;
  }

  /** Forgets what lies before a slice. */
  public final void dropBefore(long slice) {
    int gone = firstRowFrom(slice);
    if (gone > 0) {
      System.arraycopy(cells, gone * width, cells, 0, (rows - gone) * width);
      Arrays.fill(cells, (rows - gone) * width, rows * width, 0);
      rows -= gone;
    }
  }

  /** The latest slice; {@link Long#MIN_VALUE} if there is none. */
  public final long latest() {
    return rows == 0 ? Long.MIN_VALUE : sliceOf(rows - 1);
  }

  /** How many bits {@link #flags} takes. */
  abstract int flagBits();

  /** Which form a row's cells are written in. */
  abstract int flags(int row);

  abstract void writeCells(int row, RecordWriter writer);

  /** Fills the cells of a row, which are 0. */
  abstract void readCells(int row, int flags, RecordReader reader);

  /** Writes the latest row first: each row's flags with its distance from the row before it. */
  public final void write(RecordWriter writer, long base) {
    writer.writeNumber(rows);
    long later = base;
    for (int row = rows - 1; row >= 0; row--) {
      long slice = sliceOf(row);
      writer.writeNumber((later - slice) << flagBits() | flags(row));
      writeCells(row, writer);
      later = slice;
    }
  }

  /**
   * Reads what {@link #write} wrote into this table, which must be empty.
   *
   * @throws MalformedRecordException if it is none
   */
  public final void read(RecordReader reader, long base) {
    int count = reader.readInt();
    if (count > MAX_ROWS) {
      throw new MalformedRecordException(count + " slices, expected at most " + MAX_ROWS);
    }
    if (count * width > cells.length) {
      cells = new long[count * width];
    }
    rows = count;
    long slice = base;
    for (int row = count - 1; row >= 0; row--) {
      long head = reader.readNumber();
      long step = head >>> flagBits();
      if (step == 0 && row < count - 1) {
        throw new MalformedRecordException("slice " + slice + " stands twice");
      }
      slice -= step;
      cells[row * width] = slice;
      readCells(row, (int) head & (1 << flagBits()) - 1, reader);
    }
  }
}
