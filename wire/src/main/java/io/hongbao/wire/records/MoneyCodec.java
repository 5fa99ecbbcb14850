package io.hongbao.wire.records;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.risk.RiskLevel;
import java.util.Optional;

/**
 * The values of the topic {@code packets}. A record's key in the topic is {@link
 * MoneyRecord#key()}; the value says it again, so that a value alone can be judged. The draw writes
 * a win as a {@link WonRecord}, which holds more than a packet's life needs.
 */
public final class MoneyCodec {

  private static final int VERSION = 1;

  private MoneyCodec() {}

  /**
   * Writes any record but a win.
   *
   * @throws IllegalArgumentException for a win
   */
  public static byte[] encode(MoneyRecord record) {
    if (record instanceof Claim claim) {
      RecordWriter writer = writer(RecordKind.CLAIM, claim).writeText(claim.user());
      return origin(writer.writeByte(claim.riskLevel().code()), claim.origin()).toBytes();
    }
    if (record instanceof Share share) {
      RecordWriter writer =
          writer(RecordKind.SHARE, share).writeNumber(share.share()).writeText(share.user());
      return origin(writer.writeByte(share.riskLevel().code()), share.origin()).toBytes();
    }
    if (record instanceof Hold hold) {
      RecordWriter writer = writer(RecordKind.HOLD, hold).writeNumber(hold.share());
      return note(writer, hold.note()).toBytes();
    }
    if (record instanceof Approve approve) {
      return note(
              step(writer(RecordKind.APPROVE, approve), approve.share(), approve.step()),
              approve.note())
          .toBytes();
    }
    if (record instanceof Refuse refuse) {
      return note(
              step(writer(RecordKind.REFUSE, refuse), refuse.share(), refuse.step()), refuse.note())
          .toBytes();
    }
    if (record instanceof Expire) {
      return writer(RecordKind.EXPIRE, record).toBytes();
    }
    if (record instanceof Due due) {
      return writer(RecordKind.DUE, due).writeNumber(due.share()).toBytes();
    }
    if (record instanceof Paid paid) {
      return step(writer(RecordKind.PAID, paid), paid.share(), paid.step())
          .writeText(paid.reference())
          .toBytes();
    }
    if (record instanceof PayFailed failed) {
      return note(
              step(writer(RecordKind.PAY_FAILED, failed), failed.share(), failed.step()),
              failed.note())
          .toBytes();
    }
    if (record instanceof Funded funded) {
      return writer(RecordKind.FUNDED, funded)
          .writeText(funded.enterpriseId())
          .writeNumber(funded.packets())
          .writeNumber(funded.amountFen())
          .toBytes();
    }
    if (record instanceof Unissued unissued) {
      return writer(RecordKind.UNISSUED, unissued)
          .writeNumber(unissued.packets())
          .writeNumber(unissued.amountFen())
          .toBytes();
    }
    throw new IllegalArgumentException(
        "win of packet " + record.key() + ": expected a WonRecord to write it");
  }

  /** Whether a value says that it is a win; such a one is read by {@link WonRecord#decode} too. */
  public static boolean isWon(byte[] value) {
    return value != null && value.length > 1 && value[1] == RecordKind.WON;
  }

  /**
   * The key that a value says: it is the first thing behind version and kind in all of them. The
   * rest of the value is not looked at.
   *
   * @throws MalformedRecordException if it says none
   */
  public static String readKey(byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("no value");
    }
    RecordReader reader = new RecordReader(value);
    reader.readByte();
    reader.readByte();
    return reader.readText();
  }

  /**
   * Reads a win.
   *
   * @return empty if the value is another record of a packet or of a batch
   * @throws MalformedRecordException if it is none of them
   */
  public static Optional<WonRecord> findWon(byte[] value) {
    if (isWon(value)) {
      return Optional.of(WonRecord.decode(value));
    }
    decode(value);
    return Optional.empty();
  }

  /**
   * Reads a record of any kind.
   *
   * @throws MalformedRecordException if it is none
   */
  public static MoneyRecord decode(byte[] value) {
    if (value == null || value.length < 2) {
      throw new MalformedRecordException("value of less than 2 bytes");
    }
    try {
      if (isWon(value)) {
        return WonRecord.decode(value).toWon();
      }
      RecordReader reader = new RecordReader(value);
      int kind = value[1] & 0xff;
      reader.expect("record of a packet", VERSION, kind);
      MoneyRecord record = read(reader, kind);
      reader.expectEnd();
      return record;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("record of a packet: " + e.getMessage(), e);
    }
  }

  private static MoneyRecord read(RecordReader reader, int kind) {
    return switch (kind) {
      case RecordKind.CLAIM ->
          new Claim(reader.readText(), reader.readText(), riskLevel(reader), origin(reader));
      case RecordKind.SHARE ->
          new Share(
              reader.readText(),
              reader.readInt(),
              reader.readText(),
              riskLevel(reader),
              origin(reader));
      case RecordKind.HOLD -> new Hold(reader.readText(), reader.readInt(), note(reader));
      case RecordKind.APPROVE ->
          new Approve(reader.readText(), reader.readInt(), reader.readInt(), note(reader));
      case RecordKind.REFUSE ->
          new Refuse(reader.readText(), reader.readInt(), reader.readInt(), note(reader));
      case RecordKind.EXPIRE -> new Expire(reader.readText());
      case RecordKind.DUE -> new Due(reader.readText(), reader.readInt());
      case RecordKind.PAID ->
          new Paid(reader.readText(), reader.readInt(), reader.readInt(), reader.readText());
      case RecordKind.PAY_FAILED ->
          new PayFailed(reader.readText(), reader.readInt(), reader.readInt(), note(reader));
      case RecordKind.FUNDED ->
          new Funded(reader.readText(), reader.readText(), reader.readInt(), reader.readNumber());
      case RecordKind.UNISSUED ->
          new Unissued(reader.readText(), reader.readInt(), reader.readNumber());
      default -> throw new MalformedRecordException("unknown kind " + kind);
    };
  }

  private static RecordWriter writer(int kind, MoneyRecord record) {
    return new RecordWriter(128).writeByte(VERSION).writeByte(kind).writeText(record.key());
  }

  private static RecordWriter step(RecordWriter writer, int share, int step) {
    return writer.writeNumber(share).writeNumber(step);
  }

  private static RecordWriter origin(RecordWriter writer, Origin origin) {
    return writer
        .writeText(origin.edge())
        .writeText(origin.device())
        .writeText(origin.address())
        .writeNumber(origin.stampMillis());
  }

  private static Origin origin(RecordReader reader) {
    return new Origin(reader.readText(), reader.readText(), reader.readText(), reader.readNumber());
  }

  private static RecordWriter note(RecordWriter writer, Note note) {
    return writer.writeText(note.by()).writeText(note.why());
  }

  private static Note note(RecordReader reader) {
    return new Note(reader.readText(), reader.readText());
  }

  private static RiskLevel riskLevel(RecordReader reader) {
    return RiskLevel.ofCode(reader.readByte());
  }
}
