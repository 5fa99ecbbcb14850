package io.hongbao.edge.shake;

import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.log.ShakeLog.Receipt;
import io.hongbao.wire.records.ShakeRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The one way by which shakes of phones go to the log. It knows how many of a show are on their
 * way, and lets no new one out once the show is being ended.
 *
 * <p>A shake is counted before the mode is looked at. So once the mode says that a show is being
 * ended, and after that no shake is on its way, none will follow, also of requests that had passed
 * the gates before. Thread-safe.
 */
final class ShakeSender {

  private final ShakeLog log;
  private final String edgeId;
  private final Predicate<String> isEnding;

  /** By show; an edge follows few shows in its life. */
  private final Map<String, AtomicLong> underWay = new ConcurrentHashMap<>();

  /**
   * A sender with nothing on its way.
   *
   * @param isEnding whether a show takes no new shakes any more
   */
  ShakeSender(ShakeLog log, String edgeId, Predicate<String> isEnding) {
    this.log = log;
    this.edgeId = edgeId;
    this.isEnding = isEnding;
  }

  /**
   * Appends a shake that was not appended before; never blocks.
   *
   * @param repeats of the user since the last logged shake
   * @throws NothingSentException if nothing was sent and the receipt will hear nothing
   */
  void append(ShakeSubmission shake, int repeats, Receipt receipt) throws NothingSentException {
    append(shake, shake.toRecord(edgeId, repeats, false), false, receipt);
  }

  /**
   * Appends a shake again that an answer is missing of; also in a show that is being ended, as it
   * must be decided.
   *
   * @throws NothingSentException if nothing was sent and the receipt will hear nothing
   */
  void appendAgain(ShakeSubmission shake, Receipt receipt) throws NothingSentException {
    append(shake, shake.toRecord(edgeId, 0, true), true, receipt);
  }

  /** How many shakes of a show are sent and not acknowledged. */
  long underWay(String show) {
    return count(show).get();
  }

  private AtomicLong count(String show) {
    return underWay.computeIfAbsent(show, unused -> new AtomicLong());
  }

  private void append(
      ShakeSubmission shake, ShakeRecord record, boolean isAlsoAtTheEnd, Receipt receipt)
      throws NothingSentException {
    String show = shake.key().show();
    AtomicLong count = count(show);
    count.incrementAndGet();
    boolean isSent = false;
    try {
      if (!isAlsoAtTheEnd && isEnding.test(show)) {
        throw new NothingSentException("show " + show + " is being ended", null);
      }
      log.append(
          shake.place().partition(),
          shake.place().keyBytes(),
          record.encode(),
          new CountedReceipt(receipt, count));
      isSent = true;
    } finally {
      if (!isSent) {
        count.decrementAndGet();
      }
    }
  }

  /** Counts down when it is known what became of the shake. */
  private record CountedReceipt(Receipt receipt, AtomicLong underWay) implements Receipt {

    @Override
    public void acknowledged(long offset) {
      underWay.decrementAndGet();
      receipt.acknowledged(offset);
    }

    @Override
    public void lost(Exception cause) {
      underWay.decrementAndGet();
      receipt.lost(cause);
    }
  }
}
