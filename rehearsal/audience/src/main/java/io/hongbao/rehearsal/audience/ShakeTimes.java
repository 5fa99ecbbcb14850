package io.hongbao.rehearsal.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When the shakes of a load start: evenly, at a rate that may change while it runs. All times count
 * from its beginning. Not thread-safe.
 */
final class ShakeTimes {

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** From a change of the rate to the next. */
  private record Piece(long fromNanos, long shakesBefore, int ratePerSecond) {

    long startsAtNanos(long shake) {
      return fromNanos + (shake - shakesBefore) * NANOS_PER_SECOND / ratePerSecond;
    }

    long plannedBefore(long nanos) {
      return shakesBefore + (nanos - fromNanos) * ratePerSecond / NANOS_PER_SECOND;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  ShakeTimes(int ratePerSecond) {
    pieces.add(new Piece(0, 0, ratePerSecond));
  }

  /** The rate of the shakes that start next. */
  int ratePerSecond() {
    return last().ratePerSecond();
  }

  /** Changes the rate from an instant on, which is not before the last change. */
  void changeAt(long nanos, int ratePerSecond) {
    long fromNanos = Math.max(last().fromNanos(), nanos);
    pieces.add(new Piece(fromNanos, last().plannedBefore(fromNanos), ratePerSecond));
  }

  /** When a shake starts that is not started yet; the first is 0. */
  long startsAtNanos(long shake) {
    return last().startsAtNanos(shake);
  }

  /** How many are planned for the time from the beginning to an instant. */
  long plannedBefore(long nanos) {
    Piece piece = pieces.get(0);
    for (Piece next : pieces) {
      piece = next.fromNanos() <= nanos ? next : piece;
    }
    return piece.plannedBefore(nanos);
  }

  private Piece last() {
    return pieces.get(pieces.size() - 1);
  }
}
