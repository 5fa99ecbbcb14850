package io.hongbao.rehearsal.audience.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page of a load. Pure but for the style, which lies beside this class. */
public final class ReportPage {

  private static final String STYLE = "report.css";

  private ReportPage() {}

  /**
   * What somebody adds to the page of a load.
   *
   * @param kind what the page is called: "Audience report"
   * @param sections markup of sections that stand above those of the load
   * @param marks what pictures over time show
   */
  public record Additions(String kind, String sections, List<ChartMark> marks) {

    public static final Additions NONE = new Additions("Audience report", "", List.of());

    public Additions {
      marks = List.copyOf(marks);
    }
  }

  /** One HTML document, which is well-formed XML too and refers to nothing outside of itself. */
  public static String html(ReportData data) {
    return html(data, Additions.NONE);
  }

  /** The same with more in it. */
  public static String html(ReportData data, Additions additions) {
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>%s: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """,
        Markup.text(additions.kind()),
        Markup.text(data.report().history().show()),
        style(),
        sections(data, additions));
  }

  private static String sections(ReportData data, Additions additions) {
    return SummarySection.html(data, additions.kind())
        + additions.sections()
        + LatencySection.html(data.report(), additions.marks())
        + TimeSection.html(data.report(), additions.marks())
        + data.live().map(live -> ConnectionSection.html(live, additions.marks())).orElse("")
        + WinsSection.html(data)
        + data.claims().map(ClaimSection::html).orElse("")
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
