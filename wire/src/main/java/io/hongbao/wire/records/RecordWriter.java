package io.hongbao.wire.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of a record one behind the other: numbers as unsigned LEB128, texts and bytes
 * behind their length. Not thread-safe.
 */
public final class RecordWriter {

  private byte[] buffer;
  private int size;

  /** A writer with room for about so many bytes; it grows when needed. */
  public RecordWriter(int capacity) {
    this.buffer = new byte[Math.max(capacity, 16)];
  }

  public RecordWriter writeByte(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Writes a number of 0 or more. */
  public RecordWriter writeNumber(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("number " + value + ": expected 0 or more");
    }
    reserve(10);
    long rest = value;
    while (rest > 0x7f) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Writes all 64 bits in 8 bytes, big-endian: for hashes, and for doubles by their bits. */
  public RecordWriter writeBits(long bits) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (bits >>> shift);
    }
    return this;
  }

  public RecordWriter writeText(String text) {
    return writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public RecordWriter writeBytes(byte[] bytes) {
    writeNumber(bytes.length);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  /** Forgets what was written and keeps the room for the next record. */
  public RecordWriter clear() {
    size = 0;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
