package io.hongbao.jobs.draw;

import io.hongbao.jobs.KafkaSinks;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the draw job's results go. Every sink is at-least-once: what is told twice is the same both
 * times.
 *
 * @param packets takes records of the topic {@code packets}
 */
public record DrawSinks(
    Sink<DecidedShake> outcomes, Sink<OutgoingRecord> packets, Sink<DeadLetter> deadLetters) {

  public DrawSinks {
    Objects.requireNonNull(outcomes, "outcomes");
    Objects.requireNonNull(packets, "packets");
    Objects.requireNonNull(deadLetters, "deadLetters");
  }

  /** Redis and Kafka. */
  public static DrawSinks of(DrawJobSettings settings) {
    return new DrawSinks(
        OutcomeSink.toRedis(settings.redisUri()),
        KafkaSinks.outgoing(settings.kafka()),
        KafkaSinks.deadLetters(settings.kafka()));
  }
}
