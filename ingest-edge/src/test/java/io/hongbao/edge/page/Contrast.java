package io.hongbao.edge.page;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * How well the texts of a page stand out from what is painted behind them: the contrast ratio of
 * WCAG 2.2, 1 to 21, of the worst pixel.
 */
final class Contrast {

  /** The page itself sets no colour on an element. */
  private static final String TEXTS_AGAIN =
      "() => document.querySelectorAll('*').forEach((it) => it.style.removeProperty('color'))";

  private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

  private Contrast() {}

  /**
   * Of each text that is to be seen, by its words.
   *
   * @param page without motion, of one device pixel for each of its own
   */
  static Map<String, Double> ofTexts(Page page) {
    List<?> texts = (List<?>) page.evaluate(PageScripts.read("texts.js"));
    BufferedImage ground = picture(page);
    page.evaluate(TEXTS_AGAIN);
    Map<String, Double> worst = new LinkedHashMap<>();
    for (Object text : texts) {
      List<?> parts = (List<?>) text;
      double[] colour = numbers((String) parts.get(1));
      for (Object box : (List<?>) parts.get(2)) {
        double[] place =
            ((List<?>) box).stream().mapToDouble(it -> ((Number) it).doubleValue()).toArray();
        worst.merge((String) parts.get(0), worstWithin(ground, place, colour), Math::min);
      }
    }
    return worst;
  }

  private static BufferedImage picture(Page page) {
    try {
      return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the picture", e);
    }
  }

  /** The numbers of rgb(1, 2, 3) or rgba(1, 2, 3, 0.5). */
  private static double[] numbers(String colour) {
    return NUMBER
        .matcher(colour)
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double worstWithin(BufferedImage ground, double[] place, double[] colour) {
    double worst = Double.MAX_VALUE;
    for (int y = (int) place[1]; y < Math.min(ground.getHeight(), place[1] + place[3]); y++) {
      for (int x = (int) place[0]; x < Math.min(ground.getWidth(), place[0] + place[2]); x++) {
        worst = Math.min(worst, ratio(colour, ground.getRGB(x, y)));
      }
    }
    return worst;
  }

  private static double ratio(double[] colour, int behind) {
    double opacity = colour.length > 3 ? colour[3] : 1;
    double[] ground = {(behind >> 16) & 0xff, (behind >> 8) & 0xff, behind & 0xff};
    double[] text = new double[ground.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = opacity * colour[i] + (1 - opacity) * ground[i];
    }
    double one = luminance(text);
    double other = luminance(ground);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(double channel) {
    double share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
