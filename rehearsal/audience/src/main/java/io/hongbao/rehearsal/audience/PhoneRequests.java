package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The calls of phones to one edge, as bytes. What all phones share is kept once. */
public final class PhoneRequests {

  /** A phone that was told to come again may as well stay: the longest an edge allows. */
  private static final int LOOK_UP_WAIT_SECONDS = 10;

  private static final String BEARER = "Authorization: Bearer ";
  private static final byte[] TICKET = bytes(BEARER);
  private static final byte[] NO_BODY = bytes("\r\nContent-Length: 0\r\n\r\n");
  private static final byte[] END = bytes("\r\n\r\n");

  private final Endpoint edge;
  private final byte[] postStart;
  private final byte[] postHeaders;
  private final byte[] lookUpHeaders;
  private final byte[] packetsStart;

  /**
   * Calls to an edge.
   *
   * @param waitSeconds how long it may keep a shake waiting
   */
  public PhoneRequests(Endpoint edge, int waitSeconds) {
    this.edge = edge;
    this.postStart = edge.requestStart("POST", "/v1/shakes");
    this.postHeaders = headers(waitSeconds);
    this.lookUpHeaders = headers(LOOK_UP_WAIT_SECONDS);
    this.packetsStart = edge.requestStart("GET", "/v1/packets");
  }

  /** Uses a turn: the one named, or the user's current one. */
  public HttpRequest post(byte[] ticket, Optional<ShakeId> shakeId) {
    byte[] rest = shakeId.map(PhoneRequests::named).orElse(NO_BODY);
    return new HttpRequest(postStart, postHeaders, ticket, rest);
  }

  HttpRequest lookUp(byte[] ticket, String location) {
    return new HttpRequest(edge.requestStart("GET", location), lookUpHeaders, ticket, END);
  }

  /** Claims a packet. */
  HttpRequest claim(byte[] ticket, String packetId, Optional<String> token) {
    byte[] start = edge.requestStart("POST", "/v1/packets/" + packetId + "/claim");
    byte[] rest = token.map(text -> body("{\"token\":\"" + text + "\"}")).orElse(NO_BODY);
    return new HttpRequest(start, lookUpHeaders, ticket, rest);
  }

  /** Asks for all packets that the user holds. */
  HttpRequest packets(byte[] ticket) {
    return new HttpRequest(packetsStart, TICKET, ticket, END);
  }

  private static byte[] headers(int waitSeconds) {
    return bytes("Prefer: wait=" + waitSeconds + "\r\n" + BEARER);
  }

  private static byte[] named(ShakeId shakeId) {
    return body("{\"shakeId\":\"" + shakeId + "\"}");
  }

  private static byte[] body(String body) {
    return bytes(
        String.format(
            Locale.ROOT,
            "\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
            body.length(),
            body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
