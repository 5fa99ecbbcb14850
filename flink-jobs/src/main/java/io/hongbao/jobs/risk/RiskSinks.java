package io.hongbao.jobs.risk;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.jobs.KafkaSinks;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.VerdictRecord;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where the risk job's results go.
 *
 * @param verdicts what edges must hear
 * @param reasoned every rule's verdict with its reasons, shadow ones too
 * @param notes what the job says of itself
 */
record RiskSinks(
    Sink<VerdictRecord> verdicts,
    Sink<Verdict> reasoned,
    Sink<RiskNote> notes,
    Sink<DeadLetter> deadLetters) {

  RiskSinks {
    Objects.requireNonNull(verdicts, "verdicts");
    Objects.requireNonNull(reasoned, "reasoned");
    Objects.requireNonNull(notes, "notes");
    Objects.requireNonNull(deadLetters, "deadLetters");
  }

  /** Kafka. */
  static RiskSinks of(RiskJobSettings settings) {
    return new RiskSinks(
        KafkaSinks.atLeastOnce(
            settings.kafka(), (verdict, context, timestamp) -> recordOf(verdict)),
        KafkaSinks.atLeastOnce(
            settings.kafka(),
            (verdict, context, timestamp) ->
                new ProducerRecord<>(
                    Topics.VERDICT_REASONS,
                    KafkaSinks.utf8(verdict.toRecord().key()),
                    VerdictJson.encode(verdict))),
        KafkaSinks.atLeastOnce(
            settings.kafka(),
            (note, context, timestamp) ->
                new ProducerRecord<>(
                    Topics.VERDICT_REASONS,
                    KafkaSinks.utf8(note.key()),
                    RiskNoteJson.encode(note))),
        KafkaSinks.deadLetters(settings.kafka()));
  }

  /**
   * Level none is a record without a value, so that the compacted topic forgets the entity; but not
   * if it says that the entity is allowed.
   */
  static ProducerRecord<byte[], byte[]> recordOf(VerdictRecord verdict) {
    return new ProducerRecord<>(
        Topics.VERDICTS,
        KafkaSinks.utf8(verdict.key()),
        verdict.level() == RiskLevel.NONE && !verdict.isAllowing() ? null : verdict.encode());
  }
}
