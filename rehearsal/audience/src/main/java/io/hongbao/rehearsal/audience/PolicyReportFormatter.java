package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.PolicyReport.Change;
import java.util.Locale;
import java.util.OptionalDouble;

/** How phones followed changes of the phone policy, for people. */
public final class PolicyReportFormatter {

  private static final int[] SECONDS = {1, 2, 3, 5, 10, 20};

  private PolicyReportFormatter() {}

  /** Two lines for each change, each ended; none if there was none. */
  public static String table(PolicyReport report) {
    StringBuilder text = new StringBuilder();
    for (Change change : report.changes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12sfirst heard of after %.1f s; %,d of %,d phones follow: half after %s, 90 %%"
                  + " after %s, 99 %% after %s\n",
              "policy " + change.version(),
              change.atSeconds(),
              change.followed(),
              report.phones(),
              seconds(report.secondsTo(change, 0.5)),
              seconds(report.secondsTo(change, 0.9)),
              seconds(report.secondsTo(change, 0.99))));
      text.append(String.format(Locale.ROOT, "%-12s", "  share"));
      String separator = "";
      for (int seconds : SECONDS) {
        text.append(separator)
            .append(
                String.format(
                    Locale.ROOT,
                    "%d s %.1f %%",
                    seconds,
                    100 * report.shareAfter(change, seconds)));
        separator = ", ";
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isEmpty()
        ? "never"
        : String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble());
  }
}
