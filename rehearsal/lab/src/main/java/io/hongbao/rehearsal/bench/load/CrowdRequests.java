package io.hongbao.rehearsal.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** The requests of a crowd: shakes written out beforehand, what is rarer when it is sent. */
public final class CrowdRequests {

  /** As long as phones of the audience let an edge keep them waiting. */
  private static final String SHAKE_WAIT = "wait=2";

  private static final String OUTCOME_WAIT = "wait=10";

  private final Requests shakes;
  private final String authority;
  private final String wave;
  private final IntFunction<String> tickets;

  /**
   * Writes out a shake for each user.
   *
   * @param authority host and port
   * @param wave whose turns are asked for
   * @param tickets by user, from 0
   */
  public CrowdRequests(int users, String authority, String wave, IntFunction<String> tickets) {
    this.shakes = Requests.shakes(users, authority, SHAKE_WAIT, tickets);
    this.authority = authority;
    this.wave = wave;
    this.tickets = tickets;
  }

  int users() {
    return shakes.users();
  }

  /** The bytes of a user's shake, until the next call. */
  ByteBuffer shake(int user) {
    return shakes.of(user);
  }

  /** Asks for the answer of a turn; the edge may keep it waiting, or not. */
  ByteBuffer lookUp(int user, long turn, boolean waits) {
    return get("/v1/shakes/" + wave + "-" + turn, waits ? "\r\nPrefer: " + OUTCOME_WAIT : "", user);
  }

  ByteBuffer packets(int user) {
    return get("/v1/packets", "", user);
  }

  private ByteBuffer get(String path, String header, int user) {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + authority
            + header
            + "\r\nAuthorization: Bearer "
            + tickets.apply(user)
            + "\r\n\r\n";
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }
}
