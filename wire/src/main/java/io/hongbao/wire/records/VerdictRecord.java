package io.hongbao.wire.records;

import io.hongbao.domain.risk.RiskLevel;

/**
 * What a rule says of a user, device or address, until when. The topic {@code verdicts} is
 * compacted by {@link #key()}; a later verdict replaces an earlier one. One of level none that
 * names {@link #ALLOW_RULE} says that the entity is allowed: nothing that is said of those it comes
 * with holds.
 *
 * @param kind what the entity is
 * @param untilMillis when it expires, epoch milliseconds
 */
public record VerdictRecord(
    EntityKind kind,
    String entity,
    RiskLevel level,
    long untilMillis,
    String ruleId,
    int ruleVersion) {

  /** What a verdict names that follows from the allow list; no rule has this id. */
  public static final String ALLOW_RULE = "allow-list";

  private static final int VERSION = 1;

  /** Whom a verdict may be about. */
  public enum EntityKind {
    USER(1),
    DEVICE(2),
    ADDRESS(3);

    private final int code;

    EntityKind(int code) {
      this.code = code;
    }

    private static EntityKind ofCode(int code) {
      for (EntityKind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind of entity " + code + ": unknown");
    }
  }

  /**
   * An entity is allowed.
   *
   * @param version of the lists that say so
   */
  public static VerdictRecord allowing(
      EntityKind kind, String entity, long untilMillis, int version) {
    return new VerdictRecord(kind, entity, RiskLevel.NONE, untilMillis, ALLOW_RULE, version);
  }

  /** Whether it says that the entity is allowed. */
  public boolean isAllowing() {
    return level == RiskLevel.NONE && ruleId.equals(ALLOW_RULE);
  }

  /** The record's key, such as {@code USER:u1}. */
  public String key() {
    return kind + ":" + entity;
  }

  public byte[] encode() {
    return new RecordWriter(96)
        .writeByte(VERSION)
        .writeByte(RecordKind.VERDICT)
        .writeByte(kind.code)
        .writeText(entity)
        .writeByte(level.code())
        .writeNumber(untilMillis)
        .writeText(ruleId)
        .writeNumber(ruleVersion)
        .toBytes();
  }

  /**
   * Reads a verdict.
   *
   * @throws MalformedRecordException if it is none
   */
  public static VerdictRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("verdict", VERSION, RecordKind.VERDICT);
    try {
      VerdictRecord verdict =
          new VerdictRecord(
              EntityKind.ofCode(reader.readByte()),
              reader.readText(),
              RiskLevel.ofCode(reader.readByte()),
              reader.readNumber(),
              reader.readText(),
              reader.readInt());
      reader.expectEnd();
      return verdict;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("verdict: " + e.getMessage(), e);
    }
  }
}
