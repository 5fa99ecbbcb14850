package io.hongbao.payment.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * An error as {@code application/problem+json} (RFC 9457). Callers branch on the status and, for a
 * durable refusal, on the member {@code state}; titles and details are for people.
 *
 * @param members beside title, status and detail
 */
public record ProblemDetails(int status, String title, String detail, Map<String, Object> members) {

  public static final ProblemDetails NOT_FOUND = of(404, "Not Found", "nothing is here");
  public static final ProblemDetails NO_ACCOUNT = of(404, "Not Found", "there is no such account");
  public static final ProblemDetails NO_TRANSFER =
      of(404, "Not Found", "nothing has been decided for this idempotency key");
  public static final ProblemDetails NOT_JSON =
      of(415, "Unsupported Media Type", "expected Content-Type: application/json");
  public static final ProblemDetails NO_TOKEN =
      of(401, "Unauthorized", "expected the header Authorization: Bearer TOKEN");
  public static final ProblemDetails BUSY =
      of(
          503,
          "Service Unavailable",
          "too many requests are being served: nothing was done, ask again");
  public static final ProblemDetails DATABASE_AWAY =
      of(
          503,
          "Service Unavailable",
          "the database does not answer: ask again with the same idempotency key");
  public static final ProblemDetails FAILED =
      of(
          500,
          "Internal Server Error",
          "the wallet failed: ask again with the same idempotency key");
  public static final ProblemDetails FAULTS_OFF =
      of(404, "Not Found", "this wallet takes no faults: start it with HONGBAO_WALLET_FAULTS=true");

  public ProblemDetails {
    members = Map.copyOf(members);
  }

  public static ProblemDetails of(int status, String title, String detail) {
    return new ProblemDetails(status, title, detail, Map.of());
  }

  public static ProblemDetails badRequest(String detail) {
    return of(400, "Bad Request", detail);
  }

  /** What is asked by this key can never be paid; nothing is kept of it. */
  public static ProblemDetails invalid(String key, String detail) {
    return new ProblemDetails(400, "Bad Request", detail, Map.of("key", key, "state", "INVALID"));
  }

  public static ProblemDetails tooLarge(int maxBytes) {
    return of(413, "Content Too Large", "expected a body of at most " + maxBytes + " bytes");
  }

  public static ProblemDetails methodNotAllowed(String allowed) {
    return of(405, "Method Not Allowed", "expected " + allowed);
  }

  /** The key stands for another transfer. */
  public static ProblemDetails conflict(String key) {
    return new ProblemDetails(
        409,
        "Conflict",
        "this idempotency key was used for another transfer",
        Map.of("key", key, "state", "CONFLICT"));
  }

  /** The key is refused, for ever. */
  public static ProblemDetails refused(String key, String reason, long refusedAtMillis) {
    return new ProblemDetails(
        402,
        "Payment Refused",
        "this idempotency key is refused for ever: " + reason,
        Map.of("key", key, "state", "REFUSED", "reason", reason, "refusedAtMs", refusedAtMillis));
  }

  public Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>(members);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    return json;
  }
}
