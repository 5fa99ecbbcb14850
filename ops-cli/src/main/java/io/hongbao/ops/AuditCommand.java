package io.hongbao.ops;

import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Executes the log again and checks the promises. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Executes the log again and checks the promises; exit 1 on a breach.",
      "It reads one partition of the log after another, and needs 15 bytes of memory for each record"
          + " of the largest."
    })
final class AuditCommand implements Callable<Integer> {

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "What phones heard, as ./hongbao audience --seen recorded it.")
  private Path seen;

  @Option(
      names = "--partition",
      paramLabel = "N",
      split = ",",
      description = {
        "Audit only these partitions of the log, so that several machines can share it: N[,M...].",
        "All promises are checked of the shakes, packets and dead letters of these partitions, but"
            + " for \"issued + left = budget\": that needs all partitions, so the pools of each part"
            + " are printed to be added up."
      })
  private Set<Integer> partitions = Set.of();

  @Option(
      names = "--temp",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}",
      description =
          "Where packets, dead letters and the seen file are sorted by partition, which takes as much"
              + " disk as they have (${DEFAULT-VALUE}).")
  private Path temporaryFolder;

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    String kafka = system.kafka();
    LocalKeys keys = LocalKeys.read(system.data());
    PrintWriter err = spec.commandLine().getErr();
    AuditSettings settings =
        AuditSettings.of(kafka, keys.verifyingKey(), keys.sealingKey(), Optional.ofNullable(seen))
            .with(partitions, temporaryFolder);
    AuditReport report;
    try {
      report =
          Audit.run(
              settings,
              line -> {
                err.println(line);
                err.flush();
              });
    } catch (Audit.UnknownPartitionException e) {
      throw new ParameterException(spec.commandLine(), "--partition: " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.toJson() + System.lineSeparator() : report.toText());
    out.flush();
    if (!report.isOk() && !json) {
      err.println(
          "Run what stands behind \"look\" with the --data or --kafka of this audit;"
              + " what to do next: docs/operations.md, \"When an audit finds a breach\".");
      err.flush();
    }
    return report.isOk() ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
  }
}
