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

  /** Stands in bytes where the number of hashes would. */
  private static final int SKETCHED = 255;

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
  public long latest() {
    if (sketches != null) {
      return sketches.latest();
    }
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      latest = Math.max(latest, lastSeen[i]);
    }
    return latest;
  }

  @Override
  public void write(RecordWriter writer, long base) {
    if (sketches != null) {
      sketches.write(writer.writeByte(SKETCHED), base);
      return;
    }
    writer.writeByte(size);
    for (int i = 0; i < size; i++) {
      writer.writeNumber(base - lastSeen[i]).writeBits(hashes[i]);
    }
  }

  @Override
  public void read(RecordReader reader, long base) {
    int form = reader.readByte();
    if (form == SKETCHED) {
      sketches = new SketchSlices();
      sketches.read(reader, base);
      return;
    }
    if (form > MAX_EXACT) {
      throw new MalformedRecordException(
          "distinct: form " + form + ", expected 0 to " + MAX_EXACT + " or " + SKETCHED);
    }
    for (int i = 0; i < form; i++) {
      long slice = base - reader.readNumber();
      append(slice, reader.readBits());
    }
  }
}
