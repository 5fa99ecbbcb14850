package io.hongbao.rehearsal.torture;

import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.ops.money.ReconciliationFormatter;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.PromiseResult;
import io.hongbao.proof.money.MoneyCounts;
import io.hongbao.rehearsal.audience.AudienceReportFormatter;
import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Fault.Kind;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import io.hongbao.rehearsal.torture.history.Finding;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.HistoryFormatter.Mark;
import io.hongbao.show.preview.Glyphs;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A torture for people; all texts without their last line's end. */
final class TortureFormatter {

  /** Of each checker; the first ones tell most. */
  private static final int MAX_BREACHES = 3;

  private TortureFormatter() {}

  /**
   * What became of a fault.
   *
   * @param startMillis from which time is counted
   */
  static String line(TimedFault timed, long startMillis) {
    OptionalLong recovery = timed.recovery().millis();
    String result =
        recovery.isPresent()
            ? format(
                "flows again after %s, longest gap %s, slowest answer %s",
                seconds(recovery),
                seconds(timed.recovery().longestGapMillis()),
                seconds(timed.recovery().slowestMillis()))
            : timed.cutShort() ? "hit again before it flowed" : "DOES NOT FLOW AGAIN";
    return format(
        "%8.1f s  %-5s  %-28s %-10s %s",
        (timed.injected().atMillis() - startMillis) / 1e3,
        timed.fault().kind(),
        subject(timed.injected()),
        lasts(timed.fault()),
        result);
  }

  static Mark mark(TimedFault timed) {
    InjectedFault injected = timed.injected();
    return new Mark(
        injected.atMillis(),
        format("*** %s %s %s", injected.fault().kind(), subject(injected), lasts(injected.fault()))
            .stripTrailing());
  }

  /** Recoveries by kind of part. */
  static String table(List<TimedFault> faults) {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%n%-7s%-13s%6s %9s %9s %12s %15s  %s",
            "", "", "faults", "median", "max", "longest gap", "slowest answer", "goal"));
    for (Kind kind : Kind.values()) {
      for (PartKind part : PartKind.values()) {
        RecoveryRow.of(kind, part, faults).ifPresent(row -> text.append(row(row)));
      }
    }
    return text.append('\n').toString();
  }

  static String checks(Checks checks) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : checks.findings()) {
      String verdict = finding.isOk() ? "ok" : "BREACH " + finding.breaches().size();
      text.append(
          format(
              "%-9s  %-24s %,11d %s checked%n",
              verdict, finding.name(), finding.checked(), finding.unit()));
      finding.breaches().stream()
          .limit(MAX_BREACHES)
          .forEach(breach -> text.append(breach(breach, checks)));
    }
    return text.toString().stripTrailing();
  }

  /** The comparison, the counts, and what the payout adapter did over time. */
  static String money(TortureMoney money, Glyphs glyphs) {
    MoneyCounts counts = money.counts();
    StringBuilder text = new StringBuilder("\n");
    text.append(ReconciliationFormatter.toText(money.found()));
    text.append(
        format(
            "%n%,d packets were issued, %,d won, %,d claimed%s%n",
            counts.issued(),
            counts.won(),
            counts.claimed(),
            money.wanted() > 0 ? format(", at least %,d were to be", money.wanted()) : ""));
    text.append(
        format(
            "  %,d paid, %,d on their way, %,d held, %,d returned, %,d expired, %,d unclaimed%n",
            counts.shares(Phase.PAID),
            counts.shares(Phase.CLAIMED, Phase.INSTRUCTED),
            counts.shares(Phase.HELD),
            counts.shares(Phase.RETURNED),
            counts.shares(Phase.EXPIRED),
            counts.shares(Phase.OPEN, Phase.MARKED)));
    text.append(
        format(
            "  %,d transfers, %,d packets paid more than once, %,d keys refused%n",
            counts.transfers(), counts.paidTwice(), counts.refusals()));
    text.append(
        format(
            "  repeats: %,d records of packets, %,d of %,d entries, %,d of %,d instructions%n%n",
            counts.repeats(),
            counts.repeatedEntries(),
            counts.entries(),
            counts.repeatedInstructions(),
            counts.instructions()));
    return text.append(PayoutCurve.of(money.seconds(), glyphs)).toString();
  }

  /** The phones, the audit, and how to do it again. */
  static String end(TortureReport report) {
    return format(
        "%-9s  %s%n%nphones: %s%n%s%n%s, seed %d; once more: %s",
        report.audit().isOk() ? "ok" : "BREACH",
        audit(report.audit()),
        AudienceReportFormatter.summary(report.audience()),
        kept(report.settings()),
        report.isOk() ? "all promises held" : "BREACH",
        report.settings().seed(),
        report.settings().command());
  }

  private static String row(RecoveryRow row) {
    String goal =
        row.hasGoal()
            ? format("%2d s  %s", row.part().goalSeconds(), row.meetsGoal() ? "met" : "MISSED")
            : "";
    return format(
            "%n%-7s%-13s%6d %9s %9s %12s %15s  %s",
            row.kind(),
            row.part(),
            row.faults(),
            seconds(row.medianMillis()),
            seconds(row.maxMillis()),
            seconds(row.longestGapMillis()),
            seconds(row.slowestMillis()),
            goal)
        .stripTrailing();
  }

  private static String breach(HistoryBreach breach, Checks checks) {
    return "           " + breach.what() + "\n" + checks.around(breach).indent(11);
  }

  private static String audit(AuditReport audit) {
    long checked = audit.promises().stream().mapToLong(PromiseResult::checked).sum();
    long breaches = audit.promises().stream().mapToLong(PromiseResult::breaches).sum();
    String summary =
        format(
            "audit: %d promises, %,d things checked, %,d breaches",
            audit.promises().size(), checked, breaches);
    return audit.isOk() ? summary : summary + "\n" + audit.toText().stripTrailing();
  }

  private static String kept(TortureSettings settings) {
    return format(
        "kept: %s, what phones heard in %s",
        DataFolder.sizeText(settings.data()), settings.data().relativize(settings.seenFile()));
  }

  private static String subject(InjectedFault injected) {
    return injected.pid() == 0
        ? "the disk of all brokers"
        : injected.fault().processName() + " (pid " + injected.pid() + ")";
  }

  private static String lasts(Fault fault) {
    return fault.lasts().isZero() ? "" : format("for %.1f s", fault.lasts().toMillis() / 1e3);
  }

  private static String seconds(OptionalLong millis) {
    return millis.isPresent() ? seconds(millis.getAsLong()) : "-";
  }

  private static String seconds(long millis) {
    return format("%.1f s", millis / 1e3);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
