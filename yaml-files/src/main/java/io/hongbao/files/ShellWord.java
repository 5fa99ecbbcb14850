package io.hongbao.files;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts in command lines that people are to type as they stand: each is one word to the shell. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@:+,=-]+");

  private ShellWord() {}

  /** The text, quoted if it needs to be; control characters need the form of bash, ksh and zsh. */
  public static String of(Object word) {
    String text = word.toString();
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? "$'" + escaped(text) + "'"
        : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            character -> {
              if (Character.isISOControl(character)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", character));
              } else {
                escaped.append(character == '\\' || character == '\'' ? "\\" : "");
                escaped.append((char) character);
              }
            });
    return escaped.toString();
  }
}
