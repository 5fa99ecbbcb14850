package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.CostComparison.Cost;
import io.hongbao.rehearsal.bench.flink.Tallied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout's {@code bench}, whose command is a script. */
class OwnBenchTest {

  private static final Cost RISK = new Cost("cost", "ratio", "us");

  @TempDir private Path folder;

  private final List<String> progress = new CopyOnWriteArrayList<>();

  @Test
  void shouldReadAFigureAmongOthers() {
    OutputLines lines =
        OutputLines.of(
            """
            draw, discard: 1,000 shakes/s
            {"bench":"draw","figure":"cpu_us_with_answers","value":3.5,"unit":"us"}
            {"bench":"draw","figure":"cpu_us_per_shake","value":1.75,"unit":"us"}
            """);

    assertThat(OwnBench.figure(lines, "cpu_us_per_shake")).hasValue(1.75);
    assertThat(OwnBench.figure(lines, "cpu_us")).isEmpty();
  }

  @Test
  void shouldReadWhatTheUsualRulesCostInTheLineThatRiskPrints() {
    Tallied run = new Tallied(1_000_000, 60, 61_250_000);

    assertThat(RiskBench.usualCost(RiskBench.progressLine("rules-20-signals-10", run)))
        .hasValue(61.3);
    assertThat(RiskBench.usualCost(RiskBench.progressLine("warm-risk", run))).isEmpty();
    assertThat(RiskBench.usualCost(RiskBench.progressLine("rules-20-signals-5", run))).isEmpty();
  }

  @Test
  void shouldEndItOnceItHasPrintedWhatIsLookedFor() throws Exception {
    Checkout checkout = checkout("echo \"$1 $2 $3\"\necho 42\nexec sleep 600\n");

    Map<Cost, Double> costs = run(checkout);

    assertThat(costs).isEqualTo(Map.of(RISK, 42.0));
    assertThat(progress).startsWith("  bench risk --json");
  }

  @Test
  void shouldSayThatItEndedWithoutThat() throws IOException {
    Checkout checkout = checkout("echo 'hongbao: a job failed'\nexit 3\n");

    assertThatThrownBy(() -> run(checkout))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage(
            "bench risk of "
                + checkout
                + " ended without what was looked for: hongbao: a job failed");
  }

  private Map<Cost, Double> run(Checkout checkout) throws InterruptedException {
    return OwnBench.run(
        checkout,
        Benchmark.RISK,
        new DataDirectory(folder.resolve("data")),
        lines -> lines.all().contains("42") ? Optional.of(Map.of(RISK, 42.0)) : Optional.empty(),
        new Notes(progress::add));
  }

  private Checkout checkout(String does) throws IOException {
    Path command = Files.writeString(folder.resolve("hongbao"), "#!/bin/sh\n" + does);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Checkout(folder.toRealPath());
  }
}
