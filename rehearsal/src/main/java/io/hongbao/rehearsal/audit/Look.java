package io.hongbao.rehearsal.audit;

import io.hongbao.domain.draw.ShakeId;
import java.util.regex.Pattern;

/**
 * The command lines that show what a breach is about, to be typed as they stand. Names come from
 * records that anybody may have written, so each is one word to the shell.
 */
final class Look {

  private static final String TRACE = "./hongbao trace ";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@:+-]+");

  private Look() {}

  /** Shows one record. */
  static String at(RecordPosition position) {
    return TRACE + "--at " + position;
  }

  /** Shows a shake's way. */
  static String way(String show, String user, ShakeId shakeId) {
    return TRACE + shakeId + " --user=" + quoted(user) + " --show=" + quoted(show);
  }

  /** As a shell takes it for one word; control characters need the form of bash, ksh and zsh. */
  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'");
    return escaped.chars().anyMatch(Character::isISOControl)
        ? "$'" + OnOneLine.of(escaped) + "'"
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
