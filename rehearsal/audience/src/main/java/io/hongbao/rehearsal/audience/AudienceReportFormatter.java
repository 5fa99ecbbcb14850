package io.hongbao.rehearsal.audience;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report for people. */
public final class AudienceReportFormatter {

  private AudienceReportFormatter() {}

  /** Some lines, each ended. */
  public static String table(AudienceReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "shakes",
        "%,d sent, %,d acknowledged, %,d answered, %,d posted again",
        report.sent(),
        report.acknowledged(),
        report.answered(),
        report.repeats());
    line(
        text,
        "rate",
        "%,.1f a second for %.1f s, %,d asked, %,d phones",
        report.achievedPerSecond(),
        report.loadSeconds(),
        report.ratePerSecond(),
        report.phones());
    if (report.withoutTurn() > 0) {
      line(
          text,
          "too fast",
          "%,d shakes not sent: every phone had used its turn%s; ask for more phones or less rate",
          report.withoutTurn(),
          report.refusals().areNone() ? "" : ", or waited after a refusal");
    }
    line(text, "results", "%s", counts(new TreeMap<>(report.results())));
    line(text, "latency", "%8s %8s %8s %8s %8s  ms", "p50", "p90", "p99", "p99.9", "max");
    line(text, "  to answer", "%s", latencies(report.toAnswer()));
    line(text, "  to ack", "%s", latencies(report.toAcknowledgement()));
    if (!report.refusals().areNone()) {
      line(text, "refused", "%s", refusals(report.refusals()));
    }
    line(text, "tried again", "%s", counts(new TreeMap<>(report.troubles())));
    line(text, "errors", "%s", counts(new TreeMap<>(report.errors())));
    report.examples().forEach(example -> line(text, "", "%s", example));
    return text.toString();
  }

  /** What became of long connections: some lines, each ended. */
  public static String table(LiveReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "connections",
        "%,d opened, %,d open at the end, %,d reconnects, %,d answers came unasked",
        report.opened(),
        report.open(),
        report.reconnects(),
        report.unasked());
    line(text, "  lost", "%s", counts(new TreeMap<>(report.closings())));
    line(text, "  to be back", "%s", latencies(report.toReconnect()));
    return text.toString();
  }

  /** What became of claims: some lines, each ended. */
  public static String table(ClaimReport report) {
    StringBuilder text = new StringBuilder();
    line(text, "claims", "%s", counts(new TreeMap<>(report.states())));
    line(text, "  decided", "%s", latencies(report.toDecision()));
    return text.toString();
  }

  /** What became of phones that looked at their packets: some lines, each ended. */
  public static String table(ExitReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "exit",
        "%s: %,d of %,d phones saw their packets, %,d were told when; at most %,d asked and %,d"
            + " heard in a second",
        report.pace(),
        report.looked(),
        report.phones(),
        report.told(),
        report.maxAskedPerSecond(),
        report.maxListedPerSecond());
    line(text, "  to list", "%s", latencies(report.toList()));
    line(text, "  refused", "%s", counts(new TreeMap<>(report.refusals())));
    return text.toString();
  }

  /** One line without its end. */
  public static String summary(AudienceReport report) {
    String verdict =
        report.isClean()
            ? "no error, every acknowledged shake answered"
            : "ERRORS: " + counts(new TreeMap<>(report.errors()));
    return String.format(
        Locale.ROOT,
        "%,d shakes, %,.1f a second; answers p50 %.1f, p99 %.1f, p99.9 %.1f ms; %s",
        report.sent(),
        report.achievedPerSecond(),
        report.toAnswer().p50Micros() / 1e3,
        report.toAnswer().p99Micros() / 1e3,
        report.toAnswer().p999Micros() / 1e3,
        verdict);
  }

  private static String refusals(Refusals refusals) {
    return String.format(
        Locale.ROOT,
        "%s; %,d shakes waited p50 %.1f, p99 %.1f, at most %.1f s; %,d never accepted",
        counts(new TreeMap<>(refusals.byKind())),
        refusals.waited().count(),
        refusals.waited().p50Micros() / 1e6,
        refusals.waited().p99Micros() / 1e6,
        refusals.waited().maxMicros() / 1e6,
        refusals.notAccepted());
  }

  private static String latencies(Latencies latencies) {
    return String.format(
        Locale.ROOT,
        "%8.1f %8.1f %8.1f %8.1f %8.1f  of %,d",
        latencies.p50Micros() / 1e3,
        latencies.p90Micros() / 1e3,
        latencies.p99Micros() / 1e3,
        latencies.p999Micros() / 1e3,
        latencies.maxMicros() / 1e3,
        latencies.count());
  }

  private static String counts(Map<?, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String label, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-11s ", label))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
