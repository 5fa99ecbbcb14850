package io.hongbao.wire.records;

import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;

/**
 * The values of the topics {@code ledger}, keyed by {@link LedgerEntry#id()}, and {@code payouts},
 * keyed by {@link PayoutInstruction#key()}.
 */
public final class LedgerCodec {

  private static final int VERSION = 1;

  private LedgerCodec() {}

  public static byte[] encode(LedgerEntry entry) {
    return new RecordWriter(96)
        .writeByte(VERSION)
        .writeByte(RecordKind.LEDGER_ENTRY)
        .writeByte(entry.kind().code())
        .writeText(entry.id())
        .writeText(entry.batchId())
        .writeText(entry.enterpriseId())
        .writeNumber(entry.amountFen())
        .toBytes();
  }

  public static byte[] encode(PayoutInstruction instruction) {
    return new RecordWriter(96)
        .writeByte(VERSION)
        .writeByte(RecordKind.PAYOUT)
        .writeText(instruction.step().packetId())
        .writeNumber(instruction.step().share())
        .writeNumber(instruction.step().step())
        .writeText(instruction.user())
        .writeText(instruction.enterpriseId())
        .writeNumber(instruction.amountFen())
        .toBytes();
  }

  /**
   * Reads an entry.
   *
   * @throws MalformedRecordException if it is none
   */
  public static LedgerEntry decodeEntry(byte[] value) {
    RecordReader reader =
        new RecordReader(value).expect("ledger entry", VERSION, RecordKind.LEDGER_ENTRY);
    try {
      LedgerEntry.Kind kind = LedgerEntry.Kind.ofCode(reader.readByte());
      LedgerEntry entry =
          new LedgerEntry(
              reader.readText(), kind, reader.readText(), reader.readText(), reader.readNumber());
      reader.expectEnd();
      return entry;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("ledger entry: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an instruction.
   *
   * @throws MalformedRecordException if it is none
   */
  public static PayoutInstruction decodeInstruction(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("payout", VERSION, RecordKind.PAYOUT);
    try {
      PayoutInstruction instruction =
          new PayoutInstruction(
              new ShareStep(reader.readText(), reader.readInt(), reader.readInt()),
              reader.readText(),
              reader.readText(),
              reader.readNumber());
      reader.expectEnd();
      return instruction;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("payout: " + e.getMessage(), e);
    }
  }
}
