package io.hongbao.rehearsal.rundown;

import io.hongbao.rehearsal.audience.AudienceReportFormatter;
import io.hongbao.rehearsal.rundown.PlayedStep.Verdict;
import java.time.Duration;
import java.util.Locale;

/** A rundown for people at a terminal. */
public final class RundownFormatter {

  /** Who begins so much later than it should is told. */
  private static final Duration LATE = Duration.ofMillis(500);

  private RundownFormatter() {}

  /** A step that is over: one line without its end. */
  static String line(PlayedStep played) {
    String said = said(played);
    return String.format(
        Locale.ROOT,
        "%8s  %-7s  %s%s",
        time(played.step().at()),
        verdict(played),
        played.step().order(),
        said.isEmpty() ? "" : ": " + said);
  }

  /** The end of a rundown: some lines, without the end of the last. */
  public static String end(RundownReport report) {
    return String.format(
        Locale.ROOT, "%s%n%s", AudienceReportFormatter.summary(report.audience()), summary(report));
  }

  /** How many steps ended well. */
  static String summary(RundownReport report) {
    return String.format(
        Locale.ROOT,
        "%d steps done, %d refused; %d expectations met, %d missed",
        count(report, Verdict.DONE),
        count(report, Verdict.REFUSED),
        count(report, Verdict.MET),
        count(report, Verdict.MISSED));
  }

  /** What a step said, and by how much it began late. */
  static String said(PlayedStep played) {
    if (played.late().compareTo(LATE) < 0) {
      return played.said();
    }
    String begun = "began " + seconds(played.late()) + " late";
    return played.said().isEmpty() ? begun : begun + "; " + played.said();
  }

  static String verdict(PlayedStep played) {
    return played.verdict().name().toLowerCase(Locale.ROOT);
  }

  /** A time of the show: {@code 2:05}. */
  static String time(Duration at) {
    return String.format(Locale.ROOT, "%d:%02d", at.toMinutes(), at.toSecondsPart());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  private static long count(RundownReport report, Verdict verdict) {
    return report.steps().stream().filter(step -> step.verdict() == verdict).count();
  }
}
