package io.hongbao.proof.trace;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.wire.records.WonRecord;
import java.util.Locale;
import java.util.Map;

/** What the records of money say, field by field, for people. */
final class MoneyFields {

  private MoneyFields() {}

  /** What a record of {@code packets} is: {@code claim}, {@code pay failed}. */
  static String kind(MoneyRecord record) {
    return record instanceof PayFailed
        ? "pay failed"
        : record.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  static Map<String, Object> of(WonRecord won) {
    Map<String, Object> fields =
        RecordView.fields(
            "packetId", won.packetId(),
            "show", won.show(),
            "bucket", won.bucket(),
            "user", won.user(),
            "shakeId", won.shakeId().toString(),
            "enterprise", won.enterpriseId(),
            "amountFen", won.amountFen(),
            "riskLevel", won.riskLevel().name(),
            "shakeAt", RecordPosition.ofShakes(won.partition(), won.offset()).toString(),
            "shakeAppendedAtMillis", won.appendedAtMillis());
    if (won.isShadow()) {
      fields.put("shadow", true);
    }
    won.claiming()
        .ifPresent(
            how -> {
              fields.put("claimUntilMillis", how.untilMillis());
              fields.put("claimWithinMs", how.terms().claimWithinMillis());
              fields.put("payoutGraceMs", how.terms().payoutGraceMillis());
              fields.put("sharesFen", RecordView.texts(how.sharesFen()));
            });
    return fields;
  }

  /** Of any record of {@code packets} but a win. */
  static Map<String, Object> of(MoneyRecord record) {
    if (record instanceof Funded funded) {
      return RecordView.fields(
          "batchId", funded.batchId(),
          "enterprise", funded.enterpriseId(),
          "packets", funded.packets(),
          "amountFen", funded.amountFen());
    }
    if (record instanceof Unissued unissued) {
      return RecordView.fields(
          "batchId", unissued.batchId(),
          "packets", unissued.packets(),
          "amountFen", unissued.amountFen());
    }
    Map<String, Object> fields = RecordView.fields("packetId", ((PacketRecord) record).packetId());
    if (record instanceof Claim claim) {
      addTaking(fields, claim.user(), claim.riskLevel(), claim.origin());
    } else if (record instanceof Share share) {
      fields.put("share", share.share());
      addTaking(fields, share.user(), share.riskLevel(), share.origin());
    } else if (record instanceof Hold hold) {
      fields.put("share", hold.share());
      addNote(fields, hold.note());
    } else if (record instanceof Approve approve) {
      addStep(fields, approve.share(), approve.step());
      addNote(fields, approve.note());
    } else if (record instanceof Refuse refuse) {
      addStep(fields, refuse.share(), refuse.step());
      addNote(fields, refuse.note());
    } else if (record instanceof Due due) {
      fields.put("share", due.share());
    } else if (record instanceof Paid paid) {
      addStep(fields, paid.share(), paid.step());
      fields.put("reference", paid.reference());
    } else if (record instanceof PayFailed failed) {
      addStep(fields, failed.share(), failed.step());
      addNote(fields, failed.note());
    }
    return fields;
  }

  static Map<String, Object> of(LedgerEntry entry) {
    return RecordView.fields(
        "entry", entry.id(),
        "batchId", entry.batchId(),
        "enterprise", entry.enterpriseId(),
        "from", entry.kind().from().name(),
        "to", entry.kind().to().name(),
        "amountFen", entry.amountFen());
  }

  static Map<String, Object> of(PayoutInstruction instruction) {
    return RecordView.fields(
        "key", instruction.key(),
        "user", instruction.user(),
        "enterprise", instruction.enterpriseId(),
        "amountFen", instruction.amountFen());
  }

  private static void addTaking(
      Map<String, Object> fields, String user, RiskLevel riskLevel, Origin origin) {
    fields.put("user", user);
    fields.put("riskLevel", riskLevel.name());
    fields.put("edge", origin.edge());
    fields.put("device", origin.device());
    fields.put("address", origin.address());
    fields.put("stampMillis", origin.stampMillis());
  }

  private static void addStep(Map<String, Object> fields, int share, int step) {
    fields.put("share", share);
    fields.put("step", step);
  }

  private static void addNote(Map<String, Object> fields, Note note) {
    fields.put("by", note.by());
    fields.put("why", note.why());
  }
}
