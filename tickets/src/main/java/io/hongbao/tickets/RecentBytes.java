package io.hongbao.tickets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;

/**
 * What was put or found lately, keys and values in bytes, within a bound. Keys are compared whole,
 * so a value is never found under another key. For values that may be forgotten.
 *
 * <p>A map of objects that are forgotten after seconds is the worst load for a collector: each
 * young collection copies all of it. Here there are a few dozen arrays, which grow to their bound
 * once and are then used again and again, so a collector has nothing to copy and nothing to follow.
 *
 * <p>There are two generations, each a table with open addressing and linear probing over records
 * that lie one behind the other. When the younger is full, it becomes the elder, and what was the
 * elder is forgotten at once. What is found in the elder is put into the younger.
 *
 * <p>Thread-safe: keys are spread over stripes by their hash, each with two generations of its own
 * and a lock, which is held for a fraction of a microsecond, or for some ten when generations
 * change.
 */
public final class RecentBytes {

  /** Of a key, and of a value. */
  public static final int MAX_LENGTH = 0xffff;

  private static final int STRIPES = 16;

  /** Below that, stripes would be filled too unevenly for what the bound promises. */
  private static final int MIN_ENTRIES_IN_STRIPE = 1_024;

  private static final int FIRST_BYTES = 1_024;

  /** The lengths of key and value, 16 bits each. */
  private static final int HEAD_BYTES = Integer.BYTES;

  private static final int NOT_FOUND = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ToLongFunction<byte[]> hash;
  private final Stripe[] stripes;

  /**
   * An empty map.
   *
   * @param maxEntries at once; of the newest half of so many, about all are there if their keys and
   *     values are not longer than expected
   * @param expectedBytes of a key and its value together; if they are longer, fewer are remembered,
   *     so that the bytes keep their bound
   */
  public RecentBytes(int maxEntries, int expectedBytes) {
    this(
        maxEntries,
        expectedBytes,
        maxEntries < STRIPES * MIN_ENTRIES_IN_STRIPE ? 1 : STRIPES,
        seededHash(ThreadLocalRandom.current().nextLong()));
  }

  /**
   * The same with another hash.
   *
   * @param stripeCount a power of 2
   */
  RecentBytes(int maxEntries, int expectedBytes, int stripeCount, ToLongFunction<byte[]> hash) {
    this.hash = hash;
    this.stripes = new Stripe[stripeCount];
    int maxInGeneration = Math.max(1, maxEntries / 2 / stripeCount);
    long maxBytes = (long) maxInGeneration * (HEAD_BYTES + expectedBytes);
    int bytesInGeneration = (int) Math.min(maxBytes, Integer.MAX_VALUE - FIRST_BYTES);
    for (int i = 0; i < stripeCount; i++) {
      stripes[i] = new Stripe(maxInGeneration, bytesInGeneration);
    }
  }

  /**
   * Multiplies and folds eight bytes at a time, and ends with the finaliser of MurmurHash3
   * (fmix64). The seed is of one map only, so nobody outside can choose keys that meet in it.
   */
  static ToLongFunction<byte[]> seededHash(long seed) {
    return key -> {
      long hash = seed ^ key.length;
      int i = 0;
      for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
        hash = fold(hash, (long) LONGS.get(key, i));
      }
      long rest = 0;
      for (; i < key.length; i++) {
        rest = rest << Byte.SIZE | (key[i] & 0xff);
      }
      hash = fold(hash, rest);
      hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
      hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
      return hash ^ (hash >>> 33);
    };
  }

  private static long fold(long hash, long word) {
    long product = (hash ^ word) * 0x9e3779b97f4a7c15L;
    return product ^ (product >>> 32);
  }

  /**
   * Remembers a value, in the place of what was remembered under the same key. A pair that is
   * longer than all that a generation may hold is not remembered.
   *
   * @throws IllegalArgumentException if key or value is longer than {@link #MAX_LENGTH}
   */
  public void put(byte[] key, byte[] value) {
    requireLength("key", key);
    requireLength("value", value);
    long keyHash = hash.applyAsLong(key);
    stripeOf(keyHash).put(tagOf(keyHash), key, value);
  }

  /** A copy of the value; null if it was never put or is forgotten. */
  public byte[] get(byte[] key) {
    long keyHash = hash.applyAsLong(key);
    return stripeOf(keyHash).get(tagOf(keyHash), key);
  }

  /** Forgets a value. */
  public void remove(byte[] key) {
    long keyHash = hash.applyAsLong(key);
    stripeOf(keyHash).remove(tagOf(keyHash), key);
  }

  private static void requireLength(String what, byte[] bytes) {
    if (bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " of " + bytes.length + " bytes: expected at most " + MAX_LENGTH);
    }
  }

  /** By the lower half of the hash; the upper one is the tag. */
  private Stripe stripeOf(long keyHash) {
    return stripes[(int) keyHash & (stripes.length - 1)];
  }

  private static int tagOf(long keyHash) {
    return (int) (keyHash >>> Integer.SIZE);
  }

  private static final class Stripe {

    private Generation younger;
    private Generation elder;

    Stripe(int maxEntries, int maxBytes) {
      this.younger = new Generation(maxEntries, maxBytes);
      this.elder = new Generation(maxEntries, maxBytes);
    }

    synchronized byte[] get(int tag, byte[] key) {
      int slot = younger.find(tag, key);
      if (slot != NOT_FOUND) {
        return younger.valueAt(slot);
      }
      slot = elder.find(tag, key);
      if (slot == NOT_FOUND) {
        return null;
      }
      byte[] value = elder.valueAt(slot);
      put(tag, key, value);
      return value;
    }

    synchronized void put(int tag, byte[] key, byte[] value) {
      int slot = younger.find(tag, key);
      if (slot != NOT_FOUND && younger.overwrite(slot, value)) {
        return;
      }
      if (!younger.canHold(key, value)) {
        remove(tag, key); // Rather nothing than what was there before.
        return;
      }
      if (!younger.hasRoomFor(key, value)) {
        Generation forgotten = elder;
        elder = younger;
        younger = forgotten;
        younger.clear();
      } else if (slot != NOT_FOUND) {
        younger.removeAt(slot);
      }
      younger.append(tag, key, value);
    }

    synchronized void remove(int tag, byte[] key) {
      removeFrom(younger, tag, key);
      removeFrom(elder, tag, key);
    }

    private static void removeFrom(Generation generation, int tag, byte[] key) {
      int slot = generation.find(tag, key);
      if (slot != NOT_FOUND) {
        generation.removeAt(slot);
      }
    }
  }

  /**
   * A table whose slots hold the key's tag in the upper half and, in the lower one, 1 more than
   * where the record stands. 0 is a slot that was never used, so a search ends there.
   */
  private static final class Generation {

    private static final long REMOVED = 0xffff_ffffL;

    private final int maxEntries;
    private final int maxBytes;
    private long[] slots = new long[1];
    private byte[] records = new byte[0];
    private int usedSlots;
    private int usedBytes;

    Generation(int maxEntries, int maxBytes) {
      this.maxEntries = maxEntries;
      this.maxBytes = maxBytes;
    }

    void clear() {
      Arrays.fill(slots, 0);
      usedSlots = 0;
      usedBytes = 0;
    }

    /** Whether a pair could be held if nothing else were. */
    boolean canHold(byte[] key, byte[] value) {
      return (long) HEAD_BYTES + key.length + value.length <= maxBytes;
    }

    boolean hasRoomFor(byte[] key, byte[] value) {
      return usedSlots < maxEntries
          && (long) usedBytes + HEAD_BYTES + key.length + value.length <= maxBytes;
    }

    /** The slot of a key; {@link #NOT_FOUND} if it is not here. */
    int find(int tag, byte[] key) {
      for (int slot = homeOf(tag); slots[slot] != 0; slot = next(slot)) {
        if (slots[slot] != REMOVED
            && (int) (slots[slot] >>> Integer.SIZE) == tag
            && hasKey(recordAt(slot), key)) {
          return slot;
        }
      }
      return NOT_FOUND;
    }

    byte[] valueAt(int slot) {
      int record = recordAt(slot);
      int start = record + HEAD_BYTES + keyLength(record);
      return Arrays.copyOfRange(records, start, start + valueLength(record));
    }

    /** Whether the value was as long as the one in its place, and is there now. */
    boolean overwrite(int slot, byte[] value) {
      int record = recordAt(slot);
      if (valueLength(record) != value.length) {
        return false;
      }
      int start = record + HEAD_BYTES + keyLength(record);
      System.arraycopy(value, 0, records, start, value.length);
      return true;
    }

    void removeAt(int slot) {
      slots[slot] = REMOVED;
    }

    /** Adds a key that is not here, for which there is room. */
    void append(int tag, byte[] key, byte[] value) {
      growSlots();
      int record = usedBytes;
      int keyStart = record + HEAD_BYTES;
      usedBytes = keyStart + key.length + value.length;
      growRecords();
      INTS.set(records, record, key.length << Short.SIZE | value.length);
      System.arraycopy(key, 0, records, keyStart, key.length);
      System.arraycopy(value, 0, records, keyStart + key.length, value.length);
      enter((long) tag << Integer.SIZE | (record + 1));
    }

    private void enter(long entry) {
      int slot = homeOf((int) (entry >>> Integer.SIZE));
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = entry;
      usedSlots++;
    }

    /** Keeps a quarter of the slots free, so that searches end soon. */
    private void growSlots() {
      if (usedSlots < slots.length / 4 * 3) {
        return;
      }
      long[] former = slots;
      slots = new long[Math.max(4, former.length * 2)];
      usedSlots = 0;
      for (long entry : former) {
        if (entry != 0 && entry != REMOVED) {
          enter(entry);
        }
      }
    }

    private void growRecords() {
      if (usedBytes > records.length) {
        long doubled = Math.max(FIRST_BYTES, 2L * records.length);
        records = Arrays.copyOf(records, (int) Math.min(maxBytes, Math.max(doubled, usedBytes)));
      }
    }

    private int homeOf(int tag) {
      return tag & (slots.length - 1);
    }

    private int next(int slot) {
      return (slot + 1) & (slots.length - 1);
    }

    private int recordAt(int slot) {
      return (int) slots[slot] - 1;
    }

    private int keyLength(int record) {
      return (int) INTS.get(records, record) >>> Short.SIZE;
    }

    private int valueLength(int record) {
      return (int) INTS.get(records, record) & MAX_LENGTH;
    }

    private boolean hasKey(int record, byte[] key) {
      int length = keyLength(record);
      int start = record + HEAD_BYTES;
      return length == key.length
          && Arrays.equals(records, start, start + length, key, 0, key.length);
    }
  }
}
