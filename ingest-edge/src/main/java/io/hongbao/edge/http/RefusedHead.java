package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.undertow.util.ParserUtils;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a sentence why Undertow's parser refuses the head of a request. Pure. */
final class RefusedHead {

  private static final String HEAD_END = "\r\n\r\n";
  private static final Pattern VERSION = Pattern.compile(" HTTP/([0-9][0-9.]*)$");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");
  private static final char FIRST_BYTE_OF_TLS = 0x16;

  private RefusedHead() {}

  /**
   * The problem to tell.
   *
   * @param seen what came of the head, perhaps with what came before or after it
   * @param headBytes how long the head is so far
   */
  static HttpProblem problemOf(byte[] seen, int headBytes) {
    String text = refusedHead(new String(seen, StandardCharsets.ISO_8859_1));
    int lineEnd = text.indexOf("\r\n");
    if (headBytes > HttpSettings.MAX_HEADER_BYTES) {
      return lineEnd < 0 || lineEnd > HttpSettings.MAX_HEADER_BYTES
          ? HttpProblem.targetTooLong(HttpSettings.MAX_HEADER_BYTES)
          : HttpProblem.headTooLarge(
              "the request's line and headers are too long: expected at most "
                  + HttpSettings.MAX_HEADER_BYTES
                  + " bytes, with fewer or smaller cookies, say");
    }
    if (text.indexOf(FIRST_BYTE_OF_TLS) == 0) {
      return HttpProblem.badRequest("the connection starts with TLS: expected plain HTTP/1.1");
    }
    return ofLine(lineEnd < 0 ? text : text.substring(0, lineEnd), lineEnd >= 0, text);
  }

  /** From the first request on that shows why it was refused; else from the last one. */
  private static String refusedHead(String text) {
    int start = 0;
    for (int end = text.indexOf(HEAD_END); end >= 0; end = text.indexOf(HEAD_END, start)) {
      String head = text.substring(start, end);
      if (isOfRequest(head) && isRefused(head.split("\r\n", 2)[0])) {
        return text.substring(start);
      }
      start = end + HEAD_END.length();
    }
    return lastHead(text);
  }

  /** Undertow refuses no version but this one; others come to {@link Routes}. */
  private static boolean isRefused(String line) {
    return line.endsWith(" HTTP/2.0") || complaintOfAddress(line) != null;
  }

  /** Without the requests that stand before it on the connection. */
  private static String lastHead(String text) {
    int searchFrom =
        text.endsWith(HEAD_END) ? text.length() - HEAD_END.length() - 1 : text.length();
    int end = text.lastIndexOf(HEAD_END, searchFrom);
    String last = end < 0 ? text : text.substring(end + HEAD_END.length());
    // A body may follow the head that is meant: then that head is the one before.
    return last.isEmpty() || !isOfRequest(last) ? text : last;
  }

  private static boolean isOfRequest(String text) {
    return text.matches("(?s)[A-Z]{3,7} .*");
  }

  private static HttpProblem ofLine(String line, boolean isWhole, String head) {
    Matcher version = VERSION.matcher(line);
    boolean hasVersion = version.find();
    if (hasVersion && !version.group(1).equals("1.1") && !version.group(1).equals("1.0")) {
      return HttpProblem.unknownVersion("HTTP/" + version.group(1));
    }
    HttpProblem complaint = complaintOfAddress(line);
    if (complaint != null) {
      return complaint;
    }
    if (!isWhole || !hasMethod(line) || !hasVersion) {
      return HttpProblem.badRequest(
          "the request's first line cannot be read: expected METHOD ADDRESS HTTP/1.1");
    }
    return ofHeaders(head.split(HEAD_END, 2)[0].split("\r\n", -1));
  }

  private static boolean hasMethod(String line) {
    int methodEnd = line.indexOf(' ');
    return methodEnd > 0 && NAME.matcher(line.substring(0, methodEnd)).matches();
  }

  /** What is wrong with the address in the first line of a request; null if nothing is. */
  private static HttpProblem complaintOfAddress(String line) {
    if (!hasMethod(line)) {
      return null;
    }
    Matcher version = VERSION.matcher(line);
    int end = version.find() ? version.start() : line.length();
    return complaintOfTarget(
        line.substring(line.indexOf(' ') + 1, Math.max(end, line.indexOf(' ') + 1)));
  }

  /** What is wrong with the characters of a request's address; null if nothing is. */
  static HttpProblem complaintOfTarget(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (mustBeEscaped(target, i)) {
        return HttpProblem.badRequest(
            "the request's address has the character "
                + named(target.charAt(i))
                + ": expected %"
                + HEX.toHexDigits((byte) target.charAt(i))
                + " in its place");
      }
    }
    return null;
  }

  private static boolean mustBeEscaped(String target, int at) {
    char c = target.charAt(at);
    return c == '%'
        ? !ESCAPE.matcher(target).region(at, target.length()).lookingAt()
        : !ParserUtils.isRequestTargetChar((byte) c);
  }

  private static String named(char c) {
    return c > ' ' && c < 0x7f ? "'" + c + "'" : "with the code " + (int) c;
  }

  private static HttpProblem ofHeaders(String[] lines) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      boolean isFolded = lines[i].startsWith(" ") || lines[i].startsWith("\t");
      boolean isNamed = colon > 0 && NAME.matcher(lines[i].substring(0, colon)).matches();
      if (!isFolded && (!isNamed || lines[i].chars().anyMatch(RefusedHead::isControl))) {
        return HttpProblem.badRequest(
            "line " + (i + 1) + " of the request cannot be read: expected NAME: VALUE");
      }
      if (isNamed) {
        counts.merge(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    if (counts.values().stream().mapToInt(Integer::intValue).sum() > HttpSettings.MAX_HEADERS) {
      return HttpProblem.headTooLarge(
          "the request has too many headers: expected at most " + HttpSettings.MAX_HEADERS);
    }
    if (counts.containsKey("content-length") || counts.containsKey("transfer-encoding")) {
      return HttpProblem.badRequest(
          "it is not clear where the request ends: expected one Content-Length, a number, or one"
              + " Transfer-Encoding, and not both");
    }
    return HttpProblem.badRequest("the request cannot be read: expected HTTP/1.1");
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }
}
