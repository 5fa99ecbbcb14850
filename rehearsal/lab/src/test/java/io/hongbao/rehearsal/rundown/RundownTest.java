package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.rundown.Order.AnswersWithin;
import io.hongbao.rehearsal.rundown.PlayedStep.Verdict;
import io.hongbao.rehearsal.torture.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample in less than its time, on a whole system as processes. It is played on demand, by
 * {@code -Dhongbao.rundown=true}: steps come at times of the clock, which a machine that plays
 * other whole systems beside it cannot keep.
 */
@EnabledIfSystemProperty(named = "hongbao.rundown", matches = "true")
class RundownTest {

  /** A tenth of its time; half of it where a machine is too slow for that, as commands say then. */
  private static final double[] SCALES = {0.1, 0.5};

  private static final Duration MAX_LATE = Duration.ofMillis(1_500);

  @TempDir private Path folder;

  @Test
  void shouldPlayTheGalaWhoseHostIsEarlyAndWhoseBrokerDies() throws Exception {
    Path sample = Path.of(System.getProperty("hongbao.root"), "campaigns", "rundown-gala.yaml");
    RundownReadResult reading = RundownFile.read(sample, Instant.now());
    assertThat(reading.problems()).isEmpty();
    RundownScript script = reading.script().orElseThrow();
    Path data = folder.resolve("fast");
    List<String> lines = new CopyOnWriteArrayList<>();
    RundownReport report = play(script.scaledBy(SCALES[0]), data, lines);
    if (report.steps().stream().anyMatch(RundownTest::isTooLate)) {
      data = folder.resolve("slow");
      lines.clear();
      report = play(script.scaledBy(SCALES[1]), data, lines);
    }

    assertThat(report.steps()).hasSameSizeAs(script.steps());
    assertThat(report.steps())
        .as(String.join("\n", lines))
        // How fast a machine is belongs to no test: what comes late may be refused or missed.
        .filteredOn(step -> !(step.step().order() instanceof AnswersWithin) && isInTime(step))
        .allMatch(step -> step.verdict().isGood());
    PlayedStep audit = report.steps().get(report.steps().size() - 1);
    assertThat(audit.verdict().isGood()).as(String.join("\n", lines)).isTrue();
    assertThat(lines).hasSameSizeAs(script.steps());
    assertThat(report.audience().answered()).isPositive();
    assertThat(RundownPage.html(report))
        .contains("kill kafka-1", "cue second -20s", "expect audit passes", "promises hold");
    assertThat(data.resolve("pids")).isEmptyDirectory();
    assertThat(Files.size(data.resolve("seen.jsonl"))).isPositive();
  }

  private static RundownReport play(RundownScript script, Path data, List<String> lines)
      throws InterruptedException {
    return Rundown.run(script, data, DataFolder.take(data), System.out::println, lines::add);
  }

  /** A command came when its moment was over, or much was begun late. */
  private static boolean isTooLate(PlayedStep step) {
    return step.verdict() == Verdict.REFUSED || !isInTime(step);
  }

  private static boolean isInTime(PlayedStep step) {
    return step.late().compareTo(MAX_LATE) <= 0;
  }
}
