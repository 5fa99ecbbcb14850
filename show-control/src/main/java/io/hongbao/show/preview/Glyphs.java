package io.hongbao.show.preview;

import java.util.Locale;
import java.util.Map;

/** What pictures in a terminal are made of. */
public enum Glyphs {
  BLOCKS(" ▁▂▃▄▅▆▇█", '│', '└', '─', '┬', '…'),
  ASCII(" .:-=+*%#", '|', '+', '-', '+', '~');

  private final String levels;
  private final char side;
  private final char corner;
  private final char base;
  private final char tick;
  private final char cut;

  Glyphs(String levels, char side, char corner, char base, char tick, char cut) {
    this.levels = levels;
    this.side = side;
    this.corner = corner;
    this.base = base;
    this.tick = tick;
    this.cut = cut;
  }

  /**
   * What a terminal can show by its locale: the first of LC_ALL, LC_CTYPE and LANG that is set
   * decides, as POSIX has it; none means plain ASCII.
   */
  public static Glyphs of(Map<String, String> environment) {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        return locale.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*") ? BLOCKS : ASCII;
      }
    }
    return ASCII;
  }

  /**
   * The cell of a bar in one of its rows. What is there is seen, however little.
   *
   * @param value of the bar, 0 or more
   * @param most what a bar over all rows stands for
   * @param height how many rows there are
   * @param row counted from below, from 0
   */
  public char cell(long value, long most, int height, int row) {
    int steps = levels.length() - 1;
    long filled = most == 0 ? 0 : Math.round((double) value / most * height * steps);
    filled = value > 0 ? Math.max(1, filled) : 0;
    long inRow = filled - (long) row * steps;
    return levels.charAt((int) Math.max(0, Math.min(steps, inRow)));
  }

  public char side() {
    return side;
  }

  char corner() {
    return corner;
  }

  char base() {
    return base;
  }

  char tick() {
    return tick;
  }

  char cut() {
    return cut;
  }
}
