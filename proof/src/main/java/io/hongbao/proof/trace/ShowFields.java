package io.hongbao.proof.trace;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Control;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.ApprovalRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.PolicyRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What records of the topics {@code show} and {@code show-acks} say, field by field, for people.
 */
final class ShowFields {

  private ShowFields() {}

  /** What a record is. */
  static String kind(ShowRecord record) {
    if (record instanceof PlanRecord) {
      return "plan";
    }
    if (record instanceof OpRecord) {
      return "operation";
    }
    if (record instanceof EnvelopeRecord) {
      return "envelope";
    }
    if (record instanceof ApprovalRecord) {
      return "approval";
    }
    if (record instanceof PolicyRecord) {
      return "policy";
    }
    return record instanceof ModeRecord ? "mode" : "secrets";
  }

  static Map<String, Object> of(ShowRecord record) {
    if (record instanceof PlanRecord plan) {
      return plan(plan);
    }
    if (record instanceof OpRecord op) {
      return RecordView.fields(
          "show", op.show(),
          "number", op.number(),
          "author", op.author(),
          "givenMillis", op.atMillis(),
          "does", does(op.op()),
          "done", op.isDone(),
          "lastControls", lastControls(op.lastControls()));
    }
    if (record instanceof ModeRecord mode) {
      return RecordView.fields(
          "show", mode.show(),
          "operation", mode.opNumber(),
          "mode", mode(mode.mode()),
          "reason", mode.reason());
    }
    if (record instanceof EnvelopeRecord envelope) {
      return envelope(envelope);
    }
    if (record instanceof ApprovalRecord approval) {
      return RecordView.fields(
          "required", approval.isRequired(),
          "sinceMillis", approval.atMillis(),
          "author", approval.author());
    }
    if (record instanceof PolicyRecord policy) {
      return RecordView.fields("version", policy.version(), "document", policy.document());
    }
    return secrets((SecretsRecord) record);
  }

  private static Map<String, Object> envelope(EnvelopeRecord record) {
    Envelope envelope = record.envelope();
    return RecordView.fields(
        "show", record.show(),
        "number", record.number(),
        "approvedMillis", record.atMillis(),
        "author", record.author(),
        "packets", envelope.maxPackets(),
        "fen", envelope.maxFen(),
        "largestPacketFen", envelope.largestPacketFen(),
        "fenPerMinute", envelope.maxFenPerMinute(),
        "enterprises", String.join(", ", envelope.enterprises()),
        "validUntilMillis", envelope.validUntilMillis());
  }

  static Map<String, Object> of(AckRecord ack) {
    Map<String, Object> fields =
        RecordView.fields(
            "node", ack.node(),
            "stampMillis", ack.atMillis(),
            "left", ack.hasLeft(),
            "clockError", ack.clockErrorMillis() + " ms");
    ack.answerDelayMillis()
        .ifPresent(millis -> fields.put("answerDelay", "up to " + millis + " ms"));
    new TreeMap<>(ack.shows())
        .forEach(
            (show, known) ->
                fields.put(
                    "show " + show,
                    String.format(
                        Locale.ROOT,
                        "plan %d, mode of operation %d",
                        known.plan(),
                        known.modeOp())));
    return fields;
  }

  /** What an operation does, in plain words without a subject. */
  static String does(OpRecord.Op op) {
    if (op instanceof OpRecord.Stage stage) {
      return "stages plan " + stage.plan().number();
    }
    if (op instanceof OpRecord.AppendPlan append) {
      return "appends seeds and terms of plan "
          + append.plan()
          + ", which count in open waves from "
          + Instant.ofEpochMilli(append.atMillis());
    }
    if (op instanceof OpRecord.Activate activate) {
      return "activates plan "
          + activate.plan()
          + " at "
          + Instant.ofEpochMilli(activate.atMillis())
          + (activate.forced() ? ", forced, without the acknowledgement of every edge" : "");
    }
    if (op instanceof OpRecord.Tell tell) {
      return does(tell.control());
    }
    if (op instanceof OpRecord.SetMode set) {
      return "sets mode " + mode(set.mode()) + (set.reason().isEmpty() ? "" : ": " + set.reason());
    }
    if (op instanceof OpRecord.Approve approve) {
      return "approves plan " + approve.plan();
    }
    return op instanceof OpRecord.Forget forget
        ? "forgets node " + forget.node()
        : "publishes the secrets";
  }

  private static String does(Control control) {
    if (control instanceof Control.Pause pause) {
      return (pause.paused() ? "pauses wave " : "resumes wave ")
          + pause.waveId()
          + " from "
          + Instant.ofEpochMilli(pause.atMillis());
    }
    if (control instanceof Control.Carry carry) {
      return "carries what is left of wave "
          + carry.fromWaveId()
          + " into wave "
          + carry.toWaveId();
    }
    if (control instanceof Control.Beacon beacon) {
      return "gives beacon round "
          + beacon.round()
          + " to wave "
          + beacon.waveId()
          + (beacon.value().isEmpty() ? ": the round failed" : "");
    }
    return "ends the show";
  }

  private static Map<String, Object> plan(PlanRecord plan) {
    Map<String, Object> fields =
        RecordView.fields(
            "show", plan.show(),
            "number", plan.number(),
            "activatesAtMillis", plan.activatesAtMillis(),
            "activating", plan.isActivating(),
            "partitions", plan.partitions(),
            "buckets", plan.campaign().buckets(),
            "campaignSha256", plan.campaignSha256());
    ControlFields.withKind(plan.kind(), fields);
    plan.seedManifestSha256().ifPresent(sha256 -> fields.put("seedManifestSha256", sha256));
    plan.campaign()
        .waves()
        .forEach(
            wave ->
                fields.put(
                    "wave " + wave.id(),
                    RecordView.texts(wave.pools().stream().map(ShowFields::pool).toList())));
    return fields;
  }

  private static String pool(Pool pool) {
    return String.format(
        Locale.ROOT,
        "%s: %d packets, %d fen",
        pool.enterpriseId(),
        pool.packets(),
        pool.budgetFen());
  }

  private static Map<String, Object> secrets(SecretsRecord record) {
    Map<String, Object> fields = RecordView.fields("show", record.show());
    record
        .secrets()
        .forEach(
            (wave, secret) ->
                fields.put("secret of " + wave, HexFormat.of().formatHex(secret.bytes())));
    return fields;
  }

  private static String mode(ModeRecord.Mode mode) {
    return mode.number() + ", " + mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Buckets differ in how many control records they have, for they have their own seed batches. */
  private static String lastControls(List<Long> numbers) {
    return numbers.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%d to %d, in %d buckets",
            Collections.min(numbers),
            Collections.max(numbers),
            numbers.size());
  }
}
