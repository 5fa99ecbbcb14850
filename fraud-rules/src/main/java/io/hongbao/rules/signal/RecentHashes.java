package io.hongbao.rules.signal;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** The last so many different hashes; the oldest falls out. Not thread-safe. */
final class RecentHashes {

  private final long[] hashes;
  private int size;

  RecentHashes(int max) {
    this.hashes = new long[max];
  }

  /** Whether it was not among them; now it is. */
  boolean add(long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        return false;
      }
    }
    if (size == hashes.length) {
      System.arraycopy(hashes, 1, hashes, 0, --size);
    }
    hashes[size++] = hash;
    return true;
  }

  void write(RecordWriter writer) {
    writer.writeNumber(size);
    for (int i = 0; i < size; i++) {
      writer.writeBits(hashes[i]);
    }
  }

  void read(RecordReader reader) {
    int count = reader.readInt();
    if (count > hashes.length) {
      throw new MalformedRecordException(count + " hashes, expected at most " + hashes.length);
    }
    for (size = 0; size < count; size++) {
      hashes[size] = reader.readBits();
    }
  }
}
