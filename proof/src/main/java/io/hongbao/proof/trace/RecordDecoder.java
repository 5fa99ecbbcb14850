package io.hongbao.proof.trace;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RulesRecord;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.rules.ruleset.RulesRecordJson;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Takes the records of every topic apart. No bytes make it throw. Secrets stay sealed. */
final class RecordDecoder {

  /** Enough to recognise a record by; what is longer has its length told. */
  private static final int MAX_HEX_BYTES = 64;

  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey;

  RecordDecoder(VerifyingKey verifyingKey, SealingKey sealingKey) {
    this.verifyingKey = verifyingKey;
    this.sealingKey = sealingKey;
  }

  RecordView decode(TopicRecord record) {
    if (record.value() == null) {
      return view(record, "deleted", RecordView.fields("key", hex(record.key())));
    }
    try {
      return switch (record.at().topic()) {
        case Topics.SHAKES -> shakes(record);
        case Topics.PACKETS -> packet(record);
        case Topics.LEDGER ->
            view(record, "entry", MoneyFields.of(LedgerCodec.decodeEntry(record.value())));
        case Topics.PAYOUTS ->
            view(record, "payout", MoneyFields.of(LedgerCodec.decodeInstruction(record.value())));
        case Topics.SHOW -> show(record);
        case Topics.SHOW_ACKS ->
            view(record, "acknowledgement", ShowFields.of(AckRecord.decode(record.value())));
        case Topics.VERDICTS -> view(record, "verdict", verdict(record.value()));
        case Topics.VERDICT_REASONS -> reason(record);
        case Topics.RULES -> rules(record);
        case Topics.DEAD_LETTERS ->
            view(record, "dead letter", deadLetter(DeadLetter.decode(record.value())));
        default -> view(record, "unknown", bytes(record));
      };
    } catch (MalformedRecordException e) {
      Map<String, Object> fields = bytes(record);
      fields.put("unusable", e.getMessage());
      return view(record, "unreadable", fields);
    }
  }

  private RecordView shakes(TopicRecord record) {
    ShakesRecord decoded = ShakesRecord.decode(record.key(), record.value());
    if (decoded instanceof ShakeRecord shake) {
      return view(record, "shake", shake(shake));
    }
    if (decoded instanceof TickRecord tick) {
      return view(
          record,
          "tick",
          RecordView.fields("edge", tick.edge(), "stampMillis", tick.stampMillis()));
    }
    return view(record, "control", control((SignedControl) decoded));
  }

  private static Map<String, Object> shake(ShakeRecord shake) {
    Map<String, Object> fields =
        RecordView.fields(
            "show", shake.key().show(),
            "bucket", shake.key().bucket(),
            "user", shake.user(),
            "shakeId", shake.shakeId().toString(),
            "plan", shake.planNumber(),
            "stampMillis", shake.stampMillis(),
            "edge", shake.edge(),
            "device", shake.device(),
            "address", shake.address(),
            "riskLevel", shake.riskLevel().name(),
            "repeats", shake.repeats(),
            "ownRepeat", shake.ownRepeat());
    if (shake.isPractice()) {
      fields.put("practice", true);
    }
    return fields;
  }

  private Map<String, Object> control(SignedControl signed) {
    Map<String, Object> fields =
        RecordView.fields(
            "show", signed.key().show(),
            "bucket", signed.key().bucket(),
            "number", signed.number());
    try {
      ControlRecord verified = signed.verify(verifyingKey, sealingKey);
      fields.putAll(ControlFields.of(verified.control()));
    } catch (MalformedRecordException e) {
      fields.put("unusable", e.getMessage());
    }
    return fields;
  }

  private static RecordView packet(TopicRecord record) {
    Optional<WonRecord> won = MoneyCodec.findWon(record.value());
    if (won.isPresent()) {
      return view(record, "won", MoneyFields.of(won.get()));
    }
    MoneyRecord decoded = MoneyCodec.decode(record.value());
    return view(record, MoneyFields.kind(decoded), MoneyFields.of(decoded));
  }

  private RecordView show(TopicRecord record) {
    boolean isSigned = ShowRecord.isSigned(record.value());
    ShowRecord decoded = ShowRecord.verifyIfSigned(record.value(), verifyingKey);
    Map<String, Object> fields = ShowFields.of(decoded);
    fields.put("signed", isSigned);
    return view(record, ShowFields.kind(decoded), fields);
  }

  private static Map<String, Object> verdict(byte[] value) {
    VerdictRecord verdict = VerdictRecord.decode(value);
    return RecordView.fields(
        "entity", verdict.key(),
        "level", verdict.isAllowing() ? "allowed" : verdict.level().name(),
        "untilMillis", verdict.untilMillis(),
        "rule", verdict.ruleId(),
        "ruleVersion", verdict.ruleVersion());
  }

  private static RecordView reason(TopicRecord record) {
    if (VerdictLog.isNote(record.key())) {
      return view(record, "note", note(RiskNoteJson.decode(record.value())));
    }
    Verdict verdict = VerdictJson.decode(record.value());
    return view(
        record,
        "reason",
        RecordView.fields(
            "entity", verdict.entity().toString(),
            "level", verdict.level().name(),
            "shadow", verdict.shadow(),
            "rule", verdict.ruleId(),
            "ruleVersion", verdict.ruleVersion(),
            "firstMillis", verdict.firstMillis(),
            "lastMillis", verdict.lastMillis(),
            "untilMillis", verdict.untilMillis(),
            "windowNotFull", verdict.windowNotFull(),
            "because",
                RecordView.texts(
                    verdict.operands().stream().map(RecordDecoder::operand).toList())));
  }

  private static String operand(EvaluatedComparison comparison) {
    return comparison.text() + (comparison.held() ? " holds" : " does not hold");
  }

  private static Map<String, Object> note(RiskNote note) {
    Map<String, Object> fields =
        RecordView.fields(
            "says",
            note.kind() == RiskNote.Kind.IN_FORCE ? "in force" : "a rule could not be told",
            "ruleSet",
            note.version(),
            "subtask",
            note.subtask() + " of " + note.subtasks(),
            "noteMillis",
            note.atMillis());
    if (note.kind() == RiskNote.Kind.ERRORS) {
      fields.put("rule", note.rule());
      fields.put("cards", note.count());
    }
    return fields;
  }

  private static RecordView rules(TopicRecord record) {
    RulesRecord decoded = RulesRecordJson.decode(record.value());
    if (decoded instanceof ApprovalPolicy policy) {
      return view(
          record,
          "approval",
          RecordView.fields("required", policy.required(), "policyMillis", policy.atMillis()));
    }
    RuleSet set = (RuleSet) decoded;
    return view(
        record,
        "rules",
        RecordView.fields(
            "version",
            set.version(),
            "author",
            set.author(),
            "note",
            set.note(),
            "approves",
            set.approves() == 0 ? "none" : "version " + set.approves(),
            "publishedMillis",
            set.publishedAtMillis(),
            "effectiveMillis",
            set.effectiveAtMillis(),
            "sha256",
            set.sha256(),
            "files",
            RecordView.texts(
                set.texts().stream()
                    .map(text -> text.file().name() + " of version " + text.version())
                    .toList()),
            "lifts",
            RecordView.texts(set.lifts().stream().map(lift -> lift.entity().toString()).toList())));
  }

  private static Map<String, Object> deadLetter(DeadLetter letter) {
    return RecordView.fields(
        "why", letter.why(),
        "about", letter.topic() + "/" + letter.partition() + "/" + letter.offset(),
        "recordAppendedAtMillis", letter.timestampMillis(),
        "key", hex(letter.key()),
        "value", hex(letter.value()));
  }

  private static Map<String, Object> bytes(TopicRecord record) {
    return RecordView.fields("key", hex(record.key()), "value", hex(record.value()));
  }

  private static RecordView view(TopicRecord record, String kind, Map<String, Object> fields) {
    return new RecordView(record.at(), record.appendedAtMillis(), kind, fields);
  }

  private static String hex(byte[] bytes) {
    if (bytes == null) {
      return "";
    }
    return bytes.length <= MAX_HEX_BYTES
        ? HexFormat.of().formatHex(bytes)
        : HexFormat.of().formatHex(Arrays.copyOf(bytes, MAX_HEX_BYTES))
            + "… of "
            + bytes.length
            + " bytes";
  }
}
