package io.hongbao.rehearsal.audience.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The page of a load. Pure but for the style, which lies beside this class. */
public final class ReportPage {

  private static final String STYLE = "report.css";

  private ReportPage() {}

  /** One HTML document, which is well-formed XML too and refers to nothing outside of itself. */
  public static String html(ReportData data) {
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>Audience report: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """,
        Markup.text(data.report().history().show()),
        style(),
        sections(data));
  }

  private static String sections(ReportData data) {
    return SummarySection.html(data)
        + LatencySection.html(data.report())
        + TimeSection.html(data.report())
        + WinsSection.html(data)
        + ErrorSection.html(data.report())
        + SettingsSection.html(data);
  }

  private static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
      return new String(
          Objects.requireNonNull(style, STYLE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STYLE, e);
    }
  }
}
