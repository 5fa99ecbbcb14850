package io.hongbao.rehearsal.bench.overload;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * When each phone shakes next. A phone that obeys comes when it was told to; one that does not
 * comes again and again at a pace of its own, whatever it hears. Phones are numbered from 0. Time
 * is an argument. For one thread.
 */
public final class PhoneSchedule {

  /**
   * What was told to many at once is not done by them all at once, but while the turn that they
   * were told of is current: a share of the wait, and of the pace.
   */
  private static final double MAX_SPREAD = 0.1;

  private final long paceNanos;
  private final Random chance;
  private final boolean obeys;
  private final boolean[] active;

  /** How often a phone was planned anew: older plans count no more. */
  private final int[] plans;

  private final PriorityQueue<Plan> queue =
      new PriorityQueue<>(Comparator.comparingLong(Plan::atNanos));

  private record Plan(long atNanos, int phone, int number) {}

  /** A phone that is due, and since when. */
  public record Due(int phone, long atNanos) {}

  /**
   * Phones that do nothing yet.
   *
   * @param paceNanos from one shake of a phone to the next, if nobody tells it anything
   * @param obeys whether phones do as they are told
   */
  public PhoneSchedule(int phones, long paceNanos, boolean obeys, Random chance) {
    this.paceNanos = paceNanos;
    this.obeys = obeys;
    this.chance = chance;
    this.active = new boolean[phones];
    this.plans = new int[phones];
  }

  /** Lets phones begin, evenly over the time of one pace, in any order. */
  public void begin(int fromPhone, int toPhone, long nowNanos) {
    for (int phone = fromPhone; phone < toPhone; phone++) {
      active[phone] = true;
      plan(phone, nowNanos + (long) (paceNanos * chance.nextDouble()));
    }
  }

  /** Lets phones shake no more. */
  public void end(int fromPhone, int toPhone) {
    for (int phone = fromPhone; phone < toPhone; phone++) {
      active[phone] = false;
    }
  }

  /**
   * Takes the phone that is due first, or null if none is. A phone that obeys is then not due until
   * it has heard something.
   */
  public Due poll(long nowNanos) {
    for (Plan next = queue.peek(); next != null; next = queue.peek()) {
      if (!isValid(next)) {
        queue.poll();
      } else if (next.atNanos() - nowNanos > 0) {
        return null;
      } else {
        queue.poll();
        if (!obeys) {
          plan(next.phone(), next.atNanos() + paceNanos);
        }
        return new Due(next.phone(), next.atNanos());
      }
    }
    return null;
  }

  /** For how long no phone is due; as long as asked for at most. */
  public long idleNanos(long nowNanos, long atMostNanos) {
    Plan next = queue.peek();
    return next == null
        ? atMostNanos
        : Math.max(0, Math.min(atMostNanos, next.atNanos() - nowNanos));
  }

  /**
   * A phone heard what became of its shake.
   *
   * @param toldMillis when it may shake next; below 0 if it was not told
   */
  public void heard(int phone, long nowNanos, long toldMillis) {
    if (!obeys || !active[phone]) {
      return;
    }
    long waitNanos = toldMillis < 0 ? paceNanos : TimeUnit.MILLISECONDS.toNanos(toldMillis);
    double spreadNanos = MAX_SPREAD * Math.min(waitNanos, paceNanos) * chance.nextDouble();
    plan(phone, nowNanos + waitNanos + (long) spreadNanos);
  }

  private void plan(int phone, long atNanos) {
    queue.add(new Plan(atNanos, phone, ++plans[phone]));
  }

  private boolean isValid(Plan plan) {
    return active[plan.phone()] && plans[plan.phone()] == plan.number();
  }
}
