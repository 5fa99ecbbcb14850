package io.hongbao.rehearsal.audience.ahead;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What phones do before they shake.
 *
 * @param arriveWithin over which they arrive, up to an hour; empty if they are there already
 * @param prefetches whether they fetch the show's packages, each in its slot
 * @param prefetchWindow over which slots spread, 1 s to a day; empty for the policy's
 */
public record AheadSettings(
    Optional<Duration> arriveWithin, boolean prefetches, Optional<Duration> prefetchWindow) {

  private static final Duration MAX_ARRIVAL = Duration.ofHours(1);
  private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
  private static final Duration MAX_WINDOW = Duration.ofDays(1);

  public AheadSettings {
    if (arriveWithin.isEmpty() && !prefetches) {
      throw new IllegalArgumentException("nothing ahead: expected arrivals, or a prefetch");
    }
    arriveWithin.ifPresent(span -> requireIn("arrive", span, Duration.ZERO, MAX_ARRIVAL));
    prefetchWindow.ifPresent(
        window -> requireIn("prefetch window", window, MIN_WINDOW, MAX_WINDOW));
  }

  private static void requireIn(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s %.3f s: expected %d to %d s",
              name,
              value.toMillis() / 1e3,
              min.toSeconds(),
              max.toSeconds()));
    }
  }
}
