package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.rehearsal.processes.PartSpec.Launch;
import io.hongbao.rehearsal.processes.PartSpec.Readiness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  private static final String STAYS = "echo $$ started; exec sleep 1000";

  @TempDir private Path directory;

  private final List<String> progress = new CopyOnWriteArrayList<>();
  private Path pids;
  private Path logs;

  @BeforeEach
  void namePlaces() {
    pids = directory.resolve("pids");
    logs = directory.resolve("logs");
  }

  @Test
  void shouldStartAPartAgainWhenItIsKilled() throws Exception {
    try (Supervisor supervisor = supervisor()) {
      // Given
      supervisor.start(List.of(part("cache-1", StopOrder.CACHE, STAYS)));
      ProcessHandle first = process("cache-1");

      // When
      first.destroyForcibly();

      // Then
      await().until(() -> isReplaced("cache-1", first));
      await().until(() -> progress.size() == 3);
      assertThat(progress.get(1)).isEqualTo("cache-1 died (signal 9) and is started again");
      assertThat(progress.get(2)).startsWith("cache-1 is ready again after");
    }
  }

  @Test
  void shouldKeepTryingWhenAPartCannotBeStartedAgain() throws Exception {
    try (Supervisor supervisor = supervisor()) {
      // Given
      var starts = new AtomicInteger();
      Launch failsOnce =
          () -> {
            if (starts.incrementAndGet() == 2) {
              throw new IllegalStateException("the disk is full");
            }
            return List.of("sh", "-c", STAYS);
          };
      supervisor.start(
          List.of(new PartSpec("cache-1", "", failsOnce, Map.of(), () -> true, StopOrder.CACHE)));
      ProcessHandle first = process("cache-1");

      // When
      first.destroyForcibly();

      // Then
      await().until(() -> isReplaced("cache-1", first));
      assertThat(progress)
          .contains("cache-1 cannot be started: the disk is full and is started again in 0.3 s");
    }
  }

  @Test
  void shouldLeaveNeitherProcessNorPidFileWhenItCloses() throws Exception {
    // Given
    Supervisor supervisor = supervisor();
    supervisor.start(
        List.of(
            part("edge-1", StopOrder.EDGES, STAYS, () -> hasStarted("edge-1")),
            part("edge-2", StopOrder.EDGES, STAYS, () -> hasStarted("edge-2"))));
    List<ProcessHandle> processes = List.of(process("edge-1"), process("edge-2"));

    // When
    supervisor.close();

    // Then
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(pids).isEmptyDirectory();
    assertThat(logs.resolve("edge-2.log")).hasContent(processes.get(1).pid() + " started");
  }

  @Test
  void shouldEndPartsInTheirOrder() throws IOException {
    // Given
    Path ended = directory.resolve("ended");
    Supervisor supervisor = supervisor();
    List<PartSpec> parts = new ArrayList<>();
    for (StopOrder step : List.of(StopOrder.LOG, StopOrder.EDGES, StopOrder.CACHE)) {
      Path ready = directory.resolve("ready-" + step);
      parts.add(
          part(
              "part-" + (parts.size() + 1),
              step,
              String.format(
                  Locale.ROOT,
                  "trap 'echo %s >>%s; exit' TERM; touch %s; while :; do sleep 0.05; done",
                  step,
                  ended,
                  ready),
              () -> Files.exists(ready)));
    }
    supervisor.start(parts);

    // When
    supervisor.close();

    // Then
    assertThat(Files.readAllLines(ended)).containsExactly("EDGES", "CACHE", "LOG");
  }

  @Test
  void shouldKillPartsThatDoNotEndInTime() throws Exception {
    // Given
    Supervisor supervisor = supervisor();
    supervisor.start(
        List.of(
            part("deaf-1", StopOrder.FLINK, "trap '' TERM; " + STAYS, () -> hasStarted("deaf-1")),
            part("stopped-1", StopOrder.FLINK, STAYS)));
    List<ProcessHandle> processes = List.of(process("deaf-1"), process("stopped-1"));
    signal("STOP", processes.get(1));

    // When
    long startNanos = System.nanoTime();
    supervisor.close();
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);

    // Then
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(took).isGreaterThanOrEqualTo(StopOrder.FLINK.grace());
  }

  @Test
  void shouldStayWithinTheTimeThatUpHasToEnd() {
    // When
    Duration all =
        Stream.of(StopOrder.values()).map(StopOrder::grace).reduce(Duration.ZERO, Duration::plus);

    // Then
    assertThat(all).isLessThanOrEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void shouldSayWhyAPartDoesNotStartWithoutWaitingForOthers() {
    try (Supervisor supervisor = supervisor()) {
      // Given
      PartSpec broken = part("broken-1", StopOrder.LOG, "echo no such file; exit 3", () -> false);
      PartSpec slow = part("slow-1", StopOrder.LOG, STAYS, () -> false);

      // When
      assertThatThrownBy(() -> supervisor.start(List.of(slow, broken)))

          // Then
          .isInstanceOf(OperationFailedException.class)
          .hasMessage("broken-1 ended at its start (status 3): no such file");
      assertThat(progress).isEmpty();
    }
  }

  @Test
  void shouldTakeAllPartsAlongWhenItIsKilled() throws Exception {
    // Given
    Path said = directory.resolve("said");
    Process parent = ChildJvm.start(said, SupervisorThatIsKilled.class, directory);
    await().until(() -> Files.readString(said).contains("all up"));
    ProcessHandle running = process("part-1");
    ProcessHandle stopped = process("part-2");
    assertThat(groupOf(running)).as("no Ctrl-C reaches it").isEqualTo(running.pid());
    signal("STOP", stopped);

    // When
    parent.destroyForcibly();

    // Then
    await().until(() -> !running.isAlive() && !stopped.isAlive());
  }

  @Test
  void shouldNotRunAPartTwiceWhenItsWatcherIsKilled() throws Exception {
    try (Supervisor supervisor = supervisor()) {
      // Given
      supervisor.start(List.of(part("log-1", StopOrder.LOG, STAYS)));
      ProcessHandle first = process("log-1");

      // When
      first.parent().orElseThrow().destroyForcibly();

      // Then
      await().until(() -> isReplaced("log-1", first));
      assertThat(first.isAlive()).isFalse();
    }
  }

  @Test
  void shouldNotTakeAStrangerForALeftOver() throws IOException {
    // Given
    Files.createDirectories(pids);
    Path file = pids.resolve("edge-1.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n");
    // As if the file were from before the machine was started, and its number used again.
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    // When
    Supervisor.endLeftOvers(pids);

    // Then
    assertThat(file).as("and this JVM is still here to see it").doesNotExist();
  }

  @Test
  void shouldEndWhatAFormerRunLeftBehind() throws Exception {
    // Given
    Path said = directory.resolve("said");
    Process parent = ChildJvm.start(said, SupervisorThatIsKilled.class, directory);
    await().until(() -> Files.readString(said).contains("all up"));
    ProcessHandle leftBehind = process("part-1");
    signal("STOP", parent.toHandle());
    List<ProcessHandle> watchers =
        parent.descendants().filter(it -> !it.equals(leftBehind)).toList();
    watchers.forEach(ProcessHandle::destroyForcibly);
    parent.destroyForcibly();
    assertThat(leftBehind.isAlive()).isTrue();

    // When
    Supervisor.endLeftOvers(pids);

    // Then
    assertThat(leftBehind.isAlive()).isFalse();
  }

  /** Starts two parts and stays. */
  static final class SupervisorThatIsKilled {
    public static void main(String[] arguments) throws InterruptedException {
      Path directory = Path.of(arguments[0]);
      var supervisor =
          new Supervisor(directory.resolve("pids"), directory.resolve("logs"), System.out::println);
      supervisor.start(
          List.of(part("part-1", StopOrder.CACHE, STAYS), part("part-2", StopOrder.CACHE, STAYS)));
      System.out.println("all up");
      Thread.currentThread().join();
    }
  }

  private Supervisor supervisor() {
    return new Supervisor(pids, logs, progress::add);
  }

  private static PartSpec part(String name, StopOrder stopOrder, String script) {
    return part(name, stopOrder, script, () -> true);
  }

  private static PartSpec part(
      String name, StopOrder stopOrder, String script, Readiness readiness) {
    return new PartSpec(
        name, "", () -> List.of("sh", "-c", script), Map.of(), readiness, stopOrder);
  }

  /** Whether its script has begun: a signal before that ends the shell. */
  private boolean hasStarted(String name) {
    return logs.resolve(name + ".log").toFile().length() > 0;
  }

  private boolean isReplaced(String name, ProcessHandle former) throws IOException {
    return running(name).filter(now -> !now.equals(former)).isPresent();
  }

  /** Empty between two starts: there is no file then, or that of a process that has ended. */
  private Optional<ProcessHandle> running(String name) throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(pids.resolve(name + ".pid")).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private ProcessHandle process(String name) throws IOException {
    return running(name).orElseThrow();
  }

  private static void signal(String signal, ProcessHandle to) throws Exception {
    run("kill", "-" + signal, String.valueOf(to.pid()));
  }

  private static long groupOf(ProcessHandle process) throws Exception {
    return Long.parseLong(run("ps", "-o", "pgid=", "-p", String.valueOf(process.pid())).strip());
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
