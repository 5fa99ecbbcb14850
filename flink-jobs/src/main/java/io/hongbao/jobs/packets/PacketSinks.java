package io.hongbao.jobs.packets;

import io.hongbao.cache.PacketStanding;
import io.hongbao.jobs.KafkaSinks;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.wire.records.DeadLetter;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the packets job's results go. Every sink is at-least-once: what is told twice is the same
 * both times.
 *
 * @param log takes records of {@code ledger}, {@code payouts} and {@code packets}
 */
public record PacketSinks(
    Sink<OutgoingRecord> log, Sink<PacketStanding> standings, Sink<DeadLetter> deadLetters) {

  public PacketSinks {
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(standings, "standings");
    Objects.requireNonNull(deadLetters, "deadLetters");
  }

  /** Redis and Kafka. */
  public static PacketSinks of(PacketsJobSettings settings) {
    return new PacketSinks(
        KafkaSinks.outgoing(settings.kafka()),
        StandingSink.toRedis(settings.redisUri()),
        KafkaSinks.deadLetters(settings.kafka()));
  }
}
