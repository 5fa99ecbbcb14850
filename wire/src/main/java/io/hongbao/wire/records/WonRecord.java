package io.hongbao.wire.records;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;

/**
 * A packet was won. The topic {@code packets} is keyed by its id; the same record may stand there
 * more than once after a replay.
 *
 * @param packetId the seed's id
 * @param riskLevel what the edge had stamped on the shake
 * @param partition where the shake stands in {@code shakes}
 * @param offset where the shake stands in {@code shakes}
 * @param appendedAtMillis when the log took the shake
 * @param isShadow whether the show is a shadow show: such a packet can never be claimed
 */
public record WonRecord(
    String packetId,
    String show,
    int bucket,
    String user,
    ShakeId shakeId,
    String enterpriseId,
    long amountFen,
    RiskLevel riskLevel,
    int partition,
    long offset,
    long appendedAtMillis,
    boolean isShadow) {

  private static final int VERSION = 1;

  /** Of a shadow show. */
  private static final int VERSION_OF_SHADOW = 2;

  /** A packet of a live show. */
  public WonRecord(
      String packetId,
      String show,
      int bucket,
      String user,
      ShakeId shakeId,
      String enterpriseId,
      long amountFen,
      RiskLevel riskLevel,
      int partition,
      long offset,
      long appendedAtMillis) {
    this(
        packetId,
        show,
        bucket,
        user,
        shakeId,
        enterpriseId,
        amountFen,
        riskLevel,
        partition,
        offset,
        appendedAtMillis,
        false);
  }

  public byte[] encode() {
    return new RecordWriter(160)
        .writeByte(isShadow ? VERSION_OF_SHADOW : VERSION)
        .writeByte(RecordKind.WON)
        .writeText(packetId)
        .writeText(show)
        .writeNumber(bucket)
        .writeText(user)
        .writeText(shakeId.waveId())
        .writeNumber(shakeId.turn())
        .writeText(enterpriseId)
        .writeNumber(amountFen)
        .writeByte(riskLevel.code())
        .writeNumber(partition)
        .writeNumber(offset)
        .writeNumber(appendedAtMillis)
        .toBytes();
  }

  /**
   * Reads a win.
   *
   * @throws MalformedRecordException if it is none
   */
  public static WonRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readVersion("won", VERSION, VERSION_OF_SHADOW, RecordKind.WON);
    try {
      WonRecord won =
          new WonRecord(
              reader.readText(),
              reader.readText(),
              reader.readInt(),
              reader.readText(),
              new ShakeId(reader.readText(), reader.readInt()),
              reader.readText(),
              reader.readNumber(),
              RiskLevel.ofCode(reader.readByte()),
              reader.readInt(),
              reader.readNumber(),
              reader.readNumber(),
              version == VERSION_OF_SHADOW);
      reader.expectEnd();
      return won;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("won: " + e.getMessage(), e);
    }
  }
}
