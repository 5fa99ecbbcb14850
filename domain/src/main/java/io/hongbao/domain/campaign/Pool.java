package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import io.hongbao.domain.money.SharePlanner;
import java.util.Locale;

/**
 * What one enterprise gives away in one wave: so many packets, worth the budget together, each
 * between min and max.
 *
 * @param packets 1 to 100,000,000
 * @param budgetFen packets × minFen to packets × maxFen
 * @param shares into how many each packet is split, 1 to 100 and at most minFen; 1 for packets that
 *     are not split
 */
public record Pool(
    String enterpriseId, int packets, long budgetFen, long minFen, long maxFen, int shares) {

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
    if (shares < 1 || shares > SharePlanner.MAX_SHARES || shares > minFen) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shares %d of packets from %d fen: expected 1 to %d of at least 1 fen",
              shares,
              minFen,
              SharePlanner.MAX_SHARES));
    }
  }

  /** A pool of packets that are not split. */
  public Pool(String enterpriseId, int packets, long budgetFen, long minFen, long maxFen) {
    this(enterpriseId, packets, budgetFen, minFen, maxFen, 1);
  }
}
