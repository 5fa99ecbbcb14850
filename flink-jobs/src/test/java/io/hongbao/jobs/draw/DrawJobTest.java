package io.hongbao.jobs.draw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.jobs.CollectingSink;
import io.hongbao.jobs.FailOnce;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.jobs.RestartingEnvironment;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job on a small cluster in this JVM, between a source and sinks in memory. */
class DrawJobTest {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static DrawJobSettings settings(int parallelism) {
    return DrawJobSettings.of("unused:9092", "unused:6379", "unused", 2, parallelism);
  }

  /** The log that the source reads; static, since the source travels to the cluster. */
  private static List<LogRecord> log = List.of();

  private final TestShow show = new TestShow(4, 2);
  private final CollectingSink<DecidedShake> outcomes = new CollectingSink<>("outcomes");
  private final CollectingSink<OutgoingRecord> packets = new CollectingSink<>("packets");
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>("dead-letters");

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldDecideAsTheDomainThoughItFailsInTheMiddle(int parallelism) throws Exception {
    List<LogRecord> sound = show.livelyLog(1_500, 3);
    log = withDamage(sound);
    StreamExecutionEnvironment environment = environment(parallelism);
    DataStream<LogRecord> shakes =
        source(environment, 150)
            .map(new FailOnce<>(1_000))
            .returns(DrawTypes.LOG_RECORD)
            .setParallelism(1);
    DrawJob.define(
        shakes,
        show.keysLoader(),
        show.partitions(),
        new DrawSinks(outcomes, packets, deadLetters));

    environment.execute(DrawJob.NAME);

    assertThat(FailOnce.recordsRead()).isBetween(log.size() + 1, 2 * log.size() - 1);
    List<DecisionSummary> expected = PureRun.of(sound, show.keys());
    List<DecisionSummary> answered = outcomes.written().stream().map(DecisionSummary::of).toList();
    assertThat(answered).hasSizeGreaterThanOrEqualTo(expected.size());
    assertThat(new HashSet<>(answered)).isEqualTo(new HashSet<>(expected));
    assertThat(packetsWon()).isEqualTo(packetIds(expected));
    assertThat(deadLetters.written().stream().map(DeadLetter::why).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("no key: expected show and bucket", "unknown kind 111");
    assertThat(metricNames())
        .contains(
            "draw.draws",
            "draw.packets",
            "draw.greetings",
            "draw.misses",
            "draw.limited",
            "draw.closed",
            "draw.repeatsOfPassingTurns",
            "draw.deadLetters",
            "draw.controlsApplied",
            "draw.controlsRepeated",
            "draw.enterprise.cola.wins",
            "draw.enterprise.cola.seedsLeft",
            "draw.reason.gap.closed");
  }

  @Test
  void shouldNameEveryOperatorAndFixItsUid() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    DrawJob.define(environment, settings(2));

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getMaxParallelism()).isEqualTo(JobConfiguration.MAX_PARALLELISM);
              assertThat(node.getParallelism()).isEqualTo(2);
            })
        .extracting(StreamNode::getTransformationUID)
        .contains("shakes", "draw");
    assertThat(graph.getCheckpointConfig().isUnalignedCheckpointsEnabled()).isFalse();
    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isPositive();
    assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  @Test
  void shouldBeOneTaskWithOneSubtaskAndOneExchangeWithMore() {
    assertThat(tasks(1)).isEqualTo(1);
    assertThat(tasks(2)).isEqualTo(2);
  }

  private static int tasks(int parallelism) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    DrawJob.define(environment, settings(parallelism));
    return environment.getStreamGraph().getJobGraph().getNumberOfVertices();
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment = RestartingEnvironment.create();
    DrawJob.configure(environment, settings(parallelism));
    return environment;
  }

  /** One reader, so that the log keeps its order; so many records between two checkpoints. */
  private static DataStream<LogRecord> source(
      StreamExecutionEnvironment environment, int recordsPerCheckpoint) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> log.get(Math.toIntExact(index)),
                log.size(),
                RateLimiterStrategy.perCheckpoint(recordsPerCheckpoint),
                DrawTypes.LOG_RECORD),
            WatermarkStrategy.noWatermarks(),
            "shakes from memory")
        .uid("shakes")
        .setParallelism(1);
  }

  private List<LogRecord> withDamage(List<LogRecord> sound) {
    List<LogRecord> damaged = new ArrayList<>(sound);
    byte[] noRecord = "no record".getBytes(UTF_8);
    damaged.add(
        100, LogRecord.read(new BucketKeys(), null, noRecord, 0, 1_000_000, 5_000).orElseThrow());
    damaged.add(200, show.append(new BucketKey(TestShow.SHOW, 2), noRecord, 5_000));
    return damaged;
  }

  private Set<String> packetsWon() {
    return packets.written().stream()
        .flatMap(record -> MoneyCodec.findWon(record.value()).stream())
        .map(WonRecord::packetId)
        .collect(Collectors.toSet());
  }

  private static Set<String> packetIds(List<DecisionSummary> answers) {
    Set<String> ids = new HashSet<>();
    for (DecisionSummary answer : answers) {
      if (answer.outcome().orElseThrow() instanceof Outcome.Packet packet) {
        ids.add(packet.packetId());
      }
    }
    return ids;
  }

  /** Their names, each behind its operator's. */
  private static Set<String> metricNames() {
    Set<String> names = new HashSet<>();
    Pattern operatorAndName = Pattern.compile(".*\\.draw\\.([^.]+)\\.[0-9]+\\.(.+)");
    REPORTER
        .getMetricsByGroup()
        .forEach(
            (group, metrics) -> {
              for (String name : metrics.keySet()) {
                Matcher matcher = operatorAndName.matcher(group.getMetricIdentifier(name));
                if (matcher.matches()) {
                  names.add(matcher.group(1) + '.' + matcher.group(2));
                }
              }
            });
    return names;
  }
}
