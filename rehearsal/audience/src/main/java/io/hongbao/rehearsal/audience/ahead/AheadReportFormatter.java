package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What phones did ahead, for people. */
public final class AheadReportFormatter {

  private AheadReportFormatter() {}

  /** Some lines, each ended. */
  public static String table(AheadReport report) {
    StringBuilder text = new StringBuilder();
    report.arrival().ifPresent(it -> arrival(text, report.phones(), it));
    report.fetching().ifPresent(it -> fetching(text, it));
    return text.toString();
  }

  private static void arrival(StringBuilder text, int phones, ArrivalReport it) {
    line(
        text,
        "arrived",
        "%,d of %,d phones, %d requests each over one connection; %s",
        it.arrived(),
        phones,
        it.requests(),
        it.failures().isEmpty() ? "no failure" : failures(it.failures()));
    line(
        text,
        "  to be there",
        "p50 %.1f, p99 %.1f, at most %.1f ms; %,d bytes up and %,d down each",
        it.p50Micros() / 1e3,
        it.p99Micros() / 1e3,
        it.maxMicros() / 1e3,
        it.sentBytes() / phones,
        it.receivedBytes() / phones);
  }

  private static void fetching(StringBuilder text, FetchReport it) {
    line(
        text,
        "packages",
        "%,d fetched of %d of %,d bytes each phone; %,d times refused, %,d resumed, %,d damaged,"
            + " %,d failed, %,d checked by hash",
        it.fetched(),
        it.packages(),
        it.bytesEach(),
        it.refused(),
        it.resumed(),
        it.damaged(),
        it.failed(),
        it.checked());
    line(
        text,
        "  bytes",
        "%,d outside waves, %,d inside; %,.0f a second for %.1f s",
        it.bytesOutsideWaves(),
        it.bytesInWaves(),
        it.bytesPerSecond(),
        it.seconds());
    line(
        text,
        "  hits",
        "%.1f %% of %,d phones had all the wave needs; %.1f %% fetched nothing inside the wave",
        100 * it.hitShare(),
        it.judged(),
        100 * it.quietShare());
  }

  private static String failures(Map<String, Long> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String label, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-14s", label))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
