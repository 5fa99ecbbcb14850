package io.hongbao.domain.draw;

import java.util.List;
import java.util.Objects;

/**
 * A wave as the draw knows it.
 *
 * @param schedule when it can be won
 * @param odds the share of turns that pass
 * @param greetingOdds the share of losing turns that get a greeting
 * @param greetingIds the greetings, in the campaign's order; not empty unless greetingOdds is 0
 * @param secret the key of its lottery
 */
public record Wave(
    WaveSchedule schedule,
    Odds odds,
    Odds greetingOdds,
    List<String> greetingIds,
    WaveSecret secret) {

  public Wave {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(odds, "odds");
    Objects.requireNonNull(secret, "secret");
    greetingIds = List.copyOf(greetingIds);
    if (greetingIds.isEmpty() && greetingOdds.share().signum() > 0) {
      throw new IllegalArgumentException(
          "wave " + schedule.id() + ": greeting odds " + greetingOdds + " and no greeting");
    }
  }

  public String id() {
    return schedule.id();
  }
}
