package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.OddFolder;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.RedisProgram;
import io.hongbao.rehearsal.parts.RedisSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSystemTest {

  private static final Consumer<String> PROGRESS = System.out::println;

  @TempDir private Path parent;

  private Path directory;

  @BeforeEach
  void takeAFolderOfAnOddName() {
    directory = parent.resolve(OddFolder.NAME);
  }

  @Test
  void shouldBringEveryPartBackThatIsKilledAndMiscountNothing() throws Exception {
    ProcessSettings settings = settings();
    Path lines = directory.resolve("lines");
    CountedLines counted = new CountedLines(lines);
    Map<String, ProcessHandle> after;
    try (ProcessSystem system = ProcessSystem.start(settings, PROGRESS);
        CountingLoad load = CountingLoad.start(system.kafka())) {
      // Given
      String kafka = system.kafka();
      system.submit("count", job -> CountingJob.define(job, kafka, 2, lines));
      awaitCounted(counted, 1);
      Map<String, ProcessHandle> before = processes();
      assertThat(before.keySet())
          .containsExactly(
              "jobmanager-1",
              "kafka-1",
              "kafka-2",
              "kafka-3",
              "redis-1",
              "taskmanager-1",
              "taskmanager-2");

      // When
      List<String> killed = List.of("redis-1", "taskmanager-1", "jobmanager-1", "kafka-1");
      for (String part : killed) {
        before.get(part).destroyForcibly();
        awaitBack(part, before.get(part));
        awaitCounted(counted, load.sentOfEachKey() + 1);
        awaitRunning(system);
      }

      // Then
      long last = load.finish();
      awaitCounted(counted, last);
      assertThat(counted.miscounted()).isEmpty();
      assertThat(counted.highest().values()).containsOnly(last);
      assertThat(system.status("count")).isEqualTo(JobStatus.RUNNING);
      assertThat(RedisProgram.answers(settings.redis())).isTrue();
      after = processes();
      assertThat(after.values()).allMatch(ProcessHandle::isAlive);
      before.keySet().removeAll(killed);
      assertThat(after).as("nothing else was touched").containsAllEntriesOf(before);
    }

    // And when it is closed, then
    assertThat(after.values()).noneMatch(ProcessHandle::isAlive);
    assertThat(settings.pids()).isEmptyDirectory();
  }

  private ProcessSettings settings() {
    Path pids = directory.resolve("pids");
    Path logs = directory.resolve("logs");
    return new ProcessSettings(
        pids,
        logs,
        BrokerParts.plan(3, FreePorts.next(), directory.resolve("kafka"), Set.of()),
        new RedisSettings(
                "redis-1",
                FreePorts.next(),
                directory.resolve("redis"),
                pids.resolve("redis-1.pid"),
                logs.resolve("redis-1.log"),
                64)
            .inMemoryOnly(),
        new FlinkSettings(
            directory.resolve("flink"), FreePorts.next(), 2, 2, 64, Duration.ofMillis(500)),
        // Quick to start is worth more here than quick in the long run.
        List.of("-XX:TieredStopAtLevel=1"));
  }

  private void awaitBack(String part, ProcessHandle former) {
    await()
        // a part that has just died takes its pid file with it
        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
        .until(
            () -> {
              ProcessHandle now = processes().get(part);
              return now != null && !now.equals(former) && now.isAlive();
            });
  }

  /** One kill at a time: a JobManager that is back may still be looking for its job. */
  private static void awaitRunning(ProcessSystem system) {
    await().ignoreExceptions().until(() -> system.status("count") == JobStatus.RUNNING);
  }

  private static void awaitCounted(CountedLines lines, long numbers) {
    await().until(() -> lines.have(numbers));
  }

  private Map<String, ProcessHandle> processes() throws IOException {
    Map<String, ProcessHandle> processes = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("pids"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".pid")).toList()) {
        String name = file.getFileName().toString().replace(".pid", "");
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
            .ifPresent(process -> processes.put(name, process));
      }
    }
    return processes;
  }
}
