package io.hongbao.rehearsal.cli;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.OutputFile;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.Outputs;
import io.hongbao.ops.SystemOptions;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceHistory;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceReportFormatter;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ExitPace;
import io.hongbao.rehearsal.audience.PhoneReports;
import io.hongbao.rehearsal.audience.PolicyReportFormatter;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.audience.Transport;
import io.hongbao.rehearsal.audience.ahead.AheadReportFormatter;
import io.hongbao.rehearsal.audience.ahead.AheadSettings;
import io.hongbao.rehearsal.audience.report.AheadSection;
import io.hongbao.rehearsal.audience.report.ExitSection;
import io.hongbao.rehearsal.audience.report.PlanFinder;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import io.hongbao.rehearsal.audience.report.PolicySection;
import io.hongbao.rehearsal.audience.report.ReportData;
import io.hongbao.rehearsal.audience.report.ReportPage;
import io.hongbao.rehearsal.audience.report.ReportPage.Additions;
import io.hongbao.rules.backtest.Labels;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import io.hongbao.yaml.DurationFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets virtual phones shake. */
@Command(
    name = "audience",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Virtual phones shake at a fixed rate, however long the answers take.",
      "Exit 1 unless every acknowledged shake was answered without an error."
    })
final class AudienceCommand implements Callable<Integer> {

  @Option(names = "--phones", paramLabel = "N", required = true, description = "How many phones.")
  private int phones;

  @Option(
      names = "--rate",
      paramLabel = "R",
      required = true,
      description =
          "Shakes a second, all phones together; 0 for phones that only arrive or fetch packages.")
  private int ratePerSecond;

  @Option(names = "--duration", paramLabel = "S", required = true, description = "Seconds of it.")
  private int seconds;

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description =
          "Writes every acknowledgement and answer to FILE, which must be new or empty;"
              + " - is standard output.")
  private Path seen;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Writes an HTML report with charts to FILE; the page loads nothing else.")
  private Path reportFile;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "" + AudienceSettings.DEFAULT_WAIT_SECONDS,
      description = "How long an edge may keep a shake waiting, 0 to 10 (${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Option(
      names = "--prefix",
      paramLabel = "USER",
      defaultValue = AudienceSettings.DEFAULT_PREFIX,
      description = "Phones belong to USER-1 to USER-N (${DEFAULT-VALUE}).")
  private String prefix;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the order in which phones shake (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "http",
      description =
          "${COMPLETION-CANDIDATES}: requests over shared connections, or a WebSocket of each"
              + " phone, held all the time (${DEFAULT-VALUE}).")
  private Transport transport;

  @Option(
      names = "--bots",
      paramLabel = "P",
      description =
          "P percent of the phones are bots of seven kinds; their posts come on top of"
              + " --rate. With --bots every phone has a device and an address, and each person"
              + " shakes by a behavior model.")
  private Double botPercent;

  @Option(
      names = "--bot-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description =
          "Seed of the behavior, device and address of every phone" + " (${DEFAULT-VALUE}).")
  private long botSeed;

  @Option(
      names = "--disobey",
      description =
          "Phones do not care when they are told to shake next: each shakes again a turn later, and"
              + " half a second after a refusal.")
  private boolean disobey;

  @Option(
      names = "--claim",
      paramLabel = "SHARE",
      arity = "0..1",
      defaultValue = "0",
      fallbackValue = "1.0",
      description =
          "Phones claim this part of the packets that they win, 0 to 1; all of them if no SHARE is"
              + " given.")
  private double claimShare;

  @Option(
      names = "--claim-times",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Each packet is claimed so often at the same moment, over all edges, with --claim"
              + " (${DEFAULT-VALUE}).")
  private int claimTimes;

  @Option(
      names = "--arrive",
      paramLabel = "SPAN",
      description =
          "Phones first arrive over this span, 5s or 2m: each asks for the page, the show and what"
              + " else it needs over a connection of its own.")
  private String arrive;

  @Option(
      names = "--prefetch",
      description =
          "Phones first fetch the show's packages, each in its slot, until they have all or a wave"
              + " is about to open.")
  private boolean prefetches;

  @Option(
      names = "--prefetch-window",
      paramLabel = "SPAN",
      description =
          "Over which the slots of phones spread, with --prefetch (the policy's; 10s where there is"
              + " none).")
  private String prefetchWindow;

  @Option(
      names = "--exit",
      paramLabel = "PACE",
      defaultValue = "none",
      description =
          "When the wave has closed each phone looks at its packets: obey (when its last answer said"
              + " so) or at-once (within a second of the close). The run lasts until all have"
              + " (${DEFAULT-VALUE}).")
  private String exit;

  @Option(
      names = "--labels",
      paramLabel = "FILE.csv",
      description =
          "Writes the true labels to FILE as CSV: each user with \"human\" or the"
              + " kind of bot.")
  private Path labels;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    AudienceSettings settings = settings();
    PrintWriter out = Outputs.beside(spec, outputs());
    requireNothingSeen();
    PrintWriter err = spec.commandLine().getErr();
    Optional<AheadSettings> ahead = ahead();
    Audience audience = audience(settings);
    ahead.ifPresent(audience::ahead);
    ProgressPrinter printer = new ProgressPrinter(err, Boolean.getBoolean("hongbao.terminal"));
    if (ratePerSecond == 0) {
      out.println(AheadReportFormatter.table(audience.runAhead(printer)));
      out.flush();
      return ExitStatus.OK;
    }
    AudienceReport report = audience.run(printer);
    PhoneReports others = audience.phoneReports();
    audience.aheadReport().map(AheadReportFormatter::table).ifPresent(out::println);
    out.println(AudienceReportFormatter.table(report));
    out.println(AudienceReportFormatter.summary(report));
    others.live().map(AudienceReportFormatter::table).ifPresent(out::println);
    others.claims().map(AudienceReportFormatter::table).ifPresent(out::println);
    others.exit().map(AudienceReportFormatter::table).ifPresent(out::println);
    out.print(PolicyReportFormatter.table(others.policies()));
    others.bots().ifPresent(out::println);
    out.flush();
    if (reportFile != null) {
      ReportData data =
          new ReportData(settings, report, plan(report.history()), others.live(), others.claims());
      Additions policies = PolicySection.of(others.policies());
      String sections =
          audience.aheadReport().map(AheadSection::html).orElse("")
              + others.exit().map(ExitSection::html).orElse("")
              + policies.sections();
      write(ReportPage.html(data, new Additions(policies.kind(), sections, policies.marks())));
      out.println("report " + reportFile);
      out.flush();
    }
    return report.isClean() ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
  }

  private Optional<AheadSettings> ahead() {
    if (arrive == null && !prefetches) {
      if (ratePerSecond == 0) {
        throw new ParameterException(
            spec.commandLine(), "--rate 0: expected --arrive or --prefetch as well");
      }
      return Optional.empty();
    }
    if (ratePerSecond == 0 && (seen != null || reportFile != null)) {
      throw new ParameterException(
          spec.commandLine(), "--rate 0: expected neither --seen nor --report, as no phone shakes");
    }
    try {
      return Optional.of(
          new AheadSettings(
              Optional.ofNullable(arrive).map(it -> span("--arrive", it)),
              prefetches,
              Optional.ofNullable(prefetchWindow).map(it -> span("--prefetch-window", it))));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Duration span(String option, String text) {
    try {
      return Duration.ofMillis(DurationFormatter.parseMillis(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + " " + text + ": expected such as 5s or 2m", e);
    }
  }

  private Audience audience(AudienceSettings settings) {
    BiFunction<String, String, String> mint = mint();
    ExitPace pace = exitPace();
    if (botPercent == null) {
      return new Audience(settings, user -> mint.apply(user, "")).leavingAt(pace);
    }
    BotPlan plan = botPlan();
    writeLabels(plan);
    return Audience.withBots(
            settings, identity -> mint.apply(identity.user(), identity.device()), plan)
        .leavingAt(pace);
  }

  /** Labels are true from the first shake on, also if the audience is broken off. */
  private void writeLabels(BotPlan plan) {
    if (labels == null) {
      return;
    }
    Map<String, String> kinds = new HashMap<>();
    plan.identities().forEach(identity -> kinds.put(identity.user(), identity.kind()));
    try {
      new Labels(kinds).write(labels);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + labels, e);
    }
  }

  private ExitPace exitPace() {
    try {
      return ExitPace.parse(exit);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private BotPlan botPlan() {
    try {
      return BotPlan.ofPercent(prefix, phones, botPercent, botSeed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private AudienceSettings settings() {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--duration " + seconds + ": expected seconds, 1 and up");
    }
    if (labels != null && botPercent == null) {
      throw new ParameterException(
          spec.commandLine(), "--labels without --bots: expected both, all others are human");
    }
    int people = botPercent == null ? phones : botPlan().humans();
    List<Endpoint> edges = system.edges();
    try {
      var obeying =
          new AudienceSettings(
                  edges,
                  prefix,
                  people,
                  ratePerSecond == 0 ? 1 : ratePerSecond,
                  Duration.ofSeconds(seconds),
                  waitSeconds,
                  AudienceSettings.defaultConnections(ratePerSecond),
                  AudienceSettings.DEFAULT_OPEN_WITHIN,
                  AudienceSettings.DEFAULT_GRACE,
                  seed,
                  Optional.ofNullable(seen))
              .over(transport)
              .claiming(claimShare, claimTimes);
      return disobey ? obeying.disobeying() : obeying;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Map<String, Path> outputs() {
    Map<String, Path> outputs = new LinkedHashMap<>();
    outputs.put("--seen", seen);
    outputs.put("--report", reportFile);
    outputs.put("--labels", labels);
    outputs.values().removeIf(Objects::isNull);
    return outputs;
  }

  /** An audit would take what another audience heard for what this one did. */
  private void requireNothingSeen() {
    try {
      if (seen != null && OutputFile.holdsSomething(seen)) {
        throw new ParameterException(
            spec.commandLine(),
            "--seen "
                + seen
                + ": holds what was heard before, expected a new or an empty file:"
                + " delete it, or name another");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + seen, e);
    }
  }

  private PlanFinding plan(AudienceHistory history) {
    String kafka;
    try {
      kafka = system.kafka();
    } catch (OperationFailedException e) {
      return new PlanFinding.Unknown(e.getMessage());
    }
    return PlanFinder.find(kafka, history);
  }

  private void write(String html) {
    try {
      OutputFile.write(reportFile, html);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + reportFile, e);
    }
  }

  /** Gives the ticket of a user and a device. */
  private BiFunction<String, String, String> mint() {
    TicketMint mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(system.data())));
    long nowMillis = System.currentTimeMillis();
    return (user, device) -> mint.mint(user, device, TicketMint.LIFETIME, nowMillis).text();
  }
}
