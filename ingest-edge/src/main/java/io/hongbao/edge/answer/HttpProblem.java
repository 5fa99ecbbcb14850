package io.hongbao.edge.answer;

import io.hongbao.edge.json.JsonStrings;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.InvalidTicketException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * An error as {@code application/problem+json} (RFC 9457): every one that the edge can say is made
 * here. What a client may branch on is the status and, for BUSY, the member {@code result}, for
 * tickets the member {@code reason}; titles and details are for people. Immutable.
 */
public final class HttpProblem {

  /** How long to stay away if nothing better is known. */
  private static final int RETRY_AFTER_SECONDS = 1;

  /** The name of a coding is shorter; what is longer may be anything, a ticket too. */
  private static final int MAX_CODING_LENGTH = 30;

  private static final HttpProblem BUSY =
      unavailable("busy: nothing was sent, ask again", ",\"result\":\"BUSY\"");

  /** All of them, for an object that has begun. */
  private static final String BUSY_MEMBERS =
      ',' + new String(BUSY.json, StandardCharsets.US_ASCII).substring(1);

  private static final HttpProblem TOO_SOON =
      tooManyRequests("this user's next turn has not started", 1);

  private static final String TOO_SOON_MEMBERS =
      ',' + new String(TOO_SOON.json, StandardCharsets.US_ASCII).substring(1);

  /** To wait 1, 2, 3 … seconds: made once, for those who do not listen. */
  private static final HttpProblem[] TOO_MANY =
      IntStream.rangeClosed(1, 10)
          .mapToObj(
              seconds ->
                  tooManyRequests("too much is asked from here just now: ask more slowly", seconds))
          .toArray(HttpProblem[]::new);

  public static final HttpProblem CACHE_AWAY =
      unavailable("answers cannot be looked up just now: ask again", "");
  public static final HttpProblem PACKETS_AWAY =
      unavailable("packets cannot be listed just now: ask again", "");
  public static final HttpProblem NO_SHOW = unavailable("no show is known here yet: ask again", "");
  public static final HttpProblem TOO_MANY_WAIT =
      unavailable("too many requests wait: ask again", "");

  public static final HttpProblem BLOCKED =
      new HttpProblem(403, "Forbidden", "this user, device or address may not shake now", "");
  public static final HttpProblem NO_ADMIN_TOKEN =
      new HttpProblem(
          401,
          "Unauthorized",
          "the admin port asks for its token: expected the header Authorization: Bearer TOKEN",
          "",
          0,
          "Bearer");
  public static final HttpProblem UNKNOWN_PATH = notFound("nothing is here");
  public static final HttpProblem UNKNOWN_WAVE = notFound("the show has no such wave");
  public static final HttpProblem NO_SUCH_TURN = notFound("the wave closes before this turn");
  public static final HttpProblem FUTURE_TURN = notFound("this turn has not started");
  public static final HttpProblem UNKNOWN_ANSWER =
      notFound("no answer is known: send the shake again while its turn is recent");
  public static final HttpProblem METHOD_NOT_ALLOWED =
      new HttpProblem(405, "Method Not Allowed", "see the header Allow", "");
  public static final HttpProblem NOT_JSON =
      new HttpProblem(415, "Unsupported Media Type", "expected Content-Type: application/json", "");
  public static final HttpProblem NOT_AN_UPGRADE =
      new HttpProblem(
          426, "Upgrade Required", "expected the upgrade to a WebSocket of version 13", "");

  /** Without the header that would say so, as HTTP/2 forbids it (RFC 9113, section 8.2.2). */
  public static final HttpProblem NO_UPGRADE_IN_HTTP2 =
      new HttpProblem(
          426,
          "Upgrade Required",
          "a long connection begins with HTTP/1.1, and this one speaks HTTP/2: open another, and "
              + "offer http/1.1 alone in its handshake",
          "");

  public static final HttpProblem FOREIGN_ORIGIN =
      new HttpProblem(403, "Forbidden", "pages of this origin may not call the edge", "");
  public static final HttpProblem TOO_MANY_AT_ONCE =
      new HttpProblem(
          429,
          "Too Many Requests",
          "this connection waits for as many replies as it may",
          "",
          RETRY_AFTER_SECONDS);
  public static final HttpProblem NOT_THE_WINNER =
      new HttpProblem(
          403,
          "Forbidden",
          "the packet is not this user's, or the token is not of this packet and user: claim it"
              + " with the winner's ticket and the token of the answer",
          "");
  public static final HttpProblem SHADOW_PACKET =
      new HttpProblem(
          403, "Forbidden", "packets of this show are not paid, so none is claimed", "");
  public static final HttpProblem UNKNOWN_PACKET = notFound("this user holds no such packet");
  public static final HttpProblem UNKNOWN_SHARE = notFound("this link is no share of a packet");
  public static final HttpProblem SHARES_CLOSED =
      conflict(
          "shares of this packet are not open: its winner has to claim it first, and for now"
              + " that claim is missing or held");
  public static final HttpProblem SHARE_TAKEN = conflict("somebody else has taken this share");
  public static final HttpProblem HAS_SHARE =
      conflict("this user has a share of the packet already, and there is one for each friend");
  public static final HttpProblem CLAIM_NOT_SENT =
      unavailable("the claim was not taken: ask again", "");
  public static final HttpProblem CLAIM_UNCERTAIN =
      unavailable("it is not known whether the claim was taken: ask again", "");
  public static final HttpProblem UNKNOWN_RESOURCE =
      notFound("no resource has this content: ask /v1/resources which there are");
  public static final HttpProblem NO_SUCH_RANGE =
      new HttpProblem(416, "Range Not Satisfiable", "the resource is shorter than that", "");
  public static final HttpProblem NO_WALLET = notFound("this edge knows no wallet");
  public static final HttpProblem WALLET_AWAY =
      unavailable("the wallet does not answer just now: ask again", "");
  public static final HttpProblem FAILED =
      new HttpProblem(500, "Internal Server Error", "the edge failed; it has been noted", "");

  public static final HttpProblem BODY_TOO_SLOW =
      new HttpProblem(408, "Request Timeout", "the body did not come in time: send it again", "");

  private final int status;
  private final String title;
  private final String detail;
  private final byte[] json;
  private final int retryAfterSeconds;
  private final String challenge;

  private HttpProblem(int status, String title, String detail, String moreMembers) {
    this(status, title, detail, moreMembers, status == 503 ? RETRY_AFTER_SECONDS : 0);
  }

  private HttpProblem(
      int status, String title, String detail, String moreMembers, int retryAfterSeconds) {
    this(status, title, detail, moreMembers, retryAfterSeconds, "");
  }

  private HttpProblem(
      int status,
      String title,
      String detail,
      String moreMembers,
      int retryAfterSeconds,
      String challenge) {
    this.challenge = challenge;
    this.status = status;
    this.title = title;
    this.retryAfterSeconds = retryAfterSeconds;
    this.detail = detail;
    this.json =
        String.format(
                Locale.ROOT,
                "{\"type\":\"about:blank\",\"title\":%s,\"status\":%d,\"detail\":%s%s}",
                JsonStrings.quote(title),
                status,
                JsonStrings.quote(detail),
                moreMembers)
            .getBytes(StandardCharsets.UTF_8);
  }

  private HttpProblem(HttpProblem same, int retryAfterSeconds) {
    this(same, same.json, retryAfterSeconds);
  }

  private HttpProblem(HttpProblem same, byte[] json, int retryAfterSeconds) {
    this.status = same.status;
    this.title = same.title;
    this.challenge = same.challenge;
    this.detail = same.detail;
    this.json = json;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same, to be asked again after so many seconds. */
  public HttpProblem after(int seconds) {
    return new HttpProblem(this, seconds);
  }

  /**
   * Nothing was sent. It is said most when there is least time for it, so without formatting.
   *
   * @param start how every answer begins
   * @param waitMillis until the user's next turn that may be used; empty if that is not known
   */
  public static HttpProblem busy(String start, OptionalLong waitMillis) {
    StringBuilder json = new StringBuilder(192).append(start);
    int retryAfterSeconds = RETRY_AFTER_SECONDS;
    if (waitMillis.isPresent()) {
      json.append(",\"nextShakeAfterMs\":").append(waitMillis.getAsLong());
      retryAfterSeconds = Math.max(1, seconds(waitMillis.getAsLong()));
    }
    byte[] bytes = json.append(BUSY_MEMBERS).toString().getBytes(StandardCharsets.US_ASCII);
    return new HttpProblem(BUSY, bytes, retryAfterSeconds);
  }

  /** The log may have the shake or not: sending it again by its id does no harm. */
  public static HttpProblem uncertain(String shakeId) {
    return unavailable(
        "it is not known whether the shake was taken: send the same again",
        ",\"shakeId\":" + JsonStrings.quote(shakeId));
  }

  public static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, "Bad Request", detail, "");
  }

  /**
   * What was to be claimed has been given back.
   *
   * @param standing the object that says where it stands
   */
  public static HttpProblem gone(String standing, String state) {
    return new HttpProblem(
        410,
        "Gone",
        state.equals("EXPIRED")
            ? "nobody claimed it in time, and it has gone back to the enterprise"
            : "it has gone back to the enterprise",
        ',' + standing.substring(1, standing.length() - 1));
  }

  /** What was sent must not replace what is known. */
  public static HttpProblem conflict(String detail) {
    return new HttpProblem(409, "Conflict", detail, "");
  }

  /**
   * 401, or 400 if there is more than one ticket: the challenge (RFC 6750) says the same to
   * programs that know nothing of Hongbao.
   */
  public static HttpProblem badTicket(InvalidTicketException refusal) {
    Reason reason = refusal.reason();
    String detail = refusal.getMessage();
    return new HttpProblem(
        reason == Reason.SEVERAL ? 400 : 401,
        reason.title(),
        detail,
        ",\"reason\":" + JsonStrings.quote(reason.name()),
        seconds(refusal.validInMillis()),
        switch (reason) {
          case MISSING -> "Bearer";
          case SEVERAL -> challenge("invalid_request", detail);
          case MALFORMED,
              UNSUPPORTED,
              UNKNOWN_KEY,
              WRONG_SIGNATURE,
              BAD_CLAIM,
              NOT_IN_SECONDS,
              EXPIRED,
              NOT_YET_VALID,
              LIVES_TOO_LONG ->
              challenge("invalid_token", detail);
        });
  }

  /** A description may have any printable ASCII but quotes and backslashes. */
  private static String challenge(String error, String description) {
    return String.format(
        Locale.ROOT,
        "Bearer error=\"%s\", error_description=\"%s\"",
        error,
        description.replaceAll("[^ -~]|[\"\\\\]", "?"));
  }

  public static HttpProblem bodyTooLarge(int maxBytes) {
    return new HttpProblem(
        413, "Content Too Large", "expected a body of at most " + maxBytes + " bytes", "");
  }

  /** The first line of a request is longer than the edge reads. */
  public static HttpProblem targetTooLong(int maxBytes) {
    return new HttpProblem(
        414,
        "URI Too Long",
        "the request's address is too long: expected a first line and headers of at most "
            + maxBytes
            + " bytes",
        "");
  }

  public static HttpProblem headTooLarge(String detail) {
    return new HttpProblem(431, "Request Header Fields Too Large", detail, "");
  }

  /** A coding of the body that the edge cannot undo. */
  public static HttpProblem unknownCoding(String found) {
    return new HttpProblem(
        501,
        "Not Implemented",
        "the body is sent as Transfer-Encoding: "
            + (found == null || found.length() > MAX_CODING_LENGTH ? "something else" : found)
            + ", expected chunked",
        "");
  }

  public static HttpProblem unknownVersion(String found) {
    return new HttpProblem(
        505,
        "HTTP Version Not Supported",
        "the request speaks " + found + ": expected HTTP/1.1 or HTTP/1.0",
        "");
  }

  /** Nothing is here; it would be without the slash. */
  public static HttpProblem trailingSlash(String path) {
    return notFound("nothing is here: expected " + path + " without a slash at its end");
  }

  /** An error of the HTTP server itself. */
  public static HttpProblem ofServer(int status, String phrase) {
    return new HttpProblem(status, phrase, "the server ended the request: " + phrase, "");
  }

  /**
   * Nothing was used: the user's next turn comes after so many milliseconds. Who does not wait for
   * that hears it often, so it is said without formatting.
   */
  public static HttpProblem tooSoon(long waitMillis) {
    byte[] json =
        ("{\"nextShakeAfterMs\":" + waitMillis + TOO_SOON_MEMBERS)
            .getBytes(StandardCharsets.US_ASCII);
    return new HttpProblem(TOO_SOON, json, Math.max(1, seconds(waitMillis)));
  }

  /** This address, or this user, asks faster than it may. */
  public static HttpProblem tooMany(long waitMillis) {
    return TOO_MANY[Math.min(Math.max(1, seconds(waitMillis)), TOO_MANY.length) - 1];
  }

  /** All that is sent ahead of the show together is under a cap. */
  public static HttpProblem resourcesLater(long waitMillis) {
    return tooManyRequests(
        "this edge sends resources as fast as it may: fetch it later",
        Math.max(1, seconds(waitMillis)));
  }

  private static int seconds(long millis) {
    return (int) Math.min(Integer.MAX_VALUE, (millis + 999) / 1_000);
  }

  public static HttpProblem notReady(String reasons) {
    return unavailable(reasons, "");
  }

  public static HttpProblem unknownChannel(List<String> known) {
    return notFound(
        known.isEmpty()
            ? "this show has no channels: ask without one"
            : "this show has no such channel: expected one of " + String.join(", ", known));
  }

  private static HttpProblem notFound(String detail) {
    return new HttpProblem(404, "Not Found", detail, "");
  }

  private static HttpProblem tooManyRequests(String detail, int retryAfterSeconds) {
    return new HttpProblem(429, "Too Many Requests", detail, "", retryAfterSeconds);
  }

  private static HttpProblem unavailable(String detail, String moreMembers) {
    return new HttpProblem(503, "Service Unavailable", detail, moreMembers);
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The body, as UTF-8. Not to be changed. */
  public byte[] json() {
    return json;
  }

  /** Seconds for {@code Retry-After}; 0 if the status does not ask for it. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** What {@code WWW-Authenticate} says; empty if the status does not ask for it. */
  public String challenge() {
    return challenge;
  }

  @Override
  public String toString() {
    return status + " " + detail;
  }
}
