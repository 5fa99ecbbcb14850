package io.hongbao.show.campaign;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.show.campaign.WaveParser.PlacedWave;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.NearNames;
import io.hongbao.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that every {@code carry} names an earlier wave, that none is named twice, and that the
 * wave is still open when packets can be carried into it.
 */
final class CarryCheck {

  private final List<PlacedWave> waves;
  private final Optional<Set<String>> waveIds;
  private final boolean isOrderKnown;
  private final Problems problems;
  private final Map<String, String> carriedBy = new HashMap<>();

  /**
   * Of a campaign.
   *
   * @param waves in the order of their openings, as far as they have a place in time
   * @param waveIds as they stand in the file, right or wrong; empty if one cannot be read
   * @param isOrderKnown whether the time zone is known, by which waves are ordered
   */
  CarryCheck(
      List<PlacedWave> waves,
      Optional<Set<String>> waveIds,
      boolean isOrderKnown,
      Problems problems) {
    this.waves = waves;
    this.waveIds = waveIds;
    this.isOrderKnown = isOrderKnown;
    this.problems = problems;
  }

  void run() {
    for (PlacedWave wave : waves) {
      wave.carry()
          .flatMap(from -> problem(wave, from).map(what -> "carry '" + from + "': " + what))
          .ifPresent(problem -> problems.add(wave.map().place("carry"), problem));
    }
  }

  private Optional<String> problem(PlacedWave wave, String from) {
    if (waveIds.isPresent() && !waveIds.get().contains(from)) {
      return Optional.of("no such wave, expected one of " + NearNames.listed(from, waveIds.get()));
    }
    String id = wave.schedule().id();
    if (from.equals(id)) {
      return Optional.of("the wave itself, expected an earlier one");
    }
    if (isOrderKnown && opensLater(from, wave)) {
      return Optional.of("a wave that opens later, expected one that closes before this one opens");
    }
    String other = carriedBy.putIfAbsent(from, id);
    return other != null
        ? Optional.of("carried by wave '" + other + "' already, expected by one")
        : waveOf(from).flatMap(schedule -> tooLate(schedule, wave.schedule()));
  }

  /** Packets can be moved only when no shake for them can come any more. */
  private static Optional<String> tooLate(WaveSchedule from, WaveSchedule to) {
    long closesEarlierMillis = from.quietAtMillis() - to.closesAtMillis();
    return from.closesAtMillis() <= to.opensAtMillis() && closesEarlierMillis >= 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "nothing would be carried: what is left can be moved %s after that wave's close,"
                    + " and this one closes %s after it; expected one that closes later",
                DurationFormatter.format(from.quietAtMillis() - from.closesAtMillis()),
                DurationFormatter.format(to.closesAtMillis() - from.closesAtMillis())))
        : Optional.empty();
  }

  /** One that opens earlier and closes too late overlaps, which is told of the two as such. */
  private boolean opensLater(String from, PlacedWave wave) {
    return waveOf(from)
        .filter(schedule -> schedule.opensAtMillis() > wave.schedule().opensAtMillis())
        .isPresent();
  }

  private Optional<WaveSchedule> waveOf(String id) {
    return waves.stream()
        .map(PlacedWave::schedule)
        .filter(schedule -> schedule.id().equals(id))
        .findFirst();
  }
}
