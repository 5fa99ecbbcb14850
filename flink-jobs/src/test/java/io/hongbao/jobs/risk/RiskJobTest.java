package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.jobs.CollectingSink;
import io.hongbao.jobs.FailOnce;
import io.hongbao.jobs.JobConfiguration;
import io.hongbao.jobs.RestartingEnvironment;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.VerdictRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
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

/** The whole job on a small cluster in this JVM, between sources and sinks in memory. */
class RiskJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration LATENESS = Duration.ofSeconds(3);

  private static RiskJobSettings settings(int parallelism) {
    return new RiskJobSettings("unused:9092", parallelism, LATENESS, Duration.ofSeconds(1));
  }

  private static final RuleText MET =
      new RuleText(
          "met.yaml",
          """
          id: met
          description: Many others on its devices, and at its addresses.
          mode: active
          signals:
            met_2s: {neighbours: {by: device, of: users}, window: 2s}
            met_61s: {neighbours: {by: device, of: users}, window: 61s}
            near_2s: {neighbours: {by: address, of: users}, window: 2s}
          when: met_2s > 12 && near_2s > 20 || met_61s > 28 && met_2s > 15
          verdict: {on: user, level: watch, for: 2s}
          """);

  private static final RuleText ASKS =
      new RuleText(
          "asks.yaml",
          """
          id: asks
          description: Asks again as soon as it has won.
          mode: active
          signals:
            asked_20s: {follows: {first: packets, then: requests, within: 600ms}, by: user, window: 20s}
            device_2m: {follows: {first: requests, then: shakes, within: 100ms}, by: device, window: 2m}
          when: asked_20s > 0 && device_2m > 5
          verdict: {on: user, level: slow, for: 3s}
          """);

  private static final RuleSet FIRST =
      set(
          MET,
          ASKS,
          rule("fast", "requests_10s > 12"),
          rule("farm", "active", "users_on_device_1m > 3", "{on: device, level: slow, for: 5s}"),
          rule("steady", "active", "rhythm_1m < 2000", "{on: user, level: watch, for: 20s}"),
          rule("swarm", "active", "users_on_block_1m > 25", "{on: address, level: hold, for: 9s}"),
          rule("rich", "shadow", "won_1m > 900", "{on: address, level: hold, for: 2m}"),
          rule("ratio", "requests_10s / won_1m > 1000"));

  private static final RuleSet SECOND =
      FIRST.next(
          List.of(
              new RuleText("met.yaml", MET.text().replace("met_2s > 12", "met_2s > 13")),
              new RuleText("asks.yaml", ASKS.text().replace("within: 600ms", "within: 900ms")),
              rule("fast", "requests_10s > 9"),
              rule(
                  "swarm",
                  "active",
                  "users_on_address_1m > 8",
                  "{on: user, level: block, for: 9s}"),
              rule("rich", "shadow", "won_1m > 900", "{on: address, level: hold, for: 2m}")),
          "bob",
          "sharper",
          T0 + 60_000);

  /** What the source reads; static, since the source travels to the cluster. */
  private static List<RiskEvent> log = List.of();

  private final CollectingSink<VerdictRecord> verdicts = new CollectingSink<>("verdicts");
  private final CollectingSink<Verdict> reasoned = new CollectingSink<>("reasoned");
  private final CollectingSink<RiskNote> notes = new CollectingSink<>("notes");
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>("risk-dead-letters");

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldSayWhatAReplaySaysThoughItFailsInTheMiddleAndTheRulesChange(int parallelism)
      throws Exception {
    log = RandomEvents.arriving(4_000, 120_000, LATENESS.toMillis(), 7);
    RuleSource.Opener rules = InMemoryRuleSource.publish(FIRST, SECOND);
    Expected expected = Expected.of(log, FIRST, SECOND);
    StreamExecutionEnvironment environment = environment(parallelism);
    FailOnce<RiskInput> failing = new FailOnce<>(2_500);
    DataStream<RiskInput> inputs =
        source(environment, 400).map(failing).returns(RiskTypes.INPUT).setParallelism(1);

    define(inputs, rules, verdicts);
    environment.execute(RiskJob.NAME);

    assertThat(FailOnce.recordsRead()).isBetween(log.size() + 1, 2 * log.size() - 1);
    assertThat(expected.told)
        .extracting(Verdict::ruleId)
        .contains("fast", "farm", "steady", "rich", "met", "asks");
    assertThat(new HashSet<>(reasoned.written())).isEqualTo(new HashSet<>(expected.told));
    assertThat(new HashSet<>(inForce(verdicts.written())))
        .isEqualTo(new HashSet<>(inForce(expected.effective)));
    assertThat(verdicts.written()).containsAll(expected.effective);
    assertThat(deadLetters.written()).isEmpty();
    assertThat(notes.written())
        .extracting(RiskNote::kind, RiskNote::version, RiskNote::subtask, RiskNote::subtasks)
        .contains(
            tuple(RiskNote.Kind.IN_FORCE, 1, 0, parallelism),
            tuple(RiskNote.Kind.IN_FORCE, 1, parallelism - 1, parallelism),
            tuple(RiskNote.Kind.IN_FORCE, 2, 0, parallelism),
            tuple(RiskNote.Kind.IN_FORCE, 2, parallelism - 1, parallelism));
    assertThat(notes.written())
        .filteredOn(note -> note.kind() == RiskNote.Kind.ERRORS)
        .isNotEmpty()
        .allSatisfy(note -> assertThat(note.rule()).isEqualTo("ratio"));
  }

  /** Flink stops ringing timers in the middle when it cancels a task. */
  @Test
  void shouldSayNothingThatAReplayDoesNotWhenItIsCancelledBeforeAChangeOfRules() throws Exception {
    log = RandomEvents.arriving(4_000, 120_000, LATENESS.toMillis(), 7);
    RuleSource.Opener rules = InMemoryRuleSource.publish(FIRST, SECOND);
    Expected expected = Expected.of(log, FIRST, SECOND);
    StreamExecutionEnvironment environment = environment(1);
    define(source(environment, log.size()), rules, new HoldingSink(verdicts, T0 + 59_000));

    JobClient job = environment.executeAsync(RiskJob.NAME);
    assertThat(HoldingSink.HELD.get().await(30, TimeUnit.SECONDS)).isTrue();
    job.cancel().get(30, TimeUnit.SECONDS);
    await().until(() -> job.getJobStatus().get(30, TimeUnit.SECONDS).isGloballyTerminalState());

    assertThat(inForce(verdicts.written())).isNotEmpty().isSubsetOf(expected.effective);
  }

  /** Both kinds of events, as the topics they are of. */
  private void define(
      DataStream<RiskInput> inputs, RuleSource.Opener rules, Sink<VerdictRecord> sink) {
    RiskJob.define(
        inputs.filter(input -> input.event().orElseThrow().packetId().isEmpty()).setParallelism(1),
        inputs.filter(input -> !input.event().orElseThrow().packetId().isEmpty()).setParallelism(1),
        rules,
        new RiskSinks(sink, reasoned, notes, deadLetters));
  }

  /** Without the last words on entities, which a replay does not say. */
  private static List<VerdictRecord> inForce(List<VerdictRecord> records) {
    return records.stream().filter(record -> record.level() != RiskLevel.NONE).toList();
  }

  @Test
  void shouldNameEveryOperatorAndFixItsUid() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    RiskJob.define(environment, settings(2));

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getMaxParallelism()).isEqualTo(JobConfiguration.MAX_PARALLELISM);
              assertThat(node.getParallelism()).isEqualTo(2);
            })
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "shakes",
            "packets",
            "counts-by-user",
            "counts-by-device",
            "counts-by-network",
            "counts-by-neighbours",
            "rules",
            "judge")
        .as("operators of an earlier form of state, by which Flink knows what it must refuse")
        .doesNotContain("intake", "count-by-device", "count-by-address", "count-by-block");
    assertThat(graph.getCheckpointConfig().isUnalignedCheckpointsEnabled()).isFalse();
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  @Test
  void shouldBeATaskForEachSourceAndOneBehindThemWithOneSubtask() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    RiskJob.define(environment, settings(1));

    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(3);
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment = RestartingEnvironment.create();
    RiskJob.configure(environment, settings(parallelism));
    return environment;
  }

  private static DataStream<RiskInput> source(
      StreamExecutionEnvironment environment, int recordsPerCheckpoint) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> RiskInput.of(log.get(Math.toIntExact(index))),
                log.size(),
                RateLimiterStrategy.perCheckpoint(recordsPerCheckpoint),
                RiskTypes.INPUT),
            WatermarkStrategy.<RiskInput>forBoundedOutOfOrderness(LATENESS)
                .withTimestampAssigner((input, any) -> input.event().orElseThrow().atMillis()),
            "log from memory")
        .uid("log")
        .setParallelism(1);
  }

  /** Stands still once, at an instant of the log, until its task is cancelled; then writes on. */
  private static final class HoldingSink implements Sink<VerdictRecord> {

    private static final long serialVersionUID = 1L;

    /** Counted down where it stands still; static, since the sink travels to the cluster. */
    private static final AtomicReference<CountDownLatch> HELD = new AtomicReference<>();

    private final CollectingSink<VerdictRecord> sink;
    private final long atMillis;

    HoldingSink(CollectingSink<VerdictRecord> sink, long atMillis) {
      this.sink = sink;
      this.atMillis = atMillis;
      HELD.set(new CountDownLatch(1));
    }

    @Override
    public SinkWriter<VerdictRecord> createWriter(WriterInitContext context) {
      SinkWriter<VerdictRecord> writer = sink.createWriter(context);
      return new SinkWriter<>() {
        @Override
        public void write(VerdictRecord record, Context at)
            throws IOException, InterruptedException {
          if (at.timestamp() >= atMillis && HELD.get().getCount() > 0) {
            HELD.get().countDown();
            awaitInterrupt();
          }
          writer.write(record, at);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }

    private static void awaitInterrupt() {
      try {
        TimeUnit.SECONDS.sleep(30);
      } catch (InterruptedException e) {
        // Flink interrupts the thread of a task that it has cancelled.
      }
    }
  }

  /** What the same events come to without Flink. */
  private static final class Expected implements RuleReplayListener {
    private final List<Verdict> told = new ArrayList<>();
    private final List<VerdictRecord> effective = new ArrayList<>();

    static Expected of(List<RiskEvent> events, RuleSet... sets) {
      RuleSetTimeline timeline = new RuleSetTimeline();
      Stream.of(sets).map(CompiledRuleSet::of).forEach(timeline::add);
      Expected expected = new Expected();
      RuleReplay replay = new RuleReplay(timeline, LATENESS.toMillis(), expected);
      events.forEach(replay::take);
      replay.finish(T0 + 86_400_000);
      assertThat(replay.totals().lateEvents()).isZero();
      return expected;
    }

    @Override
    public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
      told.addAll(update.told());
      update.effective().ifPresent(effective::add);
    }
  }
}
