package io.hongbao.rehearsal.audience.report;

import java.util.List;
import java.util.Locale;

/** Pieces that the sections of a page share. Texts are raw; markup is made here. */
public final class HtmlFragments {

  private HtmlFragments() {}

  /**
   * An entry of a legend.
   *
   * @param style class that gives the colour
   */
  record Swatch(String style, String name) {}

  /** A section with a heading; the body is markup. */
  public static String section(String id, String heading, String body) {
    return String.format(
        Locale.ROOT,
        "<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n",
        id,
        Markup.text(heading),
        body);
  }

  public static String paragraph(String text) {
    return "<p>" + Markup.text(text) + "</p>\n";
  }

  /** A picture with its legend and what it shows; the picture is markup. */
  static String figure(String caption, List<Swatch> legend, String svg) {
    StringBuilder html = new StringBuilder("<figure>\n<figcaption>");
    html.append(Markup.text(caption)).append("</figcaption>\n");
    if (!legend.isEmpty()) {
      html.append("<ul class=\"legend\">");
      for (Swatch key : legend) {
        html.append(
            String.format(
                Locale.ROOT,
                "<li><span class=\"swatch %s\"></span>%s</li>",
                key.style(),
                Markup.text(key.name())));
      }
      html.append("</ul>\n");
    }
    return html.append(svg).append("</figure>\n").toString();
  }

  /**
   * A table that may be wider than a phone.
   *
   * @param style class of the table: {@code numbers} sets all but the first column to the right
   */
  public static String table(String style, List<String> heads, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table class=\"");
    html.append(style).append("\">\n<thead><tr>");
    for (String head : heads) {
      html.append("<th scope=\"col\">").append(Markup.text(head)).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr><th scope=\"row\">").append(Markup.text(row.get(0))).append("</th>");
      for (String cell : row.subList(1, row.size())) {
        html.append("<td>").append(Markup.text(cell)).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /**
   * Names and values.
   *
   * @param style class of the list
   */
  static String list(String style, List<List<String>> pairs) {
    StringBuilder html = new StringBuilder("<dl class=\"" + style + "\">\n");
    for (List<String> pair : pairs) {
      html.append(
          String.format(
              Locale.ROOT,
              "<div><dt>%s</dt><dd>%s</dd></div>\n",
              Markup.text(pair.get(0)),
              Markup.text(pair.get(1))));
    }
    return html.append("</dl>\n").toString();
  }
}
