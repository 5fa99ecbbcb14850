package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.OddFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {

  /** What the job saw, as pairs of record and tally; the job runs in this JVM. */
  private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

  private record Seen(long record, long tally) {}

  @TempDir private Path parent;

  private Path directory;

  @BeforeEach
  void takeAFolderOfAnOddName() {
    directory = parent.resolve(OddFolder.NAME);
  }

  @Test
  void shouldResumeAJobFromItsNewestCheckpoint() throws Exception {
    // Given
    SEEN.clear();
    try (FlinkCluster flink = FlinkCluster.start(settings())) {
      flink.submit(count());
      await().until(() -> completeCheckpoints() > 0);
      assertThat(flink.jobs())
          .extracting(JobStatusMessage::getJobState)
          .containsExactly(JobStatus.RUNNING);
      assertThat(dashboard(flink)).contains("<title>Apache Flink Web Dashboard</title>");
    }
    long lastBefore = last().record();
    SEEN.clear();

    // When
    try (FlinkCluster again = FlinkCluster.start(settings())) {
      again.submit(count());
      await().until(() -> !SEEN.isEmpty() && last().record() > lastBefore);
    }

    // Then
    assertThat(SEEN.get(0).record()).isGreaterThan(1).isLessThanOrEqualTo(lastBefore + 1);
    assertThat(SEEN).allSatisfy(seen -> assertThat(seen.tally()).isEqualTo(seen.record()));
    assertThat(parent.toFile().list()).as("no twin of another spelling").hasSize(1);
  }

  private JobGraph count() {
    return JobGraphs.resuming(settings(), "count", FlinkClusterTest::countingJob);
  }

  private FlinkSettings settings() {
    return new FlinkSettings(directory, FreePorts.next(), 1, 1, 32, Duration.ofMillis(200));
  }

  private static Seen last() {
    return SEEN.get(SEEN.size() - 1);
  }

  /** Numbers from 1, each with how many came before it: a tally that forgot would differ. */
  private static void countingJob(StreamExecutionEnvironment environment) {
    environment.setParallelism(1);
    environment
        .fromSequence(1, Long.MAX_VALUE)
        .uid("numbers")
        .map(FlinkClusterTest::slowly)
        .returns(Types.LONG)
        .uid("slowly")
        .keyBy(number -> 0, Types.INT)
        .process(new Tally())
        .returns(Types.LONG)
        .uid("tally")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
  }

  /** Ahead of all buffers: barriers must not queue behind thousands of numbers. */
  private static Long slowly(Long number) throws InterruptedException {
    Thread.sleep(1);
    return number;
  }

  private static final class Tally extends KeyedProcessFunction<Integer, Long, Long> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> tally;

    @Override
    public void open(OpenContext context) {
      tally = getRuntimeContext().getState(new ValueStateDescriptor<>("tally", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out)
        throws IOException {
      long now = tally.value() == null ? 1 : tally.value() + 1;
      tally.update(now);
      SEEN.add(new Seen(number, now));
    }
  }

  private long completeCheckpoints() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      return files.filter(file -> file.endsWith("_metadata")).count();
    }
  }

  private static String dashboard(FlinkCluster flink) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(flink.address())).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
