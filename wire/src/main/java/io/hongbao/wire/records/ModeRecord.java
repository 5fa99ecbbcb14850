package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import java.util.Objects;

/**
 * How edges treat shakes at present, in the topic {@code show} under the key {@code SHOW/mode}.
 *
 * @param opNumber the operation that set it; a mode of an earlier one never replaces it
 * @param mode what edges do
 * @param reason why, in the operator's words, up to 200 characters
 */
public record ModeRecord(String show, long opNumber, Mode mode, String reason)
    implements ShowRecord {

  /** Longest reason, in characters. */
  public static final int MAX_REASON_LENGTH = 200;

  private static final int VERSION = 1;

  /** What edges do with shakes. Decided answers stay readable in every mode. */
  public enum Mode {
    /** Every shake is taken. */
    NORMAL(0),
    /** Every shake is taken, and phones are told to shake half as often. */
    LONGER_TURNS(1),
    /** Half of the turns are taken, the same at all edges; the others hear BUSY. */
    SHARE(2),
    /** No new shake is taken: all hear BUSY. */
    CALM(3),
    /** The show is being ended: no new shake is taken, all hear CLOSED. Operators cannot set it. */
    ENDING(4);

    private final int number;

    Mode(int number) {
      this.number = number;
    }

    /** As it is told in {@code /v1/show}. */
    public int number() {
      return number;
    }

    /**
     * The mode of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode ofNumber(int number) {
      for (Mode mode : values()) {
        if (mode.number == number) {
          return mode;
        }
      }
      throw new IllegalArgumentException("mode " + number + ": expected 0 to 4");
    }
  }

  public ModeRecord {
    Names.requireId("show", show);
    Objects.requireNonNull(mode, "mode");
    if (opNumber < 1) {
      throw new IllegalArgumentException("op " + opNumber + ": expected 1 or more");
    }
    requireReason(reason);
  }

  /** What an operation must not promise if the mode cannot hold it. */
  static void requireReason(String reason) {
    if (reason.length() > MAX_REASON_LENGTH) {
      throw new IllegalArgumentException(
          "reason of " + reason.length() + " characters: expected at most " + MAX_REASON_LENGTH);
    }
  }

  /** Whether an earlier operation set it: it never replaces the other one. */
  public boolean isOlderThan(ModeRecord other) {
    return opNumber < other.opNumber;
  }

  @Override
  public String key() {
    return show + "/mode";
  }

  @Override
  public byte[] encode() {
    return new RecordWriter(128)
        .writeByte(VERSION)
        .writeByte(RecordKind.MODE)
        .writeText(show)
        .writeNumber(opNumber)
        .writeByte(mode.number)
        .writeText(reason)
        .toBytes();
  }

  /**
   * Reads a mode.
   *
   * @throws MalformedRecordException if it is none
   */
  public static ModeRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("mode", VERSION, RecordKind.MODE);
    try {
      ModeRecord mode =
          new ModeRecord(
              reader.readText(),
              reader.readNumber(),
              Mode.ofNumber(reader.readByte()),
              reader.readText());
      reader.expectEnd();
      return mode;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("mode: " + e.getMessage(), e);
    }
  }
}
