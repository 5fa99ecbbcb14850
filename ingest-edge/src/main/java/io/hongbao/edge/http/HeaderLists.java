package io.hongbao.edge.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts headers that are lists, or have parameters, into their parts (RFC 9110, 5.6): separators
 * within quotes do not count, spaces and tabs around a part are left out, and so are empty parts.
 */
final class HeaderLists {

  private HeaderLists() {}

  /** The parts between separators such as a comma or a semicolon. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean isAtEnd = i == text.length();
      char c = isAtEnd ? separator : text.charAt(i);
      if (isAtEnd || (c == separator && !isQuoted)) {
        String part = text.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\' && isQuoted && i + 1 < text.length()) {
        i++;
      }
    }
    return parts;
  }

  /** A value without its quotes, if it has any. */
  static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  /** Whether one of several header lines names this token. */
  static boolean contains(Iterable<String> lines, String token) {
    for (String line : lines) {
      for (String part : split(line, ',')) {
        if (part.equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }
}
