package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.rundown.Order.Activate;
import io.hongbao.rehearsal.rundown.Order.AnswersWithin;
import io.hongbao.rehearsal.rundown.Order.AuditPasses;
import io.hongbao.rehearsal.rundown.Order.ChangeMode;
import io.hongbao.rehearsal.rundown.Order.ChangeRate;
import io.hongbao.rehearsal.rundown.Order.CueWave;
import io.hongbao.rehearsal.rundown.Order.EndShow;
import io.hongbao.rehearsal.rundown.Order.PartSignal;
import io.hongbao.rehearsal.rundown.Order.PauseWave;
import io.hongbao.rehearsal.rundown.Order.SignalPart;
import io.hongbao.rehearsal.rundown.Order.StageFile;
import io.hongbao.rehearsal.rundown.Order.WaveCondition;
import io.hongbao.rehearsal.rundown.Order.WaveIs;
import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RundownFileTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:00:00Z");

  private static final String HEAD =
      """
      campaign: gala-evening-two-waves.yaml
      phones: 100
      rate: 20
      edges: 2
      steps:
      """;

  @TempDir private Path folder;

  @BeforeEach
  void copyCampaign() throws IOException {
    Path campaigns = Path.of(System.getProperty("hongbao.root"), "campaigns");
    Files.copy(
        campaigns.resolve("gala-evening-two-waves.yaml"),
        folder.resolve("gala-evening-two-waves.yaml"));
  }

  @Test
  void shouldReadEveryKindOfStep() throws Exception {
    RundownScript script =
        read(HEAD
                + """
                  - {at: 1s, stage: gala-evening-two-waves.yaml}
                  - {at: 2s, activate: {}}
                  - {at: 3s, cue: {wave: second, by: +20s}}
                  - {at: 3s, cue: {wave: second, by: -3s}}
                  - {at: 3s, cue: {wave: second, by: now}}
                  - {at: 4s, pause: first}
                  - {at: 5s, resume: first}
                  - {at: 6s, mode: {number: 1, reason: "a reason"}}
                  - {at: 7s, rate: 2.5x}
                  - {at: 7s, rate: 70}
                  - {at: 8s, kill: kafka-1}
                  - {at: 9s, stop: edge-2}
                  - {at: 10s, go-on: edge-2}
                  - {at: 2m, expect: {wave: first, is: closed}}
                  - {at: 2m, expect: {wave: second, is: open, within: 10s}}
                  - {at: 2m, expect: {p99_below: 2s}}
                  - {at: 2m, expect: {p99_below: 2s, within: 1m}}
                  - {at: 3m, end: now}
                  - {at: 4m, expect: {audit: passes}}
                """)
            .script()
            .orElseThrow();

    assertThat(script.campaign()).isEqualTo(folder.resolve("gala-evening-two-waves.yaml"));
    assertThat(script.edges()).isEqualTo(2);
    assertThat(script.brokers()).isEqualTo(1);
    assertThat(script.taskManagers()).isEqualTo(1);
    assertThat(script.scale()).isEqualTo(1);
    assertThat(script.length()).isEqualTo(Duration.ofMinutes(4));
    assertThat(script.maxRatePerSecond()).isEqualTo(70);
    assertThat(script.steps())
        .extracting(RundownStep::order)
        .containsExactly(
            new StageFile(folder.resolve("gala-evening-two-waves.yaml")),
            new Activate(),
            new CueWave("second", OptionalLong.of(20_000)),
            new CueWave("second", OptionalLong.of(-3_000)),
            new CueWave("second", OptionalLong.empty()),
            new PauseWave("first", true),
            new PauseWave("first", false),
            new ChangeMode(1, "a reason"),
            new ChangeRate(50),
            new ChangeRate(70),
            new SignalPart(PartSignal.KILL, "kafka-1"),
            new SignalPart(PartSignal.STOP, "edge-2"),
            new SignalPart(PartSignal.GO_ON, "edge-2"),
            new WaveIs("first", WaveCondition.CLOSED, Duration.ZERO),
            new WaveIs("second", WaveCondition.OPEN, Duration.ofSeconds(10)),
            new AnswersWithin(Duration.ofSeconds(2), Duration.ofSeconds(30)),
            new AnswersWithin(Duration.ofSeconds(2), Duration.ofMinutes(1)),
            new EndShow(),
            new AuditPasses());
  }

  @Test
  void shouldTellEveryProblemWithItsPlace() throws Exception {
    assertThat(
            problems(
                HEAD
                    + """
                      - {at: 20s, kill: edge-3}
                      - {at: 10s, pause: frist}
                      - {at: 30s, kill: redis-1, stop: redis-1}
                      - {at: 30s}
                      - {at: 40s, cue: {wave: second, by: 20s}}
                      - {at: 40s, mode: {number: 4, reason: x}}
                      - {at: 40s, rate: 9999x}
                      - {at: 40s, expect: {wave: first, p99_below: 1s}}
                      - {at: 50s, expect: {audit: passes}}
                      - {at: 60s, explode: edge-1}
                    """))
        .containsExactly(
            "6:21: kill 'edge-3': expected one of edge-1, edge-2, kafka-1, taskmanager-1,"
                + " jobmanager-1, redis-1 (did you mean edge-1?)",
            "7:10: at 10s stands after 20s, expected the steps in the order of their times",
            "7:22: wave 'frist' is in no campaign of this rundown, expected one of first, second"
                + " (did you mean first?)",
            "8:5: step has kill and stop, expected one of them",
            "9:5: step does nothing, expected one of stage, activate, cue, pause, resume, mode,"
                + " rate, kill, stop, go-on, end, expect",
            "10:39: by '20s': expected +20s, -3s or now",
            "11:30: number '4': expected a whole number from 0 to 3",
            "12:21: rate '9999x': 199980 shakes a second, expected 1 to 100000",
            "13:48: expect has wave and p99_below, expected a step for each",
            "15:15: unknown key 'explode' in step, expected one of at, stage, activate, cue, pause,"
                + " resume, mode, rate, kill, stop, go-on, end, …");
  }

  @Test
  void shouldRefuseAStepAfterTheAudit() throws Exception {
    assertThat(
            problems(
                HEAD
                    + """
                      - {at: 50s, expect: {audit: passes}}
                      - {at: 60s, activate: {}}
                    """))
        .containsExactly(
            "7:5: step after the audit: the audit ends the audience, expected it in the last step");
  }

  @Test
  void shouldTellTheProblemsOfTheCampaignsThatItNames() throws Exception {
    Files.writeString(folder.resolve("broken.yaml"), "show: x\n");

    List<Problem> problems = read(HEAD + "  - {at: 1s, stage: broken.yaml}\n").problems();

    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.file()).endsWith("broken.yaml"));
  }

  @Test
  void shouldRefuseAScaleThatIsNone() throws Exception {
    assertThat(problems(HEAD.replace("edges: 2", "scale: 0") + "  - {at: 1s, activate: {}}\n"))
        .containsExactly("4:8: scale '0': expected a number from 0.01 to 10");
  }

  private List<String> problems(String text) throws IOException {
    return read(text).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
        .toList();
  }

  private RundownReadResult read(String text) throws IOException {
    Path file = folder.resolve("rundown.yaml");
    Files.writeString(file, text);
    return RundownFile.read(file, NOW);
  }
}
