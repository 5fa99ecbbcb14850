package io.hongbao.proof.audit;

import io.hongbao.domain.OperationFailedException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of each shake of one partition of the log: a hash table with open addressing over
 * two arrays, 12 bytes a slot and five slots for four records, so at most 15 bytes a shake. It is
 * made for a number of records and never grows, so a slot stays valid.
 *
 * <p>A slot keeps the lowest 52 bits of a {@link ShakeKey}, whose highest 32 choose the slot where
 * the search begins. Codes of outcomes up to {@link #MAX_COMMON_CODE} stand in the slot. Larger
 * ones, which are those of packets, stand in a map: few shakes win.
 */
final class ShakeTable {

  /** No outcome. Codes of outcomes begin at 1. */
  static final int NONE = 0;

  /** The largest code that costs no memory of its own. */
  static final int MAX_COMMON_CODE = 1022;

  /** How many records a partition may have, for Java counts the slots of an array in 31 bits. */
  static final long MAX_RECORDS = 1_700_000_000L;

  private static final int UNCOMMON = MAX_COMMON_CODE + 1;
  private static final long CODE_MASK = UNCOMMON;
  private static final long ACKNOWLEDGED = 1L << 10;
  private static final long HEARD_AS_DECIDED = 1L << 11;
  private static final int FINGERPRINT_SHIFT = 12;
  private static final long EMPTY = 0;

  private final int partition;
  private final long maxShakes;
  private final long[] slots;
  private final int[] offsets;
  private final Map<Integer, Integer> uncommonCodes = new HashMap<>();
  private final Map<Integer, Integer> heardOtherwise = new HashMap<>();
  private long size;

  /**
   * A table without shakes.
   *
   * @param records of the partition: it has no more shakes than that
   * @throws OperationFailedException if the partition has more than {@link #MAX_RECORDS}
   */
  ShakeTable(int partition, long records) {
    if (records > MAX_RECORDS) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "partition %d has %,d records: expected at most %,d, give the next show's log more"
                  + " partitions",
              partition,
              records,
              MAX_RECORDS));
    }
    this.partition = partition;
    this.maxShakes = records;
    int capacity = (int) (records + records / 4 + 1);
    this.slots = new long[capacity];
    this.offsets = new int[capacity];
  }

  /** The slot of a shake that stands in the log at this offset, or stood there before. */
  int put(long key, long offset) {
    int slot = search(key);
    if (slots[slot] == EMPTY) {
      if (size == maxShakes) {
        throw new IllegalStateException(
            "partition " + partition + ": more shakes than its " + maxShakes + " records");
      }
      slots[slot] = fingerprint(key);
      offsets[slot] = (int) offset;
      size++;
    }
    return slot;
  }

  /** The slot of a shake; negative if it is not in the log. */
  int find(long key) {
    int slot = search(key);
    return slots[slot] == EMPTY ? -1 : slot;
  }

  /** A phone was told that the shake is in the log. */
  void acknowledge(int slot) {
    slots[slot] |= ACKNOWLEDGED;
  }

  boolean isAcknowledged(int slot) {
    return (slots[slot] & ACKNOWLEDGED) != 0;
  }

  /** The code of what the log decides of it. */
  int decided(int slot) {
    int code = (int) (slots[slot] & CODE_MASK);
    return code == UNCOMMON ? uncommonCodes.get(slot) : code;
  }

  /** Notes a decision, the first of this shake. */
  void setDecided(int slot, int code) {
    if (code > MAX_COMMON_CODE) {
      uncommonCodes.put(slot, code);
    }
    slots[slot] |= Math.min(code, UNCOMMON);
  }

  /** The code of what a phone heard first. */
  int heard(int slot) {
    return (slots[slot] & HEARD_AS_DECIDED) != 0
        ? decided(slot)
        : heardOtherwise.getOrDefault(slot, NONE);
  }

  /** Notes what a phone heard first, once all that the log decides is in the table. */
  void setHeard(int slot, int code) {
    if (code == decided(slot)) {
      slots[slot] |= HEARD_AS_DECIDED;
    } else {
      heardOtherwise.put(slot, code);
    }
  }

  /** Where the shake stands in the log first. */
  RecordPosition position(int slot) {
    return RecordPosition.ofShakes(partition, Integer.toUnsignedLong(offsets[slot]));
  }

  /** How many shakes stand in the log. */
  long size() {
    return size;
  }

  long countAcknowledged() {
    long count = 0;
    for (long slot : slots) {
      if ((slot & ACKNOWLEDGED) != 0) {
        count++;
      }
    }
    return count;
  }

  /** How many shakes stand in the log without an outcome. */
  long countUndecided() {
    long count = 0;
    for (long slot : slots) {
      if (slot != EMPTY && (slot & CODE_MASK) == NONE) {
        count++;
      }
    }
    return count;
  }

  private int search(long key) {
    long fingerprint = fingerprint(key);
    int slot = (int) (((key >>> 32) * slots.length) >>> 32);
    while (slots[slot] != EMPTY
        && slots[slot] >>> FINGERPRINT_SHIFT != fingerprint >>> FINGERPRINT_SHIFT) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** Never {@link #EMPTY}. */
  private static long fingerprint(long key) {
    long shifted = key << FINGERPRINT_SHIFT;
    return shifted == EMPTY ? 1L << FINGERPRINT_SHIFT : shifted;
  }
}
