package io.hongbao.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.OptionalInt;

/** Reads how long a phone would like to be kept waiting: {@code Prefer: wait=N} (RFC 7240). */
final class PreferWait {

  /** In seconds, without a preference, or with one that cannot be honoured. */
  static final int DEFAULT_SECONDS = 2;

  private static final int LONGEST_SECONDS = 10;
  private static final HttpString PREFER = new HttpString("Prefer");
  private static final String WAIT = "wait=";

  private PreferWait() {}

  static int millisOf(HttpServerExchange exchange) {
    HeaderValues headers = exchange.getRequestHeaders().get(PREFER);
    if (headers != null) {
      for (String header : headers) {
        OptionalInt seconds = secondsOf(header);
        if (seconds.isPresent()) {
          return seconds.getAsInt() * 1_000;
        }
      }
    }
    return DEFAULT_SECONDS * 1_000;
  }

  /**
   * The first {@code wait} of a header that is 0 to 10; preferences are to be ignored if unusable.
   */
  static OptionalInt secondsOf(String header) {
    int start = 0;
    while (start <= header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      OptionalInt seconds = secondsOfOne(header.substring(start, end).strip());
      if (seconds.isPresent()) {
        return seconds;
      }
      start = end + 1;
    }
    return OptionalInt.empty();
  }

  private static OptionalInt secondsOfOne(String preference) {
    if (!preference.regionMatches(true, 0, WAIT, 0, WAIT.length())) {
      return OptionalInt.empty();
    }
    int semicolon = preference.indexOf(';');
    String value =
        preference
            .substring(WAIT.length(), semicolon < 0 ? preference.length() : semicolon)
            .strip();
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    boolean isShortNumber =
        !value.isEmpty()
            && value.length() <= 2
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isShortNumber || Integer.parseInt(value) > LONGEST_SECONDS) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(value));
  }
}
