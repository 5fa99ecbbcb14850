package io.hongbao.rehearsal.audience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which phones go by the newest phone policy, and since when. All of them have read the one that
 * the first answer names before the show, as real ones do when they arrive. Time is an argument.
 * For one thread.
 */
final class PolicyFollowing {

  /** More changes than any show has; of later ones nothing is counted. */
  private static final int MAX_CHANGES = 16;

  private static final int MAX_STEPS = 600;
  private static final long STEP_NANOS =
      (long) (PolicyReport.STEP_SECONDS * TimeUnit.SECONDS.toNanos(1));

  private static final int UNKNOWN = -1;

  private final long beganAtNanos;
  private final int[] versions;
  private final List<Change> changes = new ArrayList<>();
  private int newest = UNKNOWN;

  private record Change(int version, long heardAtNanos, List<Integer> followers) {}

  /** Of phones whose load begins at an instant. */
  PolicyFollowing(int phones, long beganAtNanos) {
    this.versions = new int[phones];
    this.beganAtNanos = beganAtNanos;
  }

  /**
   * A phone heard a policy's number.
   *
   * @return whether it is newer than the one that the phone has
   */
  boolean hears(int phone, int version, long nowNanos) {
    if (newest == UNKNOWN) {
      newest = version;
      Arrays.fill(versions, version);
    }
    if (version > newest) {
      newest = version;
      if (changes.size() < MAX_CHANGES) {
        changes.add(new Change(version, nowNanos, new ArrayList<>()));
      }
    }
    return version > versions[phone];
  }

  /** A phone has fetched a policy. */
  void fetched(int phone, int version, long nowNanos) {
    for (Change change : changes) {
      if (change.version() > versions[phone] && change.version() <= version) {
        follow(change.followers(), nowNanos - change.heardAtNanos());
      }
    }
    versions[phone] = Math.max(versions[phone], version);
  }

  private static void follow(List<Integer> followers, long afterNanos) {
    int step = (int) Math.min(MAX_STEPS, Math.max(0, afterNanos / STEP_NANOS));
    while (followers.size() <= step) {
      followers.add(0);
    }
    followers.set(step, followers.get(step) + 1);
  }

  PolicyReport report() {
    return new PolicyReport(
        versions.length,
        changes.stream()
            .map(
                change ->
                    new PolicyReport.Change(
                        change.version(),
                        (change.heardAtNanos() - beganAtNanos) / 1e9,
                        change.followers()))
            .toList());
  }
}
