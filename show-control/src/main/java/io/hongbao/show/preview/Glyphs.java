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

  /** How many steps a cell has above the empty one. */
  int steps() {
    return levels.length() - 1;
  }

  /** A cell that is filled so far from below, 0 to {@link #steps()}. */
  char cell(int filled) {
    return levels.charAt(filled);
  }

  char side() {
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
