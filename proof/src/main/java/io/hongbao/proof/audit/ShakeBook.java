package io.hongbao.proof.audit;

import java.util.Arrays;

/**
 * What is known of each shake, 25 bytes a shake: a hash table with open addressing over arrays, so
 * that millions fit. A slot is valid until the next call of {@link #slotOf}.
 */
final class ShakeBook {

  /** No outcome. Codes of outcomes begin at 1. */
  static final int NONE = 0;

  /** The shake stands in the log. */
  static final byte LOGGED = 1;

  /** A phone was told that it does. */
  static final byte ACKNOWLEDGED = 2;

  /** That it does not was noted already. */
  static final byte MISSED = 4;

  private static final int OFFSET_BITS = 44;
  private static final int FIRST_CAPACITY = 1 << 12;
  private static final long EMPTY = 0;

  private long[] keys = new long[FIRST_CAPACITY];
  private long[] positions = new long[FIRST_CAPACITY];
  private int[] decided = new int[FIRST_CAPACITY];
  private int[] heard = new int[FIRST_CAPACITY];
  private byte[] flags = new byte[FIRST_CAPACITY];
  private int size;

  /** The slot of a shake, made if there is none. */
  int slotOf(long key) {
    if (size * 10L > keys.length * 7L) {
      grow();
    }
    long stored = key == EMPTY ? 1 : key;
    int slot = search(keys, stored);
    if (keys[slot] == EMPTY) {
      keys[slot] = stored;
      size++;
    }
    return slot;
  }

  boolean has(int slot, byte flag) {
    return (flags[slot] & flag) != 0;
  }

  void set(int slot, byte flag) {
    flags[slot] |= flag;
  }

  /** The code of what the log decides of it. */
  int decided(int slot) {
    return decided[slot];
  }

  void setDecided(int slot, int code) {
    decided[slot] = code;
  }

  /** The code of what a phone heard first. */
  int heard(int slot) {
    return heard[slot];
  }

  void setHeard(int slot, int code) {
    heard[slot] = code;
  }

  /** Where it stands in the log first; of use only if LOGGED. */
  RecordPosition position(int slot) {
    long packed = positions[slot];
    return RecordPosition.ofShakes(
        (int) (packed >>> OFFSET_BITS), packed & ((1L << OFFSET_BITS) - 1));
  }

  void setPosition(int slot, RecordPosition position) {
    positions[slot] = (long) position.partition() << OFFSET_BITS | position.offset();
  }

  /** How many shakes have a flag. */
  long count(byte flag) {
    long count = 0;
    for (byte each : flags) {
      if ((each & flag) != 0) {
        count++;
      }
    }
    return count;
  }

  /** How many shakes stand in the log without an outcome. */
  long countUndecided() {
    long count = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (has(slot, LOGGED) && decided[slot] == NONE) {
        count++;
      }
    }
    return count;
  }

  private static int search(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = Math.multiplyExact(keys.length, 2);
    long[] newKeys = new long[capacity];
    int[] newSlots = new int[keys.length];
    Arrays.fill(newSlots, -1);
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != EMPTY) {
        int newSlot = search(newKeys, keys[slot]);
        newKeys[newSlot] = keys[slot];
        newSlots[slot] = newSlot;
      }
    }
    keys = newKeys;
    long[] newPositions = new long[capacity];
    int[] newDecided = new int[capacity];
    int[] newHeard = new int[capacity];
    byte[] newFlags = new byte[capacity];
    for (int slot = 0; slot < newSlots.length; slot++) {
      int newSlot = newSlots[slot];
      if (newSlot >= 0) {
        newPositions[newSlot] = positions[slot];
        newDecided[newSlot] = decided[slot];
        newHeard[newSlot] = heard[slot];
        newFlags[newSlot] = flags[slot];
      }
    }
    positions = newPositions;
    decided = newDecided;
    heard = newHeard;
    flags = newFlags;
  }
}
