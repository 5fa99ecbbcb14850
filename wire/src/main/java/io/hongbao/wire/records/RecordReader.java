package io.hongbao.wire.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link RecordWriter} wrote. Every method throws {@link MalformedRecordException} at
 * bytes that cannot be what they should; nothing is allocated for a length that is not there. Not
 * thread-safe.
 */
public final class RecordReader {

  private final byte[] bytes;
  private int position;

  public RecordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    require(1);
    return bytes[position++] & 0xff;
  }

  /** Reads yes or no, written as 1 or 0. */
  public boolean readFlag() {
    int flag = readByte();
    if (flag > 1) {
      throw new MalformedRecordException("flag " + flag + ": expected 0 or 1");
    }
    return flag == 1;
  }

  /** Reads a number of 0 or more. */
  public long readNumber() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new MalformedRecordException("number longer than 63 bits before byte " + position);
  }

  /** Reads a number of at most 31 bits. */
  public int readInt() {
    long value = readNumber();
    if (value > Integer.MAX_VALUE) {
      throw new MalformedRecordException("number " + value + " too large before byte " + position);
    }
    return (int) value;
  }

  /** Reads 64 bits out of 8 bytes. */
  public long readBits() {
    require(Long.BYTES);
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | (bytes[position++] & 0xff);
    }
    return bits;
  }

  public String readText() {
    int length = readLength();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public byte[] readBytes() {
    int length = readLength();
    byte[] read = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return read;
  }

  /** Reads the format version, and refuses another than expected. */
  public RecordReader expectVersion(String what, int version) {
    readVersion(what, version, version);
    return this;
  }

  /** Reads format version and kind, and refuses others than expected. */
  public RecordReader expect(String what, int version, int kind) {
    readVersion(what, version, version, kind);
    return this;
  }

  /** The same where several versions are read; returns the one that was found. */
  int readVersion(String what, int oldest, int newest, int kind) {
    int version = readVersion(what, oldest, newest);
    int kindRead = readByte();
    if (kindRead != kind) {
      throw new MalformedRecordException(what + ": kind " + kindRead + ", expected " + kind);
    }
    return version;
  }

  /** Refuses bytes behind the last field. */
  public void expectEnd() {
    if (position != bytes.length) {
      throw new MalformedRecordException(
          (bytes.length - position) + " bytes too many behind byte " + position);
    }
  }

  private int readVersion(String what, int oldest, int newest) {
    int version = readByte();
    if (version < oldest || version > newest) {
      String expected = oldest == newest ? "" + newest : oldest + " to " + newest;
      throw new MalformedRecordException(
          what + ": format version " + version + ", expected " + expected);
    }
    return version;
  }

  private int readLength() {
    long length = readNumber();
    if (length > bytes.length - position) {
      throw new MalformedRecordException(
          "length " + length + " at byte " + position + " of " + bytes.length);
    }
    return (int) length;
  }

  private void require(int count) {
    if (bytes.length - position < count) {
      throw new MalformedRecordException("ends at byte " + bytes.length + ", more expected");
    }
  }
}
