package io.hongbao.wire.records;

import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.SharePlanner;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
 * @param claiming how it can be claimed; empty in records of before, whose packets are not split
 *     and can be claimed for a day
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
    boolean isShadow,
    Optional<Claiming> claiming) {

  private static final int VERSION = 1;

  /** Of a shadow show. */
  private static final int VERSION_OF_SHADOW = 2;

  /** With how the packet can be claimed, of any show. */
  private static final int VERSION_OF_CLAIMING = 3;

  /**
   * The conditions under which a packet can be claimed.
   *
   * @param untilMillis the log's time before which it cannot expire
   * @param terms of the show
   * @param sharesFen what each share is worth, the winner's first
   */
  public record Claiming(long untilMillis, ClaimTerms terms, List<Long> sharesFen) {

    public Claiming {
      Objects.requireNonNull(terms, "terms");
      sharesFen = List.copyOf(sharesFen);
    }
  }

  public WonRecord {
    Objects.requireNonNull(claiming, "claiming");
    if (claiming.isPresent()
        && claiming.get().sharesFen().stream().mapToLong(Long::longValue).sum() != amountFen) {
      throw new IllegalArgumentException(
          "shares of " + claiming.get().sharesFen() + " fen: expected a sum of " + amountFen);
    }
  }

  /** A packet of which nothing is said about claiming. */
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
      long appendedAtMillis,
      boolean isShadow) {
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
        isShadow,
        Optional.empty());
  }

  /**
   * The win of a shake. Whoever draws the log again makes the same of it.
   *
   * @param partition of the log in which the shake stands
   * @param offset at which it stands there
   * @param appendedAtMillis when the log took the shake
   * @param seed what it won
   * @param terms by which it was decided
   */
  public static WonRecord of(
      ShakeRecord shake,
      int partition,
      long offset,
      long appendedAtMillis,
      SeedPosition seed,
      Terms terms) {
    String packetId = seed.packetId(shake.key().show(), shake.key().bucket());
    long amountFen = seed.seed().amountFen();
    WaveSecret secret = terms.wave(shake.shakeId().waveId()).orElseThrow().secret();
    return new WonRecord(
        packetId,
        shake.key().show(),
        shake.key().bucket(),
        shake.user(),
        shake.shakeId(),
        seed.enterpriseId(),
        amountFen,
        shake.riskLevel(),
        partition,
        offset,
        appendedAtMillis,
        terms.kind().isShadow(),
        Optional.of(
            new Claiming(
                appendedAtMillis + terms.claimTerms().claimWithinMillis(),
                terms.claimTerms(),
                SharePlanner.split(secret.bytes(), packetId, amountFen, seed.shares()))));
  }

  /** The same win, with how it can be claimed. */
  public WonRecord with(Claiming how) {
    return new WonRecord(
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
        isShadow,
        Optional.of(how));
  }

  /** How it can be claimed, also of a record that says nothing of it. */
  public Claiming howToClaim() {
    return claiming.orElseGet(
        () ->
            new Claiming(
                appendedAtMillis + ClaimTerms.DEFAULT.claimWithinMillis(),
                ClaimTerms.DEFAULT,
                List.of(amountFen)));
  }

  /**
   * The record with which the packet's life begins.
   *
   * @throws IllegalArgumentException if no packet can have these values
   */
  public Won toWon() {
    Claiming how = howToClaim();
    return new Won(
        packetId, user, enterpriseId, how.sharesFen(), how.untilMillis(), how.terms(), isShadow);
  }

  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(160)
            .writeByte(version())
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
            .writeNumber(appendedAtMillis);
    claiming.ifPresent(how -> writeClaiming(writer, how));
    return writer.toBytes();
  }

  private int version() {
    if (claiming.isPresent()) {
      return VERSION_OF_CLAIMING;
    }
    return isShadow ? VERSION_OF_SHADOW : VERSION;
  }

  private void writeClaiming(RecordWriter writer, Claiming how) {
    writer.writeByte(isShadow ? 1 : 0).writeNumber(how.untilMillis());
    WaveFields.writeClaimTerms(writer, how.terms());
    writer.writeNumber(how.sharesFen().size());
    how.sharesFen().forEach(writer::writeNumber);
  }

  /**
   * Reads a win.
   *
   * @throws MalformedRecordException if it is none
   */
  public static WonRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readVersion("won", VERSION, VERSION_OF_CLAIMING, RecordKind.WON);
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
              version == VERSION_OF_CLAIMING ? reader.readFlag() : version == VERSION_OF_SHADOW,
              version == VERSION_OF_CLAIMING
                  ? Optional.of(readClaiming(reader))
                  : Optional.empty());
      reader.expectEnd();
      return won;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("won: " + e.getMessage(), e);
    }
  }

  private static Claiming readClaiming(RecordReader reader) {
    long untilMillis = reader.readNumber();
    ClaimTerms terms = WaveFields.readClaimTerms(reader);
    List<Long> sharesFen = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, SharePlanner.MAX_SHARES); left > 0; left--) {
      sharesFen.add(reader.readNumber());
    }
    return new Claiming(untilMillis, terms, sharesFen);
  }
}
