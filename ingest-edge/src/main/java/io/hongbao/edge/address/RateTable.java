package io.hongbao.edge.address;

import java.util.concurrent.TimeUnit;

/**
 * How fast each of very many keys asks, in memory of a fixed size: token buckets in the form of the
 * generic cell rate algorithm, where one instant stands for a bucket: the later it is than now, the
 * emptier the bucket.
 *
 * <p>A key lives in one of the eight places of its set, by a keyed hash that nobody outside can
 * compute. A key that finds no place takes the one whose bucket is fullest, <em>and its debt</em>,
 * as in the Space-Saving algorithm (Metwally, Agrawal, El Abbadi, 2005). So who has been pushed out
 * comes back with at least the debt that it left with, and nobody gets a fresh bucket by sending
 * under other keys. A bucket that is full again holds nothing worth keeping: two seconds after its
 * last request a place is free.
 *
 * <p>Time is an argument. Thread-safe; a lock is held for some nanoseconds.
 */
public final class RateTable {

  /** A bucket holds at most what its rate gives in this many seconds. */
  public static final int BURST_SECONDS = 2;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BURST_NANOS = BURST_SECONDS * SECOND_NANOS;
  private static final int WAYS = 8;
  private static final int MAX_LOCKS = 64;

  /** The first constant of the mixing function of MurmurHash3. */
  private static final long MIX_1 = 0xff51afd7ed558ccdL;

  private static final long MIX_2 = 0xc4ceb9fe1a85ec53L;

  private final long[] keys;
  private final long[] emptyUntilNanos;
  private final int setMask;
  private final long secret;
  private final Object[] locks;

  /**
   * A table in which nobody has asked yet.
   *
   * @param places a power of two and at least 8; 16 bytes each
   * @param secret of the hash; random, and of this process alone
   */
  public RateTable(int places, long secret) {
    if (places < WAYS || Integer.bitCount(places) != 1) {
      throw new IllegalArgumentException(
          places + " places: expected a power of two, at least " + WAYS);
    }
    this.keys = new long[places];
    this.emptyUntilNanos = new long[places];
    this.setMask = places / WAYS - 1;
    this.secret = secret;
    this.locks = new Object[Math.min(MAX_LOCKS, setMask + 1)];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * Takes one token of a key, if it has one.
   *
   * @param key any number but 0, which is nobody's
   * @param perSecond the rate of the key
   * @return 0 if a token was taken; else how many milliseconds until there is one
   */
  public long take(long key, long perSecond, long nowMillis) {
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(nowMillis);
    long costNanos = Math.max(1, SECOND_NANOS / perSecond);
    int set = (int) mix(key ^ secret) & setMask;
    synchronized (locks[set & (locks.length - 1)]) {
      int place = placeOf(key, set * WAYS);
      // The second bound is for a clock that was set back.
      long from = Math.min(Math.max(emptyUntilNanos[place], nowNanos), nowNanos + BURST_NANOS);
      long until = from + costNanos;
      if (until > nowNanos + BURST_NANOS) {
        emptyUntilNanos[place] = from;
        return TimeUnit.NANOSECONDS.toMillis(until - nowNanos - BURST_NANOS - 1) + 1;
      }
      emptyUntilNanos[place] = until;
      return 0;
    }
  }

  /** The key's place; if it has none, that of the fullest bucket, which it takes over as it is. */
  private int placeOf(long key, int first) {
    int fullest = first;
    for (int place = first; place < first + WAYS; place++) {
      if (keys[place] == key) {
        return place;
      }
      if (emptyUntilNanos[place] < emptyUntilNanos[fullest]) {
        fullest = place;
      }
    }
    keys[fullest] = key;
    return fullest;
  }

  private static long mix(long key) {
    long mixed = (key ^ (key >>> 33)) * MIX_1;
    mixed = (mixed ^ (mixed >>> 33)) * MIX_2;
    return mixed ^ (mixed >>> 33);
  }
}
