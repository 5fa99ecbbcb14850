package io.hongbao.domain.draw;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A wave as the draw knows it.
 *
 * @param schedule when it can be won
 * @param odds the share of turns that pass
 * @param greetingOdds the share of losing turns that get a greeting
 * @param greetingIds the greetings, in the campaign's order; not empty unless greetingOdds is 0
 * @param secret the key of its lottery, or half of it if there is a beacon
 * @param beacon the round whose value is the other half; until it is known nothing is drawn
 */
public record Wave(
    WaveSchedule schedule,
    Odds odds,
    Odds greetingOdds,
    List<String> greetingIds,
    WaveSecret secret,
    Optional<BeaconRound> beacon) {

  public Wave {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(odds, "odds");
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(beacon, "beacon");
    greetingIds = List.copyOf(greetingIds);
    if (greetingIds.isEmpty() && greetingOdds.share().signum() > 0) {
      throw new IllegalArgumentException(
          "wave " + schedule.id() + ": greeting odds " + greetingOdds + " and no greeting");
    }
  }

  /** A wave without a beacon. */
  public Wave(
      WaveSchedule schedule,
      Odds odds,
      Odds greetingOdds,
      List<String> greetingIds,
      WaveSecret secret) {
    this(schedule, odds, greetingOdds, greetingIds, secret, Optional.empty());
  }

  public String id() {
    return schedule.id();
  }
}
