package io.hongbao.proof.audit;

import java.util.Locale;

/** Text that others wrote, made fit to print: users may name themselves with line breaks. */
public final class ControlCharacterEscaper {

  private ControlCharacterEscaper() {}

  /** The text with every control character as its number. */
  public static String of(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(
            character -> {
              if (Character.isISOControl(character)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", character));
              } else {
                shown.append((char) character);
              }
            });
    return shown.toString();
  }
}
