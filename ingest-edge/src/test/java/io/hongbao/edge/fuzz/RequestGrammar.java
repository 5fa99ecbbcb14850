package io.hongbao.edge.fuzz;

import io.hongbao.edge.fuzz.Expected.End;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes calls out as HTTP/1.1: more headers, a framing of the body, or one thing wrong. */
final class RequestGrammar {

  private static final int MALFORMED_PERCENT = 20;
  private static final int MAX_MORE_HEADERS = 8;

  private static final List<String> HARMLESS =
      List.of(
          "Accept: */*",
          "Accept-Encoding: gzip;q=0, br",
          "User-Agent: ",
          "X-Empty:",
          "X-Spaces: \t  a \t ",
          "Cookie: a=b; c=\"d e\"; =; ;;; f",
          "Cookie: $Version=1; a",
          "Range: bytes=0-1,-1,5-",
          "If-None-Match: *",
          "If-Modified-Since: Thu, 32 Foo 0000 25:61:61 GMT",
          "Content-Encoding: gzip",
          "TE: trailers",
          "Trailer: X-Sum",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "HTTP2-Settings: AAMAAABkAAQAAP__",
          "Forwarded: for=192.0.2.43;proto=https, for=\"[2001:db8::17]:47\"",
          "Forwarded: ;;;=,,\"",
          "X-Forwarded-For: 192.0.2.7, , unknown,10.0.0.1:99999",
          "X-Forwarded-For: ::ffff:999.1.1.1",
          "Origin: https://gala.example",
          "Via: 1.1 a, 1.1 b",
          "Max-Forwards: -1",
          "X-High: \u00e7\u00ba\u00a2\u00ff",
          "!#$%&'*+-.^_`|~: token");

  private static final List<String> STAYS =
      List.of("Connection: keep-alive", "Connection: Upgrade, HTTP2-Settings", "Connection: , ,");
  private static final List<String> ENDS =
      List.of("Connection: close", "Connection: keep-alive, CLOSE", "connection: close");

  private RequestGrammar() {}

  /**
   * A request.
   *
   * @param isPlain whether it stands alone: what comes before it leaves no doubt where it begins
   */
  static FuzzRequest next(FuzzCall call, boolean isPlain, FuzzRandom random) {
    boolean isToHead = call.method.equals("HEAD");
    addHeaders(call, random);
    if (random.chance(MALFORMED_PERCENT) && !isToHead) {
      return Malformations.of(call, random);
    }
    if (isToHead && !isPlain) {
      FuzzCall get = new FuzzCall("GET", call.target, call.expected.statuses(), "");
      get.headers.addAll(call.headers);
      return written(get, random);
    }
    return written(call, random);
  }

  private static void addHeaders(FuzzCall call, FuzzRandom random) {
    List<String> headers = call.headers;
    for (int i = random.below(MAX_MORE_HEADERS); i > 0; i--) {
      headers.add(random.pick(HARMLESS));
    }
    if (random.chance(10)) {
      headers.add(random.pick(STAYS));
    } else if (random.chance(5)) {
      headers.add(random.pick(ENDS));
      call.expected = call.expected.then(End.ENDS);
    } else if (random.chance(3)) {
      call.version = "HTTP/1.0";
      call.expected = call.expected.then(End.ENDS);
    }
    headers.add(
        random.pick("Host: a", "Host: 127.0.0.1:8080", "host: [::1]:80", "HOST:gala.example"));
    Collections.shuffle(headers, new Random(random.anyLong()));
  }

  /** As it is, with a body framed one way or the other. */
  static FuzzRequest written(FuzzCall call, FuzzRandom random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> headers = new ArrayList<>(call.headers);
    byte[] framed = call.body;
    boolean hasBody = call.body.length > 0 || call.method.equals("POST");
    if (hasBody && call.version.equals("HTTP/1.1") && random.chance(40)) {
      headers.add("Transfer-Encoding: " + random.pick("chunked", "Chunked"));
      framed = ChunkGrammar.chunks(call.body, random);
    } else if (hasBody) {
      headers.add("Content-Length: " + random.pick("", "00") + call.body.length);
    }
    if (call.body.length > 0 && random.chance(5)) {
      headers.add("Expect: 100-continue");
      call.expected = call.expected.then(End.MAY_END);
    }
    write(bytes, head(call, headers));
    bytes.writeBytes(framed);
    return new FuzzRequest(bytes.toByteArray(), call.expected);
  }

  static String head(FuzzCall call, List<String> headers) {
    return String.format(Locale.ROOT, "%s %s %s\r\n", call.method, call.target, call.version)
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  private static void write(ByteArrayOutputStream to, String text) {
    to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
