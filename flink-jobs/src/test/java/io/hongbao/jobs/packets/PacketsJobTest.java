package io.hongbao.jobs.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.PacketStanding;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.jobs.CollectingSink;
import io.hongbao.jobs.FailOnce;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.jobs.RestartingEnvironment;
import io.hongbao.wire.records.DeadLetter;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
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
class PacketsJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static PacketsJobSettings settings(int parallelism) {
    return new PacketsJobSettings("unused:9092", "unused:6379", 2, parallelism);
  }

  /** The log that the source reads; static, since the source travels to the cluster. */
  private static List<MoneyLogRecord> log = List.of();

  private final CollectingSink<OutgoingRecord> written = new CollectingSink<>("log");
  private final CollectingSink<PacketStanding> standings = new CollectingSink<>("standings");
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>("money-letters");

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldKeepTheLedgerOfTheDomainThoughItFailsInTheMiddle(int parallelism) throws Exception {
    log = MoneyLog.lively(150, 3).records();
    StreamExecutionEnvironment environment = environment(parallelism);
    DataStream<MoneyLogRecord> packets =
        source(environment, 150)
            .map(new FailOnce<>(700))
            .returns(MoneyLogRecord.TYPE)
            .setParallelism(1);
    PacketsJob.define(packets, new PacketSinks(written, standings, deadLetters));

    environment.execute(PacketsJob.NAME);

    assertThat(FailOnce.recordsRead()).isBetween(log.size() + 1, 2 * log.size() - 1);
    List<LedgerEntry> expected = PureLedger.of(log);
    List<LedgerEntry> entries = MoneyLog.entries(written.written());
    assertThat(entries).hasSizeGreaterThanOrEqualTo(expected.size());
    assertThat(new HashSet<>(entries)).isEqualTo(new HashSet<>(expected));
    assertThat(standings.written()).isNotEmpty();
    assertThat(deadLetters.written()).extracting(DeadLetter::why).contains("unknown kind 99");
  }

  @Test
  void shouldNameEveryOperatorAndFixItsUid() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    PacketsJob.define(environment, settings(2));

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getMaxParallelism()).isEqualTo(JobConfiguration.MAX_PARALLELISM);
              assertThat(node.getParallelism()).isEqualTo(2);
            })
        .extracting(StreamNode::getTransformationUID)
        .contains("packets", "decide");
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  @Test
  void shouldBeOneTaskWithOneSubtask() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    PacketsJob.define(environment, settings(1));

    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(1);
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment = RestartingEnvironment.create();
    PacketsJob.configure(environment, settings(parallelism));
    return environment;
  }

  /** One reader, so that the log keeps its order; so many records between two checkpoints. */
  private static DataStream<MoneyLogRecord> source(
      StreamExecutionEnvironment environment, int recordsPerCheckpoint) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> log.get(Math.toIntExact(index)),
                log.size(),
                RateLimiterStrategy.perCheckpoint(recordsPerCheckpoint),
                MoneyLogRecord.TYPE),
            WatermarkStrategy.noWatermarks(),
            "packets from memory")
        .uid("packets")
        .setParallelism(1);
  }
}
