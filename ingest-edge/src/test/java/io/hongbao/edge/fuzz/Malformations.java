package io.hongbao.edge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Requests with one thing wrong. Stateless. */
final class Malformations {

  /** What an edge may say of a request that it does not take for one. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 414, 431, 501, 505);

  private static final Set<Integer> ANYTHING = Set.of();

  private static final List<String> UNLIKE_LINES =
      List.of(
          "",
          " ",
          "GET",
          "GET ",
          "GET /v1/show",
          "GET  HTTP/1.1",
          "GET v1/show HTTP/1.1 ",
          "GET /v1/show HTTP/1.1 x",
          "GET /v1/show http/1.1",
          "GET /v1/show HTTP/0.9",
          "GET /v1/show HTTP/2.0",
          "GET /v1/show HTTP/1.",
          "GET /v1/show HTTP/",
          "GET /v1/show HTTP/11",
          "GET /v1/ show HTTP/1.1",
          "GET\t/v1/show\tHTTP/1.1",
          "G@T /v1/show HTTP/1.1",
          "\u00c9 / HTTP/1.1",
          "GET /v1/\u00e7 HTTP/1.1",
          "GET /v1/\u0000 HTTP/1.1",
          "GET /v1/show?a|b HTTP/1.1",
          "GET /v1/show?%zz HTTP/1.1",
          "GET /% HTTP/1.1",
          "GET http:// HTTP/1.1",
          "GET http://b/v1/show HTTP/1.1",
          "GET ://a HTTP/1.1",
          "CONNECT a:80 HTTP/1.1",
          "CONNECT / HTTP/1.1",
          "PRI * HTTP/2.0",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
          "HTTP/1.1 200 OK");

  private static final List<String> UNLIKE_HEADERS =
      List.of(
          "X",
          ": a",
          "X : a",
          "X\t: a",
          " X: a",
          "X: a\u0000b",
          "X: a\u0007",
          "X: a\u007f",
          "X: a\rb",
          "X: a\n Y: b",
          "X\u0000: a",
          "X(): a",
          "X-\u00fc: a",
          "Host: b",
          "Host: a b",
          "Host:",
          "Host: a,a",
          "Host: a@b",
          "Host: a:99999999",
          "Content-Length: -1",
          "Content-Length: +2",
          "Content-Length: 0x2",
          "Content-Length: 2, 2",
          "Content-Length: 2;",
          "Content-Length:",
          "Content-Length: 18446744073709551616",
          "Content-Length: 99999999999",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked, identity",
          "Transfer-Encoding: \u000bchunked",
          "Transfer-Encoding:",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 3",
          "Content-Length: 3\r\nContent-Length: 4",
          "Expect: 200-ok",
          "Expect: 100-continue",
          "Upgrade: websocket\r\nConnection: Upgrade");

  private Malformations() {}

  static FuzzRequest of(FuzzCall call, FuzzRandom random) {
    return switch (random.below(12)) {
      case 0, 1 -> otherLine(call, random);
      case 2, 3, 4 -> oneHeaderMore(call, random);
      case 5 -> withoutHost(call);
      case 6 -> tooManyHeaders(call, random);
      case 7 -> tooLong(call, random);
      case 8 -> malformedChunks(call, random);
      case 9 -> wrongLength(call, random);
      case 10 -> otherBytes(call, random);
      default -> junk(random);
    };
  }

  private static FuzzRequest otherLine(FuzzCall call, FuzzRandom random) {
    String line = random.pick(UNLIKE_LINES);
    String rest = String.join("\r\n", call.headers) + "\r\n\r\n";
    return FuzzRequest.of(line + "\r\n" + rest, Expected.unclear(ANYTHING));
  }

  private static FuzzRequest oneHeaderMore(FuzzCall call, FuzzRandom random) {
    List<String> headers = new ArrayList<>(call.headers);
    headers.add(random.below(headers.size() + 1), random.pick(UNLIKE_HEADERS));
    return request(call, headers, call.body, ANYTHING);
  }

  private static FuzzRequest withoutHost(FuzzCall call) {
    List<String> headers = new ArrayList<>(call.headers);
    headers.removeIf(line -> line.regionMatches(true, 0, "host:", 0, 5));
    return request(call, headers, new byte[0], call.version.endsWith("1") ? REFUSALS : ANYTHING);
  }

  private static FuzzRequest tooManyHeaders(FuzzCall call, FuzzRandom random) {
    List<String> headers = new ArrayList<>(call.headers);
    for (int i = random.between(65, 200); i > 0; i--) {
      headers.add("X" + i + ": " + i);
    }
    return request(call, headers, new byte[0], REFUSALS);
  }

  private static FuzzRequest tooLong(FuzzCall call, FuzzRandom random) {
    String much = random.pick("x", "%41", "a/", "é").repeat(random.between(4_000, 20_000));
    List<String> headers = new ArrayList<>(call.headers);
    switch (random.below(4)) {
      case 0 -> call.target = "/" + much;
      case 1 -> call.target = "/?" + much;
      case 2 -> headers.add("Cookie: a=" + much);
      default -> headers.add(much + ": a");
    }
    return request(call, headers, new byte[0], ANYTHING);
  }

  private static FuzzRequest malformedChunks(FuzzCall call, FuzzRandom random) {
    List<String> headers = new ArrayList<>(call.headers);
    headers.add("Transfer-Encoding: chunked");
    return request(call, headers, ChunkGrammar.malformed(call.body, random), ANYTHING);
  }

  /** Less or more than what comes, so that the next request begins within this one's body. */
  private static FuzzRequest wrongLength(FuzzCall call, FuzzRandom random) {
    List<String> headers = new ArrayList<>(call.headers);
    int length = Math.max(0, call.body.length + random.between(-20, 20));
    headers.add("Content-Length: " + length);
    return request(call, headers, call.body, ANYTHING);
  }

  /** A few bytes are others, more, or away. */
  private static FuzzRequest otherBytes(FuzzCall call, FuzzRandom random) {
    byte[] bytes = RequestGrammar.written(call, random).bytes();
    for (int i = random.between(1, 4); i > 0; i--) {
      int at = random.below(bytes.length);
      switch (random.below(3)) {
        case 0 -> bytes[at] = random.bytes(1, 1)[0];
        case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> bytes[at] = (byte) random.pick("\r", "\n", " ", ":", "\u0000", ",").charAt(0);
      }
    }
    return new FuzzRequest(bytes, Expected.unclear(ANYTHING));
  }

  private static FuzzRequest junk(FuzzRandom random) {
    return new FuzzRequest(random.bytes(1, 3_000), Expected.unclear(ANYTHING));
  }

  private static FuzzRequest request(
      FuzzCall call, List<String> headers, byte[] body, Set<Integer> statuses) {
    byte[] head = RequestGrammar.head(call, headers).getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return new FuzzRequest(whole, Expected.unclear(statuses));
  }
}
