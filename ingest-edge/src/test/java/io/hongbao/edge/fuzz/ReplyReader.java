package io.hongbao.edge.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads replies as RFC 9112 has them, and takes nothing else for one. */
final class ReplyReader {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2}) .+");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\t\\x80-\\xff]*)");
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  private final InputStream in;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /** What came is no reply, or only a part of one. */
  static final class NoReplyException extends IOException {

    private static final long serialVersionUID = 1L;

    NoReplyException(String message) {
      super(message);
    }
  }

  /**
   * The next reply, over those that only say to go on; empty at the end of the connection.
   *
   * @throws NoReplyException if what comes is none
   * @throws IOException if the connection was reset
   */
  Optional<FuzzReply> next(boolean isToHead) throws IOException {
    while (true) {
      Optional<String> line = line(true);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      Matcher status = STATUS_LINE.matcher(line.get());
      if (!status.matches()) {
        throw new NoReplyException("no status line: " + line.get());
      }
      int code = Integer.parseInt(status.group(1));
      Map<String, List<String>> headers = headers();
      if (code >= 200 || code == FuzzReply.SWITCHING) {
        return Optional.of(new FuzzReply(code, headers, body(code, headers, isToHead)));
      }
    }
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(false).orElse(""); !line.isEmpty(); line = line(false).orElse("")) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new NoReplyException("no header: " + line);
      }
      headers
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.group(2).strip());
    }
    return headers;
  }

  private String body(int status, Map<String, List<String>> headers, boolean isToHead)
      throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      throw new NoReplyException("a body in chunks, expected one of a known length");
    }
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    if (status == 204 || status == 304 || status == FuzzReply.SWITCHING) {
      return "";
    }
    if (lengths.size() != 1 || !lengths.get(0).matches("[0-9]{1,9}")) {
      throw new NoReplyException(status + " with the lengths " + lengths);
    }
    int length = Integer.parseInt(lengths.get(0));
    if (length > MAX_BODY_BYTES) {
      throw new NoReplyException("a body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(isToHead ? 0 : length);
    if (body.length < length && !isToHead) {
      throw new NoReplyException("a body of " + body.length + " bytes, expected " + length);
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Without its end; empty at the end of the connection, if that may be here. */
  private Optional<String> line(boolean mayEnd) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        if (mayEnd && line.length() == 0) {
          return Optional.empty();
        }
        throw new EOFException("the connection ended within a head: " + line);
      }
      if (next == '\n' && line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
        return Optional.of(line.substring(0, line.length() - 1));
      }
      line.append((char) next);
      if (next == '\n' || line.length() > MAX_LINE_BYTES) {
        throw new NoReplyException("no line: " + line);
      }
    }
  }
}
