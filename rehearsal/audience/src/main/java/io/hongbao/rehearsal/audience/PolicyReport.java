package io.hongbao.rehearsal.audience;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How phones followed changes of the phone policy.
 *
 * @param phones of the audience
 * @param changes in their order; empty if no answer named a newer policy than the first did
 */
public record PolicyReport(int phones, List<Change> changes) {

  /** Of a second. */
  public static final double STEP_SECONDS = 0.1;

  /**
   * A newer policy.
   *
   * @param atSeconds after the opening the first answer named it
   * @param followers in each step from then on, how many phones fetched it or a newer one; in the
   *     last step also all later ones
   */
  public record Change(int version, double atSeconds, List<Integer> followers) {

    public Change {
      followers = List.copyOf(followers);
    }

    public int followed() {
      return followers.stream().mapToInt(Integer::intValue).sum();
    }
  }

  public PolicyReport {
    changes = List.copyOf(changes);
  }

  /** Which part of all phones had followed so many seconds after the first answer named it. */
  public double shareAfter(Change change, double seconds) {
    long steps = Math.round(seconds / STEP_SECONDS);
    return (double) change.followers().stream().limit(steps).mapToInt(Integer::intValue).sum()
        / phones;
  }

  /** After how many seconds a part of all phones had followed; empty if it never had. */
  public OptionalDouble secondsTo(Change change, double share) {
    double needed = share * phones;
    int followed = 0;
    for (int step = 0; step < change.followers().size(); step++) {
      followed += change.followers().get(step);
      if (followed >= needed) {
        return OptionalDouble.of((step + 1) * STEP_SECONDS);
      }
    }
    return OptionalDouble.empty();
  }
}
