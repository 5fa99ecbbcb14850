package io.hongbao.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.List;

/** Reads how long a phone would like to be kept waiting: {@code Prefer: wait=N} (RFC 7240). */
final class PreferWait {

  /** In seconds, without a preference, or with one that cannot be honoured. */
  static final int DEFAULT_SECONDS = 2;

  private static final int MAX_SECONDS = 10;
  private static final int MAX_DIGITS = 9;
  private static final HttpString PREFER = new HttpString("Prefer");
  private static final String WAIT = "wait";

  private PreferWait() {}

  static int millisOf(HttpServerExchange exchange) {
    List<String> lines = exchange.getRequestHeaders().get(PREFER);
    return (lines == null ? DEFAULT_SECONDS : secondsOf(lines)) * 1_000;
  }

  /**
   * The first {@code wait} of all lines, in seconds; the default if there is none or if it is not
   * of 0 to 10. Further ones do not count, as RFC 7240 wants it.
   */
  static int secondsOf(List<String> lines) {
    for (String line : lines) {
      for (String preference : HeaderLists.split(line, ',')) {
        List<String> parts = HeaderLists.split(preference, ';');
        String first = parts.isEmpty() ? "" : parts.get(0);
        int equals = first.indexOf('=');
        String name = equals < 0 ? first : first.substring(0, equals).strip();
        if (name.equalsIgnoreCase(WAIT)) {
          return secondsOf(equals < 0 ? "" : first.substring(equals + 1).strip());
        }
      }
    }
    return DEFAULT_SECONDS;
  }

  private static int secondsOf(String value) {
    String digits = HeaderLists.unquoted(value);
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int seconds = isNumber ? Integer.parseInt(digits) : -1;
    return seconds < 0 || seconds > MAX_SECONDS ? DEFAULT_SECONDS : seconds;
  }
}
