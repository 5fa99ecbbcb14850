package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.ops.system.Endpoint;
import java.time.Duration;
import java.util.List;

/**
 * How phones arrive.
 *
 * @param edges phones spread over them
 * @param phones 1 or more, at even distances over the span
 * @param within the span
 * @param keepsConnections whether phones stay connected until {@link Arrivals#close}
 */
public record ArrivalSettings(
    List<Endpoint> edges, int phones, Duration within, boolean keepsConnections) {

  public ArrivalSettings {
    edges = List.copyOf(edges);
    if (edges.isEmpty() || phones < 1 || within.isNegative()) {
      throw new IllegalArgumentException(
          phones + " phones within " + within + " at " + edges.size() + " edges");
    }
  }
}
