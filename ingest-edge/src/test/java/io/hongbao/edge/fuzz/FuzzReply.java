package io.hongbao.edge.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A reply as it came.
 *
 * @param headers by name in lower case, each with all its values
 */
record FuzzReply(int status, Map<String, List<String>> headers, String body) {

  /** The connection is no longer one of HTTP. */
  static final int SWITCHING = 101;

  private static final Set<Integer> SERVER_ERRORS = Set.of(501, 503, 505);
  private static final ObjectMapper JSON = new ObjectMapper();

  FuzzReply {
    headers = Map.copyOf(headers);
  }

  private String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** What no reply may be, whatever it replies to. */
  Optional<String> complaint(boolean isToHead) {
    if (status >= 500 && !SERVER_ERRORS.contains(status)) {
      return Optional.of("status " + status);
    }
    boolean isLater = status == 429 || status == 503;
    if (isLater && !header("retry-after").matches("[0-9]+")) {
      return Optional.of(status + " without Retry-After");
    }
    return status < 400 || isToHead ? Optional.empty() : complaintOfProblem();
  }

  private Optional<String> complaintOfProblem() {
    if (!header("content-type").equals("application/problem+json")) {
      return Optional.of(status + " without a problem, but '" + header("content-type") + "'");
    }
    try {
      JsonNode problem = JSON.readTree(body);
      boolean isWhole =
          problem.path("status").asInt() == status
              && !problem.path("title").asText().isEmpty()
              && !problem.path("detail").asText().isEmpty();
      return isWhole ? Optional.empty() : Optional.of("no problem of this status: " + body);
    } catch (IOException e) {
      return Optional.of("a problem that is no JSON: " + body);
    }
  }

  /** What this reply lacks of the one that is owed. */
  Optional<String> complaint(Expected expected) {
    if (!expected.statuses().isEmpty() && !expected.statuses().contains(status)) {
      return Optional.of(
          String.format(
              Locale.ROOT, "status %d, expected one of %s: %s", status, expected.statuses(), body));
    }
    boolean isSuccess = status == 200 || status == 202;
    if (isSuccess && !expected.isToHead() && !body.contains(expected.part())) {
      return Optional.of("a body without " + expected.part() + ": " + body);
    }
    return complaint(expected.isToHead());
  }
}
