package io.hongbao.rehearsal.rundown;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A show's script, as its file has it.
 *
 * @param file that it was read from
 * @param campaign that is on the air from the beginning
 * @param phones of the audience
 * @param ratePerSecond shakes a second, all phones together
 * @param scale what the times of the show are multiplied by when it is played
 * @param steps in the order of their times
 */
public record RundownScript(
    Path file,
    Path campaign,
    int phones,
    int ratePerSecond,
    int edges,
    int taskManagers,
    int brokers,
    double scale,
    List<RundownStep> steps) {

  public RundownScript {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: expected at least one");
    }
    requireScale(scale);
  }

  /** The same, played faster or slower. */
  public RundownScript scaledBy(double newScale) {
    return new RundownScript(
        file, campaign, phones, ratePerSecond, edges, taskManagers, brokers, newScale, steps);
  }

  /** How long the show goes on, as it is played. */
  Duration length() {
    return scaled(steps.get(steps.size() - 1).at());
  }

  /** A time of the show, as it is played. */
  Duration scaled(Duration time) {
    return Duration.ofMillis(ScaledCampaign.scaled(time.toMillis(), scale));
  }

  /** The highest rate that its steps ask for. */
  int maxRatePerSecond() {
    return steps.stream()
        .map(RundownStep::order)
        .mapToInt(order -> order instanceof Order.ChangeRate rate ? rate.perSecond() : 0)
        .reduce(ratePerSecond, Math::max);
  }

  static void requireScale(double scale) {
    if (!(scale >= 0.01 && scale <= 10)) {
      throw new IllegalArgumentException("expected a number from 0.01 to 10");
    }
  }
}
