package io.hongbao.edge.answer;

import io.hongbao.edge.json.JsonText;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.InvalidTicketException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An error as {@code application/problem+json} (RFC 9457): every one that the edge can say is made
 * here. What a client may branch on is the status and, for BUSY, the member {@code result}, for
 * tickets the member {@code reason}; titles and details are for people. Immutable.
 */
public final class Problem {

  /** How long to stay away if nothing better is known. */
  private static final int RETRY_AFTER_SECONDS = 1;

  public static final Problem BUSY =
      unavailable("busy: nothing was sent, ask again", ",\"result\":\"BUSY\"");
  public static final Problem CACHE_AWAY =
      unavailable("answers cannot be looked up just now: ask again", "");
  public static final Problem PACKETS_AWAY =
      unavailable("packets cannot be listed just now: ask again", "");
  public static final Problem NO_SHOW = unavailable("no show is known here yet: ask again", "");
  public static final Problem TOO_MANY_WAIT = unavailable("too many requests wait: ask again", "");

  public static final Problem BLOCKED =
      new Problem(403, "Forbidden", "this user, device or address may not shake now", "");
  public static final Problem UNKNOWN_PATH = notFound("nothing is here");
  public static final Problem UNKNOWN_WAVE = notFound("the show has no such wave");
  public static final Problem NO_SUCH_TURN = notFound("the wave closes before this turn");
  public static final Problem FUTURE_TURN = notFound("this turn has not started");
  public static final Problem UNKNOWN_ANSWER =
      notFound("no answer is known: send the shake again while its turn is recent");
  public static final Problem METHOD_NOT_ALLOWED =
      new Problem(405, "Method Not Allowed", "see the header Allow", "");
  public static final Problem NOT_JSON =
      new Problem(415, "Unsupported Media Type", "expected Content-Type: application/json", "");
  public static final Problem FAILED =
      new Problem(500, "Internal Server Error", "the edge failed; it has been noted", "");

  public static final Problem BODY_TOO_SLOW =
      new Problem(408, "Request Timeout", "the body did not come in time: send it again", "");

  private final int status;
  private final String title;
  private final String detail;
  private final byte[] json;
  private final int retryAfterSeconds;
  private final String challenge;

  private Problem(int status, String title, String detail, String moreMembers) {
    this(status, title, detail, moreMembers, status == 503 ? RETRY_AFTER_SECONDS : 0);
  }

  private Problem(
      int status, String title, String detail, String moreMembers, int retryAfterSeconds) {
    this(status, title, detail, moreMembers, retryAfterSeconds, "");
  }

  private Problem(
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
                JsonText.quote(title),
                status,
                JsonText.quote(detail),
                moreMembers)
            .getBytes(StandardCharsets.UTF_8);
  }

  private Problem(Problem same, int retryAfterSeconds) {
    this.status = same.status;
    this.title = same.title;
    this.challenge = same.challenge;
    this.detail = same.detail;
    this.json = same.json;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same, to be asked again after so many seconds. */
  public Problem after(int seconds) {
    return new Problem(this, seconds);
  }

  /** The log may have the shake or not: sending it again by its id does no harm. */
  public static Problem uncertain(String shakeId) {
    return unavailable(
        "it is not known whether the shake was taken: send the same again",
        ",\"shakeId\":" + JsonText.quote(shakeId));
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail, "");
  }

  /**
   * 401, or 400 if there is more than one ticket: the challenge (RFC 6750) says the same to
   * programs that know nothing of Hongbao.
   */
  public static Problem badTicket(InvalidTicketException refusal) {
    Reason reason = refusal.reason();
    String detail = refusal.getMessage();
    return new Problem(
        reason == Reason.SEVERAL ? 400 : 401,
        reason.title(),
        detail,
        ",\"reason\":" + JsonText.quote(reason.name()),
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

  public static Problem bodyTooLarge(int mostBytes) {
    return new Problem(
        413, "Content Too Large", "expected a body of at most " + mostBytes + " bytes", "");
  }

  /** The first line of a request is longer than the edge reads. */
  public static Problem targetTooLong(int maxBytes) {
    return new Problem(
        414,
        "URI Too Long",
        "the request's address is too long: expected a first line and headers of at most "
            + maxBytes
            + " bytes",
        "");
  }

  public static Problem headTooLarge(String detail) {
    return new Problem(431, "Request Header Fields Too Large", detail, "");
  }

  /** A coding of the body that the edge cannot undo. */
  public static Problem unknownCoding(String found) {
    return new Problem(
        501,
        "Not Implemented",
        "the body is sent as Transfer-Encoding: " + found + ", expected chunked",
        "");
  }

  public static Problem unknownVersion(String found) {
    return new Problem(
        505,
        "HTTP Version Not Supported",
        "the request speaks " + found + ": expected HTTP/1.1 or HTTP/1.0",
        "");
  }

  /** Nothing is here; it would be without the slash. */
  public static Problem trailingSlash(String path) {
    return notFound("nothing is here: expected " + path + " without a slash at its end");
  }

  /** An error of the HTTP server itself. */
  public static Problem ofServer(int status, String phrase) {
    return new Problem(status, phrase, "the server ended the request: " + phrase, "");
  }

  /** Nothing was used: the user's next turn comes after so many milliseconds. */
  public static Problem tooSoon(long waitMillis) {
    return new Problem(
        429,
        "Too Many Requests",
        "this user's next turn has not started",
        ",\"nextShakeAfterMs\":" + waitMillis,
        Math.max(1, seconds(waitMillis)));
  }

  private static int seconds(long millis) {
    return (int) Math.min(Integer.MAX_VALUE, (millis + 999) / 1_000);
  }

  public static Problem notReady(String reasons) {
    return unavailable(reasons, "");
  }

  private static Problem notFound(String detail) {
    return new Problem(404, "Not Found", detail, "");
  }

  private static Problem unavailable(String detail, String moreMembers) {
    return new Problem(503, "Service Unavailable", detail, moreMembers);
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
