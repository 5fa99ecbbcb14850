package io.hongbao.rehearsal.audience.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Packets that were released by the plan and packets that were issued, over the time of a load.
 *
 * @param source where both come from, for people
 * @param stepSeconds between two instants at which was counted
 * @param total of all enterprises
 * @param enterprises in the campaign's order
 */
public record PlanProgress(String source, int stepSeconds, Line total, List<Line> enterprises) {

  public PlanProgress {
    if (stepSeconds < 1) {
      throw new IllegalArgumentException("step of " + stepSeconds + " s: expected 1 or more");
    }
    enterprises = List.copyOf(enterprises);
  }

  /**
   * Packets counted from the openings of the waves that were open during the load.
   *
   * @param name of the enterprise as people read it
   * @param planned of these waves from opening to close
   * @param released by the curve, at each instant from the beginning of the load on
   * @param issued to anybody, at the same instants
   */
  public record Line(String name, long planned, List<Long> released, List<Long> issued) {

    public Line {
      released = List.copyOf(released);
      issued = List.copyOf(issued);
      if (released.isEmpty() || released.size() != issued.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d counts of released, %d of issued packets: expected as many, at least one",
                released.size(),
                issued.size()));
      }
    }

    public long releasedAtEnd() {
      return released.get(released.size() - 1);
    }

    public long issuedAtEnd() {
      return issued.get(issued.size() - 1);
    }

    /** Where issued packets were furthest from the released ones; the first of several. */
    public Gap largestGap() {
      Gap largest = new Gap(0, issued.get(0) - released.get(0));
      for (int step = 1; step < issued.size(); step++) {
        long packets = issued.get(step) - released.get(step);
        if (Math.abs(packets) > Math.abs(largest.packets())) {
          largest = new Gap(step, packets);
        }
      }
      return largest;
    }

    /** So many packets in a hundred planned ones; 0 if none were planned. */
    public double percentOfPlanned(long packets) {
      return planned == 0 ? 0 : 100.0 * packets / planned;
    }
  }

  /**
   * Issued packets less released ones.
   *
   * @param packets below 0 if the issued ones are behind
   */
  public record Gap(int step, long packets) {}

  /** At how many instants was counted. */
  public int steps() {
    return total.issued().size();
  }

  /** The seconds from the beginning of the load to each instant. */
  public List<Double> seconds() {
    List<Double> seconds = new ArrayList<>();
    for (int step = 0; step < steps(); step++) {
      seconds.add((double) step * stepSeconds);
    }
    return seconds;
  }
}
