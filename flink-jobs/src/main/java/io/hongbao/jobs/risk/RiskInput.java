package io.hongbao.jobs.risk;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record of {@code shakes} or {@code packets} is to fraud detection. Every record comes this
 * far, for its time moves the watermark: a Tick, a control record, a shake of a practice show and
 * what becomes of a packet after its win are nothing else.
 *
 * @param event empty if nobody shook or won
 * @param damage what is wrong with a record that cannot be read; empty if nothing is
 */
record RiskInput(Optional<RiskEvent> event, Optional<DeadLetter> damage) {

  static final RiskInput CLOCK = new RiskInput(Optional.empty(), Optional.empty());

  private static final byte[] NOTHING = {};

  static RiskInput of(RiskEvent event) {
    return new RiskInput(Optional.of(event), Optional.empty());
  }

  /** Reads a record; never fails. */
  static RiskInput read(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new MalformedRecordException("no value");
      }
      if (record.topic().equals(Topics.PACKETS)) {
        return MoneyCodec.findWon(record.value())
            .map(won -> of(RiskEvent.of(won, record.timestamp())))
            .orElse(CLOCK);
      }
      return ShakesRecord.decode(record.key(), record.value()) instanceof ShakeRecord shake
              && !shake.isPractice()
          ? of(RiskEvent.of(shake, record.timestamp()))
          : CLOCK;
    } catch (RuntimeException e) {
      return new RiskInput(Optional.empty(), Optional.of(letter(record, e)));
    }
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, RuntimeException e) {
    return DeadLetterFactory.of(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key() == null ? NOTHING : record.key(),
        record.value() == null ? NOTHING : record.value(),
        String.valueOf(e.getMessage()));
  }
}
