package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Signal;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.Arrays;

/**
 * A list of those who share something, by hash, each with the slice in which it was seen last: of a
 * device its latest users, of a user the others whom its devices have named.
 *
 * <p>Of more than {@link #MAX_KEPT} the latest are kept, of one slice those with the smallest
 * hashes. What is dropped leaves every window before what is kept, so a count is exact up to the
 * bound in whatever order they came.
 */
public final class RecentSharers implements Slices {

  /** One more than are counted: of a device's users one is the user itself. */
  static final int MAX_KEPT = Signal.MAX_NEIGHBOURS + 1;

  /** What is handed over if there is nobody else. */
  private static final long[] NOBODY = {};

  private long[] hashes = new long[2];
  private long[] lastSeen = new long[2];
  private int size;

  RecentSharers() {}

  /** Somebody was seen in a slice, now or earlier. */
  public void add(long slice, long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        lastSeen[i] = Math.max(lastSeen[i], slice);
        return;
      }
    }
    if (size < MAX_KEPT) {
      append(slice, hash);
      return;
    }
    int first = 0;
    for (int i = 1; i < size; i++) {
      if (goesBefore(lastSeen[i], hashes[i], lastSeen[first], hashes[first])) {
        first = i;
      }
    }
    if (goesBefore(lastSeen[first], hashes[first], slice, hash)) {
      hashes[first] = hash;
      lastSeen[first] = slice;
    }
  }

  /** Whether the first of two is to be dropped before the second. */
  private static boolean goesBefore(long slice, long hash, long otherSlice, long otherHash) {
    return slice != otherSlice ? slice < otherSlice : hash > otherHash;
  }

  private void append(long slice, long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      lastSeen = Arrays.copyOf(lastSeen, size * 2);
    }
    hashes[size] = hash;
    lastSeen[size++] = slice;
  }

  /** All, each a hash and a slice, for those who meet there; nobody if there is one alone. */
  public long[] handOver() {
    if (size < 2) {
      return NOBODY;
    }
    long[] all = new long[2 * size];
    for (int i = 0; i < size; i++) {
      all[2 * i] = hashes[i];
      all[2 * i + 1] = lastSeen[i];
    }
    return all;
  }

  /** Adds what was handed over to somebody, but not itself. */
  public void meet(long[] handedOver, long ownHash) {
    for (int i = 0; i < handedOver.length; i += 2) {
      if (handedOver[i] != ownHash) {
        add(handedOver[i + 1], handedOver[i]);
      }
    }
  }

  @Override
  public double read(Aggregate aggregate, long firstSlice) {
    if (aggregate != Aggregate.NEIGHBOURS) {
      throw new IllegalArgumentException(aggregate.label() + " of sharers: expected neighbours");
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (lastSeen[i] >= firstSlice) {
        count++;
      }
    }
    return Math.min(count, Signal.MAX_NEIGHBOURS);
  }

  @Override
  public void dropBefore(long firstSlice) {
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
    return size == 0;
  }

  @Override
  public long latest() {
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      latest = Math.max(latest, lastSeen[i]);
    }
    return latest;
  }

  @Override
  public void write(RecordWriter writer, long base) {
    writer.writeByte(size);
    for (int i = 0; i < size; i++) {
      writer.writeNumber(base - lastSeen[i]).writeBits(hashes[i]);
    }
  }

  @Override
  public void read(RecordReader reader, long base) {
    int count = reader.readByte();
    if (count > MAX_KEPT) {
      throw new MalformedRecordException(count + " sharers, expected at most " + MAX_KEPT);
    }
    for (int i = 0; i < count; i++) {
      long slice = base - reader.readNumber();
      append(slice, reader.readBits());
    }
  }
}
