package io.hongbao.show.seeds;

/**
 * Deals the packets of a pool to the buckets, in the order of their release: round after round,
 * every bucket gets one a round, in a new random order each time. So the counts of two buckets
 * differ by at most 1, and every bucket sees the whole curve. The last round may be short; which
 * buckets it serves is random too.
 *
 * <p>Packets are asked for one after the other, once each. Not thread-safe.
 */
final class BucketSpread {

  private final int[] order;
  private final int[] lastOrder;
  private final int[] firstSlot;
  private final long fullRounds;
  private final PlanningRandom random;
  private long dealt;

  BucketSpread(int buckets, int packets, PlanningRandom random) {
    this.random = random;
    this.order = identity(buckets);
    this.lastOrder = identity(buckets);
    this.fullRounds = packets / buckets;
    random.shuffle(lastOrder);
    this.firstSlot = firstSlots(buckets, packets);
  }

  /**
   * Where each bucket's packets begin if they are laid bucket by bucket; one more entry at the end
   * holds the number of packets.
   */
  int[] firstSlots() {
    return firstSlot.clone();
  }

  /** The slot of the next packet. */
  int nextSlot() {
    int place = (int) (dealt % order.length);
    long round = dealt / order.length;
    if (place == 0 && round < fullRounds) {
      random.shuffle(order);
    }
    dealt++;
    int bucket = round < fullRounds ? order[place] : lastOrder[place];
    return firstSlot[bucket] + (int) round;
  }

  private int[] firstSlots(int buckets, int packets) {
    int[] counts = new int[buckets];
    for (int place = 0; place < packets % buckets; place++) {
      counts[lastOrder[place]]++;
    }
    int[] first = new int[buckets + 1];
    for (int bucket = 0; bucket < buckets; bucket++) {
      first[bucket + 1] = first[bucket] + (int) fullRounds + counts[bucket];
    }
    return first;
  }

  private static int[] identity(int size) {
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
