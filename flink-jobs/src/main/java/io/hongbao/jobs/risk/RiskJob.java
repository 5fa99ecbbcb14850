package io.hongbao.jobs.risk;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.GatheredFetch;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.JobProgram;
import io.hongbao.jobs.KeyedStreams;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.wire.records.VerdictRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The risk job, in one direction and without joins: a signal vector walks past the counters and
 * carries what they counted to the rules and the judge.
 *
 * <pre>
 * shakes ──┐
 * packets ─┴─ events ─ by user: intake ─ by device ─ by network ─ by user: neighbours ─ rules
 *                                                                                         │
 *                          verdicts, reasons and notes to Kafka ─ by entity: judge ───────┘
 * </pre>
 *
 * <p>Time is the log's own: when it took a record. What is counted is counted when the watermark
 * has passed the end of an evaluation second, so no order of arrival can matter.
 */
public final class RiskJob {

  /** The job's name, and its consumer group. */
  public static final String NAME = GroupProgress.RISK;

  /**
   * Watermarks are a part of every verdict's delay; each wakes threads, also when nobody shakes.
   */
  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(400);

  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(100);

  /** A part of every verdict's delay, as watermarks are. */
  private static final Duration FETCH_MAX_WAIT = Duration.ofMillis(400);

  private RiskJob() {}

  /** For {@code flink run -c io.hongbao.jobs.risk.RiskJob}; see {@link RiskJobSettings#read}. */
  public static void main(String[] arguments) throws Exception {
    RiskJobSettings settings = RiskJobSettings.read(arguments, System.getenv());
    JobProgram.run(NAME, environment -> define(environment, settings));
  }

  /** Adds the job to an environment, between topics of Kafka; executes nothing. */
  public static void define(StreamExecutionEnvironment environment, RiskJobSettings settings) {
    configure(environment, settings);
    String kafka = settings.kafka();
    // Records of one partition are in order; only shakes have to make up for a partition that was
    // quiet, for a win comes behind its shake.
    define(
        source(environment, settings, Topics.SHAKES, settings.lateness()),
        source(environment, settings, Topics.PACKETS, Duration.ZERO),
        () -> new YieldingRuleSource(KafkaRuleSource.open(kafka)),
        RiskSinks.of(settings));
  }

  /** Adds the job behind any sources and before any sinks. */
  static void define(
      DataStream<RiskInput> shakes,
      DataStream<RiskInput> packets,
      RuleSource.Opener rules,
      RiskSinks sinks) {
    SingleOutputStreamOperator<RiskEvent> fromShakes = events(shakes, Topics.SHAKES, rules);
    SingleOutputStreamOperator<RiskEvent> fromPackets = events(packets, Topics.PACKETS, rules);
    judge(vectors(fromShakes.union(fromPackets), rules), rules, sinks);
    fromPackets
        .getSideOutput(DeadLetterFactory.TAG)
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("dead letters to Kafka");
  }

  /**
   * Past the counters. A uid is never used again for another form of state: Flink refuses a
   * savepoint whose operators a job does not have.
   */
  private static DataStream<VersionedSignalVector> vectors(
      DataStream<RiskEvent> events, RuleSource.Opener rules) {
    DataStream<VersionedSignalVector> vectors =
        KeyedStreams.keyBy(events, RiskEvent::user)
            .transform("intake, count by user", RiskTypes.SIGNAL_VECTOR, new IntakeOperator(rules))
            .uid("counts-by-user");
    for (CounterStop stop : CounterStop.values()) {
      vectors =
          KeyedStreams.keyBy(vectors, versioned -> stop.keyOf(versioned.vector()))
              .transform(
                  "count by " + stop.label(),
                  RiskTypes.SIGNAL_VECTOR,
                  new CounterOperator(stop, rules))
              .uid("counts-by-" + stop.label());
    }
    return vectors;
  }

  private static void judge(
      DataStream<VersionedSignalVector> vectors, RuleSource.Opener rules, RiskSinks sinks) {
    SingleOutputStreamOperator<Hit> hits =
        vectors
            .process(new EvaluateFunction(rules))
            .returns(RiskTypes.HIT)
            .uid("rules")
            .name("rules");
    SingleOutputStreamOperator<VerdictRecord> verdicts =
        KeyedStreams.keyBy(hits, VerdictOperator::keyOf)
            .transform("judge", RiskTypes.VERDICT, new VerdictOperator(rules))
            .uid("judge");
    verdicts.sinkTo(sinks.verdicts()).uid("verdicts").name("verdicts to Kafka");
    verdicts
        .getSideOutput(VerdictOperator.REASONED)
        .sinkTo(sinks.reasoned())
        .uid("reasons")
        .name("reasons to Kafka");
    // A sink each: one for both would be a task of its own, with an exchange before it.
    hits.getSideOutput(EvaluateFunction.ERRORS)
        .sinkTo(sinks.notes())
        .uid("notes-of-rules")
        .name("notes of rules to Kafka");
    verdicts
        .getSideOutput(VerdictOperator.IN_FORCE)
        .sinkTo(sinks.notes())
        .uid("notes")
        .name("notes to Kafka");
  }

  private static SingleOutputStreamOperator<RiskEvent> events(
      DataStream<RiskInput> inputs, String topic, RuleSource.Opener rules) {
    return inputs
        .process(new RiskEventFilter(rules))
        .returns(RiskTypes.EVENT)
        // the source's own: another would only shuffle records once more
        .setParallelism(inputs.getParallelism())
        .uid("events-of-" + topic)
        .name("events of " + topic);
  }

  /** Sets aligned checkpoints, once-only state, and the pace of watermarks. */
  static void configure(StreamExecutionEnvironment environment, RiskJobSettings settings) {
    JobConfiguration.apply(environment, settings.parallelism(), WATERMARK_INTERVAL, BUFFER_TIMEOUT);
  }

  private static DataStream<RiskInput> source(
      StreamExecutionEnvironment environment,
      RiskJobSettings settings,
      String topic,
      Duration lateness) {
    KafkaSourceBuilder<RiskInput> source =
        KafkaSource.<RiskInput>builder()
            .setBootstrapServers(settings.kafka())
            .setTopics(topic)
            .setGroupId(NAME)
            .setClientIdPrefix(NAME + "-" + topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setProperty("commit.offsets.on.checkpoint", "true")
            .setDeserializer(new RiskInputDeserializer());
    return environment
        .fromSource(
            GatheredFetch.of(source, FETCH_MAX_WAIT).build(),
            WatermarkStrategy.<RiskInput>forBoundedOutOfOrderness(lateness)
                .withIdleness(settings.idleAfter()),
            topic + " from Kafka")
        .uid(topic);
  }

  /** Takes every record from Kafka. It never fails. */
  private static final class RiskInputDeserializer
      implements KafkaRecordDeserializationSchema<RiskInput> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RiskInput> out) {
      out.collect(RiskInput.read(record));
    }

    @Override
    public TypeInformation<RiskInput> getProducedType() {
      return RiskTypes.INPUT;
    }
  }
}
