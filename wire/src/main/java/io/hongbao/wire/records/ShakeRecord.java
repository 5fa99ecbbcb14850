package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import java.util.Objects;

/**
 * A user's turn used, as an edge logs it. Show and bucket travel in the key.
 *
 * @param key show and bucket
 * @param user whose turn
 * @param shakeId wave and turn
 * @param planNumber the plan that the edge followed
 * @param stampMillis the edge's clock when the request came; the draw does not look at it
 * @param edge who logged it
 * @param device of the ticket; empty if it named none
 * @param address the peer's; empty if unknown
 * @param riskLevel what the edge knew of user, device and address
 * @param repeats requests of this user since the last logged shake that were not logged
 * @param ownRepeat whether the edge itself appended a shake again that went unanswered
 * @param isPractice whether the show is a practice show, for those who read shakes without the
 *     show's terms; the draw does not look at it
 */
public record ShakeRecord(
    BucketKey key,
    String user,
    ShakeId shakeId,
    long planNumber,
    long stampMillis,
    String edge,
    String device,
    String address,
    RiskLevel riskLevel,
    int repeats,
    boolean ownRepeat,
    boolean isPractice)
    implements ShakesRecord {

  private static final int VERSION = 1;
  private static final int FLAG_OWN_REPEAT = 1;
  private static final int FLAG_PRACTICE = 2;

  public ShakeRecord {
    Objects.requireNonNull(key, "key");
    Names.requireUser(user);
    Objects.requireNonNull(shakeId, "shakeId");
    Objects.requireNonNull(riskLevel, "riskLevel");
  }

  /** A shake of a show that is no practice. */
  public ShakeRecord(
      BucketKey key,
      String user,
      ShakeId shakeId,
      long planNumber,
      long stampMillis,
      String edge,
      String device,
      String address,
      RiskLevel riskLevel,
      int repeats,
      boolean ownRepeat) {
    this(
        key,
        user,
        shakeId,
        planNumber,
        stampMillis,
        edge,
        device,
        address,
        riskLevel,
        repeats,
        ownRepeat,
        false);
  }

  public byte[] encode() {
    return new RecordWriter(96)
        .writeByte(VERSION)
        .writeByte(RecordKind.SHAKE)
        .writeByte((ownRepeat ? FLAG_OWN_REPEAT : 0) | (isPractice ? FLAG_PRACTICE : 0))
        .writeByte(riskLevel.code())
        .writeNumber(shakeId.turn())
        .writeNumber(planNumber)
        .writeNumber(stampMillis)
        .writeNumber(repeats)
        .writeText(user)
        .writeText(shakeId.waveId())
        .writeText(edge)
        .writeText(device)
        .writeText(address)
        .toBytes();
  }

  static ShakeRecord decode(BucketKey key, byte[] value) {
    RecordReader reader = new RecordReader(value).expect("shake", VERSION, RecordKind.SHAKE);
    try {
      int flags = reader.readByte();
      RiskLevel riskLevel = RiskLevel.ofCode(reader.readByte());
      int turn = reader.readInt();
      long planNumber = reader.readNumber();
      long stampMillis = reader.readNumber();
      int repeats = reader.readInt();
      String user = reader.readText();
      ShakeId shakeId = new ShakeId(reader.readText(), turn);
      ShakeRecord shake =
          new ShakeRecord(
              key,
              user,
              shakeId,
              planNumber,
              stampMillis,
              reader.readText(),
              reader.readText(),
              reader.readText(),
              riskLevel,
              repeats,
              (flags & FLAG_OWN_REPEAT) != 0,
              (flags & FLAG_PRACTICE) != 0);
      reader.expectEnd();
      return shake;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("shake: " + e.getMessage(), e);
    }
  }

  /** What the draw looks at. */
  public Shake toShake(int partition, long appendedAtMillis) {
    return new Shake(
        key.show(),
        key.bucket(),
        user,
        shakeId.waveId(),
        shakeId.turn(),
        planNumber,
        riskLevel,
        partition,
        appendedAtMillis);
  }
}
