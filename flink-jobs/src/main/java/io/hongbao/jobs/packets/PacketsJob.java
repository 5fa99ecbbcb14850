package io.hongbao.jobs.packets;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.JobProgram;
import io.hongbao.jobs.KeyedStreams;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.jobs.WholeTopic;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The packets job:
 *
 * <pre>
 * packets ─ by packet or batch: decide ─┬─ entries to ledger, instructions to payouts,
 *    ▲                                  │  what is due to packets
 *    └──────────────────────────────────┤
 *                                       ├─ where packets stand to Redis
 *                                       └─ dead letters to Kafka
 * </pre>
 *
 * <p>Its sinks are at-least-once: ids are made of packet, share and step, so what is told twice
 * counts once, and no claim waits for a transaction to be committed.
 */
public final class PacketsJob {

  /** The job's name, and the consumer group whose offsets say how far it has come. */
  public static final String NAME = GroupProgress.PACKETS;

  /** A part of the time until a claim is answered. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  /**
   * Money is in no hurry, and a fetch for each of an edge's batches takes more of a core than what
   * is in it.
   */
  private static final int GATHER_MILLIS = 50;

  private PacketsJob() {}

  /** For {@code flink run}; see {@link PacketsJobSettings#read}. */
  public static void main(String[] arguments) throws Exception {
    PacketsJobSettings settings = PacketsJobSettings.read(arguments, System.getenv());
    JobProgram.run(NAME, environment -> define(environment, settings));
  }

  /** Adds the job to an environment, between Kafka and Redis; executes nothing. */
  public static void define(StreamExecutionEnvironment environment, PacketsJobSettings settings) {
    define(environment, settings, PacketSinks.of(settings));
  }

  /** Adds the job behind Kafka and before any sinks; executes nothing. */
  public static void define(
      StreamExecutionEnvironment environment, PacketsJobSettings settings, PacketSinks sinks) {
    configure(environment, settings);
    define(packets(environment, settings), sinks);
  }

  /**
   * Adds the job behind any source and before any sinks.
   *
   * @param packets each packet's records in log order
   */
  static void define(DataStream<MoneyLogRecord> packets, PacketSinks sinks) {
    SingleOutputStreamOperator<OutgoingRecord> decided =
        KeyedStreams.keyBy(packets, MoneyLogRecord::id)
            .process(new PacketFunction())
            .returns(OutgoingRecord.TYPE)
            .uid("decide")
            .name("decide");
    decided.sinkTo(sinks.log()).uid("log").name("ledger, payouts and what is due to Kafka");
    decided
        .getSideOutput(PacketFunction.STANDINGS)
        .sinkTo(sinks.standings())
        .uid("standings")
        .name("standings to Redis");
    decided
        .getSideOutput(DeadLetterFactory.TAG)
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("dead letters to Kafka");
  }

  /** Sets what the law rests on, see {@link JobConfiguration#apply}. */
  static void configure(StreamExecutionEnvironment environment, PacketsJobSettings settings) {
    // No watermarks: what counts is the log's time of each record, and timers only append.
    JobConfiguration.apply(environment, settings.parallelism(), Duration.ZERO, BUFFER_TIMEOUT);
  }

  private static DataStream<MoneyLogRecord> packets(
      StreamExecutionEnvironment environment, PacketsJobSettings settings) {
    KafkaSource<MoneyLogRecord> source =
        WholeTopic.source(
            settings.kafka(),
            Topics.PACKETS,
            settings.partitions(),
            NAME,
            GATHER_MILLIS,
            new MoneyLogRecordDeserializer());
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "packets from Kafka")
        .uid("packets");
  }

  /** Takes records from Kafka with all that the job needs to know of them. It never fails. */
  private static final class MoneyLogRecordDeserializer
      implements KafkaRecordDeserializationSchema<MoneyLogRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<MoneyLogRecord> out) {
      out.collect(
          MoneyLogRecord.read(
              record.key(),
              record.value(),
              record.partition(),
              record.offset(),
              record.timestamp()));
    }

    @Override
    public TypeInformation<MoneyLogRecord> getProducedType() {
      return MoneyLogRecord.TYPE;
    }
  }
}
