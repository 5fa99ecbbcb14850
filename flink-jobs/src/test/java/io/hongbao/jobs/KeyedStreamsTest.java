package io.hongbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedStreamsTest {

  private static final int KEYS = 7;

  /** Each run counts at least so many, a few for every key. */
  private static final int MIN_COUNTED = 100;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir private Path savepoints;

  /** The newest. */
  private String savepoint;

  /** The first job also has an operator without state, which the second does not have. */
  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2"})
  void shouldGoOnFromASavepointOfAJobOfOtherParallelism(int parallelism, int nextParallelism)
      throws Exception {
    Map<String, Long> last = new HashMap<>();
    countUntilStopped("before", parallelism, null)
        .forEach(each -> last.merge(keyOf(each), countOf(each), Math::max));

    Map<String, Long> next = new HashMap<>();
    countUntilStopped("after", nextParallelism, savepoint)
        .forEach(each -> next.putIfAbsent(keyOf(each), countOf(each)));

    assertThat(last).hasSize(KEYS);
    last.replaceAll((key, count) -> count + 1);
    assertThat(next).isEqualTo(last);
  }

  /** Runs until enough is counted, stops with a savepoint and returns what was said. */
  private List<String> countUntilStopped(String name, int parallelism, String from)
      throws Exception {
    CollectingSink<String> counts = new CollectingSink<>(name);
    JobClient job = counting(parallelism, from, counts).executeAsync(name);
    long deadlineNanos = System.nanoTime() + Patience.LIMIT.toNanos();
    while (counts.written().size() < MIN_COUNTED && System.nanoTime() < deadlineNanos) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(Patience.SECONDS, TimeUnit.SECONDS);
    return counts.written();
  }

  private static StreamExecutionEnvironment counting(
      int parallelism, String from, CollectingSink<String> counts) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    if (from != null) {
      Configuration recovery = new Configuration();
      recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
      environment.configure(recovery);
    }
    JobConfiguration.apply(environment, parallelism, Duration.ZERO, Duration.ofMillis(3));
    DataStream<String> keys =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    index -> "key-" + index % KEYS,
                    Long.MAX_VALUE,
                    RateLimiterStrategy.perSecond(500),
                    Types.STRING),
                WatermarkStrategy.noWatermarks(),
                "keys")
            .uid("keys")
            .setParallelism(1);
    if (from == null) {
      keys = keys.map(key -> key).returns(Types.STRING).setParallelism(1).uid("without state");
    }
    KeyedStreams.keyBy(keys, key -> key)
        .process(new Count())
        .returns(Types.STRING)
        .uid("count")
        .sinkTo(counts)
        .uid("counts");
    return environment;
  }

  private static String keyOf(String keyAndCount) {
    return keyAndCount.substring(0, keyAndCount.indexOf('='));
  }

  private static long countOf(String keyAndCount) {
    return Long.parseLong(keyAndCount.substring(keyAndCount.indexOf('=') + 1));
  }

  /** Says of each key how often it came. */
  private static final class Count extends KeyedProcessFunction<String, String, String> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(String key, Context context, Collector<String> out)
        throws Exception {
      long now = count.value() == null ? 1 : count.value() + 1;
      count.update(now);
      out.collect(context.getCurrentKey() + "=" + now);
    }
  }
}
