package io.hongbao.domain.limits;

import java.util.Objects;

/**
 * Limits and the instant from which they count. A turn is judged by the limits that count at its
 * start, so a change never reaches back.
 *
 * @param countsFromMillis epoch milliseconds, compared with the turn's start
 * @param limits what counts from then on
 */
public record LimitChange(long countsFromMillis, Limits limits) {

  public LimitChange {
    Objects.requireNonNull(limits, "limits");
  }
}
