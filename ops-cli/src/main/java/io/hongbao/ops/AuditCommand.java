package io.hongbao.ops;

import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Executes the log again and checks the promises. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Executes the log again and checks the promises; exit 1 on a breach.")
final class AuditCommand implements Callable<Integer> {

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "What phones heard, as ./hongbao audience --seen recorded it.")
  private Path seen;

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    String kafka = system.kafka();
    LocalKeys keys = LocalKeys.read(system.data());
    PrintWriter err = spec.commandLine().getErr();
    AuditReport report =
        Audit.run(
            AuditSettings.of(
                kafka, keys.verifyingKey(), keys.sealingKey(), Optional.ofNullable(seen)),
            line -> {
              err.println(line);
              err.flush();
            });
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.toJson() + System.lineSeparator() : report.toText());
    out.flush();
    if (!report.isOk() && !json) {
      err.println(
          "Run what stands behind \"look\" with the --data or --kafka of this audit;"
              + " what to do next: docs/operations.md, \"When an audit finds a breach\".");
      err.flush();
    }
    return report.isOk() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
