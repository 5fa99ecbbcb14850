package io.hongbao.jobs.draw;

import io.hongbao.jobs.KafkaSinks;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.WonRecord;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where the draw job's results go. Every sink is at-least-once: what is told twice is the same both
 * times.
 */
public record DrawSinks(
    Sink<DecidedShake> outcomes, Sink<WonRecord> packets, Sink<DeadLetter> deadLetters) {

  public DrawSinks {
    Objects.requireNonNull(outcomes, "outcomes");
    Objects.requireNonNull(packets, "packets");
    Objects.requireNonNull(deadLetters, "deadLetters");
  }

  /** Redis and Kafka. */
  public static DrawSinks of(DrawJobSettings settings) {
    return new DrawSinks(
        OutcomeSink.toRedis(settings.redisUri()),
        KafkaSinks.atLeastOnce(
            settings.kafka(),
            (won, context, timestamp) ->
                new ProducerRecord<>(
                    Topics.PACKETS, KafkaSinks.utf8(won.packetId()), won.encode())),
        KafkaSinks.deadLetters(settings.kafka()));
  }
}
