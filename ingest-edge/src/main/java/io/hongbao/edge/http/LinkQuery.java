package io.hongbao.edge.http;

import io.undertow.util.ParserUtils;
import java.nio.ByteBuffer;

/**
 * Makes links that browsers send as they are typed ({@code /?utm=a|b}, {@code /?a=100%}) readable
 * for Undertow's parser, which refuses the whole request for one such character. Of the page and
 * its files the edge reads no query, so a byte that a query may not have becomes an underscore.
 * Calls below {@code /v1/} are left as they are. Looks at each byte of a GET's or HEAD's first line
 * once, and at no other byte.
 */
final class LinkQuery {

  private static final String CALLS = "/v1/";
  private static final byte SUBSTITUTE = '_';

  private enum At {
    START,
    METHOD,
    PATH,
    QUERY,
    PAST
  }

  private At at = At.START;
  private int matched;

  /** The next byte begins a request. */
  void startOver() {
    at = At.START;
    matched = 0;
  }

  /** Goes over what was read, from an index to the buffer's position. */
  void mend(ByteBuffer read, int from) {
    for (int i = from; at != At.PAST && i < read.position(); i++) {
      byte next = read.get(i);
      switch (at) {
        case START -> at = next == 'G' || next == 'H' ? At.METHOD : At.PAST;
        case METHOD -> at = isEnd(next) ? At.PATH : At.METHOD;
        case PATH -> inPath(next);
        case QUERY -> {
          if (isEnd(next)) {
            at = At.PAST;
          } else if (next == '%' || !ParserUtils.isRequestTargetChar(next)) {
            read.put(i, SUBSTITUTE);
          }
        }
        case PAST -> throw new IllegalStateException("past the query");
      }
    }
  }

  private void inPath(byte next) {
    if (matched >= 0 && next == CALLS.charAt(matched)) {
      matched++;
      at = matched == CALLS.length() ? At.PAST : At.PATH;
    } else {
      matched = -1;
      at = next == '?' ? At.QUERY : isEnd(next) ? At.PAST : At.PATH;
    }
  }

  private static boolean isEnd(byte next) {
    return next == ' ' || next == '\r' || next == '\n';
  }
}
