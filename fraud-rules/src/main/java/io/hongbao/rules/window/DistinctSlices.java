package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How many different ones there were, over slices.
 *
 * <p>Up to {@link #MAX_EXACT} are kept by hash with the slice in which each was seen last: that
 * alone answers every window that ends now or later. Above it each slice has a sketch, until all of
 * them have left the window.
 */
public final class DistinctSlices implements Slices {

  /** Kept one by one: 64 times 9 bytes or so, and a search through them is a few cache lines. */
  static final int MAX_EXACT = 64;

  private static final int EXACT = 0;
  private static final int SKETCHED = 1;

  private long[] hashes = new long[4];
  private long[] lastSeen = new long[4];
  private int size;
  private SketchSlices sketches;

  /** Adds the hash of one, 64 well-mixed bits. */
  public void add(long slice, long hash) {
    if (sketches != null) {
      sketches.add(slice, hash);
      return;
    }
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        lastSeen[i] = slice;
        return;
      }
    }
    if (size == MAX_EXACT) {
      toSketches();
      sketches.add(slice, hash);
    } else {
      append(slice, hash);
    }
  }

  private void append(long slice, long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      lastSeen = Arrays.copyOf(lastSeen, size * 2);
    }
    hashes[size] = hash;
    lastSeen[size++] = slice;
  }

  private void toSketches() {
    sketches = new SketchSlices();
    IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(i -> lastSeen[i]))
        .forEach(i -> sketches.add(lastSeen[i], hashes[i]));
    size = 0;
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    if (aggregate != Aggregate.DISTINCT) {
      throw new IllegalArgumentException(aggregate.label() + " of names: expected distinct");
    }
    if (sketches != null) {
      return sketches.estimateFrom(firstSlice);
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (lastSeen[i] >= firstSlice) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void dropBefore(long firstSlice) {
    if (sketches != null) {
      sketches.dropBefore(firstSlice);
      if (sketches.isEmpty()) {
        sketches = null;
      }
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (lastSeen[i] >= firstSlice) {
        hashes[kept] = hashes[i];
        lastSeen[kept++] = lastSeen[i];
      }
    }
    size = kept;
  }

  @Override
  public boolean isEmpty() {
    return size == 0 && sketches == null;
  }

  @Override
  public void write(RecordWriter writer) {
    writer.writeByte(sketches == null ? EXACT : SKETCHED);
    if (sketches != null) {
      sketches.write(writer);
      return;
    }
    long base = base();
    writer.writeNumber(size).writeNumber(base);
    for (int i = 0; i < size; i++) {
      writer.writeNumber(lastSeen[i] - base).writeBits(hashes[i]);
    }
  }

  private long base() {
    long base = size == 0 ? 0 : Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      base = Math.min(base, lastSeen[i]);
    }
    return base;
  }

  @Override
  public void read(RecordReader reader) {
    int form = reader.readByte();
    if (form == SKETCHED) {
      sketches = new SketchSlices();
      sketches.read(reader);
      return;
    }
    int count = reader.readInt();
    if (form != EXACT || count > MAX_EXACT) {
      throw new MalformedRecordException("distinct: form " + form + " of " + count);
    }
    long base = reader.readNumber();
    for (int i = 0; i < count; i++) {
      long slice = base + reader.readNumber();
      append(slice, reader.readBits());
    }
  }
}
