package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample in a short form, on a whole system as processes. It waits for what it expects, so that
 * it does not matter how fast the machine is.
 */
@Tag("takes-all-cores")
class RundownTest {

  private static final String SCRIPT =
      """
      campaign: gala-evening.yaml
      phones: 300
      rate: 40
      edges: 2
      steps:
        - {at: 3s, expect: {wave: first, is: open, within: 1m}}
        - {at: 5s, stage: gala-evening-two-waves.yaml}
        - {at: 6s, activate: {}}
        - {at: 10s, mode: {number: 1, reason: "more viewers than ever"}}
        - {at: 15s, mode: {number: 0, reason: "they have calmed down"}}
        - {at: 20s, cue: {wave: second, by: -20s}}
        - {at: 60s, expect: {wave: first, is: closed, within: 5m}}
        - {at: 61s, cue: {wave: second, by: now}}
        - {at: 62s, expect: {wave: second, is: open, within: 1m}}
        - {at: 63s, rate: 1.5x}
        - {at: 65s, pause: second}
        - {at: 66s, expect: {wave: second, is: paused, within: 1m}}
        - {at: 68s, resume: second}
        - {at: 70s, kill: kafka-1}
        - {at: 75s, expect: {wave: second, is: open}}
        - {at: 80s, expect: {audit: passes}}
      """;

  @TempDir private Path folder;

  /** The sample's campaigns with waves that wait for the operator. */
  @BeforeEach
  void writeCampaigns() throws IOException {
    for (String name : List.of("gala-evening.yaml", "gala-evening-two-waves.yaml")) {
      Path sample = Path.of(System.getProperty("hongbao.root"), "campaigns", name);
      Files.writeString(
          folder.resolve(name),
          Files.readString(sample)
              .replace("opens: now+60s", "opens: now+2s")
              .replace("closes: +3m", "closes: +1m")
              .replace("opens: now+390s", "opens: now+30m")
              .replace("closes: +150s", "closes: +10m"));
    }
  }

  @Test
  void shouldPlayTheGalaWhoseHostIsEarlyAndWhoseBrokerDies() throws Exception {
    Path file = Files.writeString(folder.resolve("rundown.yaml"), SCRIPT);
    RundownReadResult reading = RundownFile.read(file, Instant.now());
    assertThat(reading.problems()).isEmpty();
    RundownScript script = reading.script().orElseThrow();
    Path data = folder.resolve("data");
    List<String> lines = new CopyOnWriteArrayList<>();

    RundownReport report =
        Rundown.run(script, data, DataFolder.take(data), System.out::println, lines::add);

    assertThat(report.steps()).hasSameSizeAs(script.steps());
    assertThat(report.steps())
        .as(String.join("\n", lines))
        .allMatch(step -> step.verdict().isGood());
    assertThat(lines).hasSameSizeAs(script.steps());
    assertThat(report.audience().answered()).isPositive();
    assertThat(RundownPage.html(report))
        .contains("kill kafka-1", "cue second now", "expect audit passes", "promises hold");
    assertThat(data.resolve("pids")).isEmptyDirectory();
    assertThat(Files.size(data.resolve("seen.jsonl"))).isPositive();
  }
}
