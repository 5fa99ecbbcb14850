package io.hongbao.rehearsal.cli;

import io.hongbao.files.FolderLock;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LogFolder;
import io.hongbao.rehearsal.audience.Transport;
import io.hongbao.rehearsal.bench.BenchOptions;
import io.hongbao.rehearsal.bench.BenchReport;
import io.hongbao.rehearsal.bench.BenchRun;
import io.hongbao.rehearsal.bench.Benchmark;
import io.hongbao.rehearsal.bench.Checkout;
import io.hongbao.rehearsal.bench.ComparisonRun;
import io.hongbao.rehearsal.bench.Scale;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a shake costs, and what money costs beside it. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what a shake costs, and arrivals and claims beside it, on servers of its own and free ports, as"
          + " ratios against a baseline in the same run. Servers have one core and the load has"
          + " another.",
      "Exit 0 whether or not goals are met; 3 if something does not work."
    })
final class BenchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "edge, road, draw, risk, prize, state, overload, connections, arrival, prefetch, trickle,"
              + " money; all of them if none is named.")
  private String[] names = {};

  @Option(
      names = "--quick",
      description =
          "Only shows whether each works, on little data and cold: prints no figures, but for ratios"
              + " with --against.")
  private boolean quick;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = {
        "edge, road, draw, risk: measures the build of another checkout, say of the commit before,"
            + " and this one in turn, each started by its own command, and prints the ratios.",
        "With --quick it takes some minutes and says what got slower by more than 10 %% (road,"
            + " edge; road if none is named)."
      })
  private Path against;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "With --against: how often both are measured, 1 to "
              + Scale.MAX_PAIRS
              + " times (3; with --quick 2).")
  private Integer pairs;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data-bench",
      description = "Where servers keep their data meanwhile (${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--cap",
      paramLabel = "N",
      defaultValue = "" + BenchOptions.DEFAULT_CAP,
      description =
          "overload: shakes that the draw decides a second (${DEFAULT-VALUE}); fewer on a machine"
              + " that cannot offer ten times as many.")
  private int cap;

  @Option(
      names = "--long",
      description =
          "Takes the figures too that need many minutes more: overload's fairness, of connections"
              + " half an hour of phones that vanish, and of risk what each kind of signal costs.")
  private boolean takesLong;

  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "http",
      description =
          "road: ${COMPLETION-CANDIDATES}; over ws it is held against http in turn"
              + " (${DEFAULT-VALUE}).")
  private Transport transport;

  @Option(names = "--json", description = "One JSON object a line on stdout and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Set<Benchmark> benches = benches();
    BenchOptions options = options();
    if (transport == Transport.WS && !benches.equals(EnumSet.of(Benchmark.ROAD))) {
      throw new ParameterException(
          spec.commandLine(), "--transport ws: expected bench road and no other benchmark");
    }
    Optional<Checkout> former = former(benches);
    try (FolderLock lock = FolderLock.take(folder(), "--data")) {
      LogFolder.logInto(lock.folder(), "bench");
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      if (former.isPresent()) {
        ComparisonRun.prepare(
                lock.folder(),
                compared(quick ? Scale.BRIEF : Scale.FULL),
                former.get(),
                Checkout.ours(),
                line -> printLine(err, line))
            .run(
                compared(benches),
                report -> printLine(out, json ? report.toJson() : report.toText()));
        return ExitStatus.OK;
      }
      new BenchRun(
              lock.folder(),
              quick ? Scale.QUICK : Scale.FULL,
              options,
              // Figures of a quick run are those of cold programs: they would only mislead.
              quick ? line -> {} : line -> printLine(err, line))
          .run(benches, report -> printLine(out, text(report)));
    }
    return ExitStatus.OK;
  }

  private Optional<Checkout> former(Set<Benchmark> benches) {
    if (against == null) {
      if (pairs != null) {
        throw new ParameterException(spec.commandLine(), "--pairs: expected --against DIR as well");
      }
      return Optional.empty();
    }
    Set<Benchmark> comparable = ComparisonRun.benches(quick);
    if (!comparable.containsAll(benches) || transport == Transport.WS || takesLong) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "%s: expected no other benchmarks than %s, without --long and over http",
              quick ? "--quick --against" : "--against",
              list(comparable)));
    }
    try {
      return Optional.of(Checkout.against(against, Checkout.ours()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--against " + e.getMessage(), e);
    }
  }

  private Set<Benchmark> compared(Set<Benchmark> benches) {
    if (!benches.isEmpty()) {
      return benches;
    }
    return quick ? EnumSet.of(Benchmark.ROAD) : ComparisonRun.benches(false);
  }

  private Scale compared(Scale scale) {
    try {
      return pairs == null ? scale : scale.withPairs(pairs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private Path folder() {
    try {
      return new DataDirectory(data).root();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private BenchOptions options() {
    try {
      return new BenchOptions(cap, takesLong, transport);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private String text(BenchReport report) {
    if (quick) {
      return json
          ? String.format(Locale.ROOT, "{\"bench\":\"%s\",\"works\":true}", report.bench())
          : report.bench() + " works";
    }
    return json ? report.toJson() : report.toText();
  }

  private Set<Benchmark> benches() {
    Set<Benchmark> benches = EnumSet.noneOf(Benchmark.class);
    for (String name : names) {
      try {
        benches.add(Benchmark.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "no benchmark is named " + name + ", expected " + known(), e);
      }
    }
    return benches;
  }

  private static String known() {
    return list(EnumSet.allOf(Benchmark.class));
  }

  private static String list(Set<Benchmark> benches) {
    return benches.stream().map(Benchmark::toString).collect(Collectors.joining(", "));
  }

  private static void printLine(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
