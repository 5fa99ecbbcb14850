package io.hongbao.rehearsal.audience;

import java.util.List;
import java.util.Map;

/**
 * How a load went over its time: what a report draws.
 *
 * @param show that was shaken for
 * @param startedAtMillis when the load began, epoch milliseconds
 * @param sliceSeconds how long a slice is; more than 1 for a long load
 * @param slices from the beginning of the load to the last answer, without a hole
 * @param toAnswer the distribution of what {@link AudienceReport#toAnswer} sums up
 * @param toAcknowledgement likewise
 * @param wins packets that the phones heard of, by enterprise
 * @param firstErrors the first case of each kind of error
 * @param firstTroubles the first case of each kind of trouble
 */
public record AudienceHistory(
    String show,
    long startedAtMillis,
    int sliceSeconds,
    List<TimeSlice> slices,
    LatencyCurve toAnswer,
    LatencyCurve toAcknowledgement,
    Map<String, HeardWins> wins,
    Map<String, FirstCase> firstErrors,
    Map<String, FirstCase> firstTroubles) {

  public AudienceHistory {
    if (sliceSeconds < 1) {
      throw new IllegalArgumentException("slice of " + sliceSeconds + " s: expected 1 or more");
    }
    slices = List.copyOf(slices);
    wins = Map.copyOf(wins);
    firstErrors = Map.copyOf(firstErrors);
    firstTroubles = Map.copyOf(firstTroubles);
  }

  /** From the beginning of the load to the end of the last slice. */
  public long seconds() {
    return (long) slices.size() * sliceSeconds;
  }

  /**
   * Packets of one enterprise.
   *
   * @param packets how many
   * @param fen what they are worth together
   */
  public record HeardWins(long packets, long fen) {

    static final HeardWins NONE = new HeardWins(0, 0);

    HeardWins plus(long moreFen) {
      return new HeardWins(packets + 1, fen + moreFen);
    }
  }

  /**
   * What happened first of its kind.
   *
   * @param atSeconds after the beginning of the load
   * @param example whom it concerned; may be empty
   */
  public record FirstCase(double atSeconds, String example) {}
}
