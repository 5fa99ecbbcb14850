package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import java.util.Locale;

/**
 * What one enterprise gives away in one wave: so many packets, worth the budget together, each
 * between min and max.
 *
 * @param packets 1 to 100,000,000
 * @param budgetFen packets × minFen to packets × maxFen
 */
public record Pool(String enterpriseId, int packets, long budgetFen, long minFen, long maxFen) {

  /** Most packets of one pool. */
  public static final int MAX_PACKETS = 100_000_000;

  /** Largest packet, in fen: 100,000 yuan. */
  public static final long LARGEST_FEN = 10_000_000;

  public Pool {
    Names.requireId("enterprise", enterpriseId);
    if (packets < 1 || packets > MAX_PACKETS) {
      throw new IllegalArgumentException("packets " + packets + ": expected 1 to " + MAX_PACKETS);
    }
    if (minFen < 1 || maxFen < minFen || maxFen > LARGEST_FEN) {
      throw new IllegalArgumentException(
          "amounts from " + minFen + " to " + maxFen + " fen: expected 1 <= min <= max");
    }
    if (budgetFen < packets * minFen || budgetFen > packets * maxFen) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "budget %d fen: %d packets of %d to %d fen need %d to %d fen",
              budgetFen,
              packets,
              minFen,
              maxFen,
              packets * minFen,
              packets * maxFen));
    }
  }
}
