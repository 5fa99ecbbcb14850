package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.SingleCall;
import java.time.Duration;
import java.util.List;

/**
 * How phones arrive.
 *
 * @param edges phones spread over them
 * @param phones 1 or more, at even distances over the span
 * @param within the span
 * @param lastPath what a phone asks for behind the page and the show
 * @param keepsConnections whether phones stay connected until {@link Arrivals#close}
 */
public record ArrivalSettings(
    List<Endpoint> edges, int phones, Duration within, String lastPath, boolean keepsConnections) {

  static final String MANIFEST = "/v1/resources";

  static final String POLICY = "/v1/policy";
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  public ArrivalSettings {
    edges = List.copyOf(edges);
    if (edges.isEmpty() || phones < 1 || within.isNegative()) {
      throw new IllegalArgumentException(
          phones + " phones within " + within + " at " + edges.size() + " edges");
    }
  }

  /** The policy, where an edge has one; else the manifest, which the page has inside as well. */
  public static String lastPathOf(Endpoint edge) {
    return SingleCall.get(edge, POLICY, CALL_TIMEOUT)
        .reply()
        .map(HttpReply::status)
        .filter(status -> status == OK)
        .map(status -> POLICY)
        .orElse(MANIFEST);
  }
}
