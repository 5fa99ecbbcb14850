package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.http.EventLoop;
import java.util.Arrays;
import java.util.Random;

/**
 * Whose turn it is to shake: phones that are due, in a seeded order at first and in the order in
 * which they became due after that. For the loop's thread.
 */
final class PhoneQueue {

  static final int NONE = -1;

  /** The number of no plan: of a phone that shakes by a behavior of its own. */
  static final int NO_PLAN = -1;

  private final EventLoop loop;

  /** A ring; a phone stands in it at most once. */
  private final int[] due;

  private int first;
  private int count;

  /** How often a phone's plans have changed: an older timer does nothing any more. */
  private final int[] plans;

  PhoneQueue(EventLoop loop, int phones, Random order) {
    this.loop = loop;
    this.due = new int[phones];
    this.plans = new int[phones];
    Arrays.setAll(due, phone -> phone);
    for (int i = phones - 1; i > 0; i--) {
      int other = order.nextInt(i + 1);
      int swapped = due[i];
      due[i] = due[other];
      due[other] = swapped;
    }
    this.count = phones;
  }

  /** A phone that is due, NONE if all have used their turn; it is due no more. */
  int take() {
    if (count == 0) {
      return NONE;
    }
    int phone = due[first];
    first = (first + 1) % due.length;
    count--;
    return phone;
  }

  /**
   * Makes a phone due at an instant, unless it is told otherwise before.
   *
   * @return the plan's number, by which it can be changed
   */
  int dueAt(int phone, long atNanos) {
    int plan = ++plans[phone];
    loop.at(atNanos, () -> becomeDue(phone, plan));
    return plan;
  }

  /**
   * Makes a phone due at another instant than planned; nothing, if it has become due already.
   *
   * @return the number of the plan that holds now
   */
  int dueInsteadAt(int phone, int plan, long atNanos) {
    boolean isPlanned = plan != NO_PLAN && plans[phone] == plan;
    return isPlanned ? dueAt(phone, atNanos) : plan;
  }

  private void becomeDue(int phone, int plan) {
    if (plans[phone] == plan) {
      plans[phone]++;
      due[(first + count) % due.length] = phone;
      count++;
    }
  }
}
