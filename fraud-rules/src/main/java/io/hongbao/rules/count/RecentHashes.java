package io.hongbao.rules.count;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** The last so many different hashes; the oldest falls out. Not thread-safe. */
final class RecentHashes {

  private final long[] hashes;
  private int size;

  RecentHashes(int most) {
    this.hashes = new long[most];
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
      for (int shift = 56; shift >= 0; shift -= 8) {
        writer.writeByte((int) (hashes[i] >>> shift) & 0xff);
      }
    }
  }

  void read(RecordReader reader) {
    int count = reader.readInt();
    if (count > hashes.length) {
      throw new MalformedRecordException(count + " hashes, expected at most " + hashes.length);
    }
    for (size = 0; size < count; size++) {
      long hash = 0;
      for (int b = 0; b < Long.BYTES; b++) {
        hash = hash << 8 | reader.readByte();
      }
      hashes[size] = hash;
    }
  }
}
