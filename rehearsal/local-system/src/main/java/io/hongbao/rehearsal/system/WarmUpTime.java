package io.hongbao.rehearsal.system;

import io.hongbao.domain.draw.WaveSchedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For how long a system that starts may practise: not while a wave is open, when it serves at once,
 * and not into the opening of the next one.
 *
 * @param atMost zero if it may not
 * @param hindrance why it may not, if it was wanted
 */
record WarmUpTime(Duration atMost, Optional<String> hindrance) {

  /** Before an opening, so that a show that still has to be loaded or activated is in time. */
  static final Duration BEFORE_OPENING = Duration.ofSeconds(10);

  /** In less than this a practice show has hardly opened. */
  static final Duration SHORTEST = Duration.ofSeconds(8);

  /**
   * Decides.
   *
   * @param waves of the shows that are on or about to be
   * @param wanted zero for none
   */
  static WarmUpTime of(List<WaveSchedule> waves, long nowMillis, Duration wanted) {
    if (wanted.isZero()) {
      return new WarmUpTime(Duration.ZERO, Optional.empty());
    }
    Optional<WaveSchedule> open = waves.stream().filter(wave -> wave.isOpenAt(nowMillis)).findAny();
    if (open.isPresent()) {
      return hindered("wave " + open.get().id() + " is open");
    }
    Optional<WaveSchedule> next =
        waves.stream()
            .filter(wave -> wave.opensAtMillis() > nowMillis)
            .min(Comparator.comparingLong(WaveSchedule::opensAtMillis));
    if (next.isEmpty()) {
      return new WarmUpTime(wanted, Optional.empty());
    }
    Duration untilOpening = Duration.ofMillis(next.get().opensAtMillis() - nowMillis);
    Duration room = untilOpening.minus(BEFORE_OPENING);
    if (room.compareTo(wanted) >= 0) {
      return new WarmUpTime(wanted, Optional.empty());
    }
    return room.compareTo(SHORTEST) < 0
        ? hindered(
            String.format(
                Locale.ROOT,
                "wave %s opens in %d s",
                next.get().id(),
                (untilOpening.toMillis() + 999) / 1_000))
        : new WarmUpTime(room, Optional.empty());
  }

  private static WarmUpTime hindered(String why) {
    return new WarmUpTime(Duration.ZERO, Optional.of(why));
  }
}
