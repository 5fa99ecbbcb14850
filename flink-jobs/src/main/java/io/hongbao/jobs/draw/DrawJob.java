package io.hongbao.jobs.draw;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.JobProgram;
import io.hongbao.jobs.KeyedStreams;
import io.hongbao.jobs.WholeTopic;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DecidedShake;
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
 * The draw job, in one direction and without a clock:
 *
 * <pre>
 * shakes ─ by bucket ─ draw ─┬─ outcomes to Redis
 *                            ├─ packets to Kafka
 *                            └─ dead letters to Kafka
 * </pre>
 *
 * <p>With one subtask all of it is one task, see {@link KeyedStreams#keyBy}.
 */
public final class DrawJob {

  /** The job's name, and the consumer group whose offsets say how far it has come. */
  public static final String NAME = GroupProgress.DRAW;

  private DrawJob() {}

  /** For {@code flink run -c io.hongbao.jobs.draw.DrawJob}; see {@link DrawJobSettings#read}. */
  public static void main(String[] arguments) throws Exception {
    DrawJobSettings settings = DrawJobSettings.read(arguments, System.getenv());
    JobProgram.run(NAME, environment -> define(environment, settings));
  }

  /** Adds the job to an environment, between Kafka and Redis; executes nothing. */
  public static void define(StreamExecutionEnvironment environment, DrawJobSettings settings) {
    define(environment, settings, DrawSinks.of(settings));
  }

  /** Adds the job behind Kafka and before any sinks; executes nothing. */
  public static void define(
      StreamExecutionEnvironment environment, DrawJobSettings settings, DrawSinks sinks) {
    configure(environment, settings);
    define(
        shakes(environment, settings),
        new KeyFiles(settings.keysDirectory()),
        settings.partitions(),
        sinks);
  }

  /**
   * Adds the job behind any source and before any sinks.
   *
   * @param shakes each bucket's records in log order
   */
  static void define(
      DataStream<LogRecord> shakes,
      ControlKeys.Loader keysLoader,
      int partitions,
      DrawSinks sinks) {
    SingleOutputStreamOperator<DecidedShake> drawn =
        KeyedStreams.keyBy(shakes, LogRecord::bucket)
            .process(new DrawFunction(keysLoader, partitions))
            .returns(DrawTypes.DECIDED)
            .uid("draw")
            .name("draw");
    drawn.sinkTo(sinks.outcomes()).uid("outcomes").name("outcomes to Redis");
    drawn
        .getSideOutput(DrawFunction.PACKETS)
        .sinkTo(sinks.packets())
        .uid("packets")
        .name("packets to Kafka");
    drawn
        .getSideOutput(DeadLetterFactory.TAG)
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("dead letters to Kafka");
  }

  /** Sets what the law rests on, see {@link JobConfiguration#apply}. */
  public static void configure(StreamExecutionEnvironment environment, DrawJobSettings settings) {
    // No watermarks: the draw has no clock.
    JobConfiguration.apply(
        environment, settings.parallelism(), Duration.ZERO, settings.bufferTimeout());
  }

  private static DataStream<LogRecord> shakes(
      StreamExecutionEnvironment environment, DrawJobSettings settings) {
    KafkaSource<LogRecord> source =
        WholeTopic.source(
            settings.kafka(),
            Topics.SHAKES,
            settings.partitions(),
            NAME,
            0,
            new LogRecordDeserializer());
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "shakes from Kafka")
        .uid("shakes");
  }

  /** Takes records from Kafka with all that the draw needs to know of them. It never fails. */
  static final class LogRecordDeserializer implements KafkaRecordDeserializationSchema<LogRecord> {

    private static final long serialVersionUID = 1L;

    /** Made where the job runs, with the first record. */
    private transient BucketKeys keys;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
      if (keys == null) {
        keys = new BucketKeys();
      }
      LogRecord.read(
              keys,
              record.key(),
              record.value(),
              record.partition(),
              record.offset(),
              record.timestamp())
          .ifPresent(out::collect);
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
      return DrawTypes.LOG_RECORD;
    }
  }
}
