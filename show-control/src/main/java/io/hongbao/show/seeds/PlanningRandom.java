package io.hongbao.show.seeds;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random numbers of seed planning: the key stream of AES-256 in counter mode (NIST SP 800-38A)
 * from counter 0, four bytes a number, big-endian. The same 32 bytes give the same numbers on every
 * machine and every Java; whoever does not know them cannot guess one number from the others.
 *
 * <p>Not thread-safe.
 */
final class PlanningRandom {

  private static final int BLOCK_BYTES = 16;
  private static final byte[] ZEROS = new byte[8192];

  private final Cipher cipher;
  private final ByteBuffer stream = ByteBuffer.allocate(ZEROS.length);

  /**
   * Numbers that follow from a key.
   *
   * @param key 32 bytes
   */
  PlanningRandom(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[BLOCK_BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES with 256 bits", e);
    }
    stream.limit(0);
  }

  /**
   * A number from 0 to {@code bound} - 1, each equally likely.
   *
   * <p>By multiplication, and rejection of the few numbers that would favour some: Lemire, Fast
   * Random Integer Generation in an Interval, 2019.
   *
   * @param bound at least 1
   */
  int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound " + bound + ": expected at least 1");
    }
    long product = next() * bound;
    long fraction = product & 0xffffffffL;
    if (fraction < bound) {
      long unfair = (1L << 32) % bound;
      while (fraction < unfair) {
        product = next() * bound;
        fraction = product & 0xffffffffL;
      }
    }
    return (int) (product >>> 32);
  }

  /** A number from {@code least} to {@code most}, both inclusive, each equally likely. */
  int between(int least, int most) {
    return least + below(Math.addExact(most - least, 1));
  }

  /** Puts numbers in an order of which each is equally likely: Fisher and Yates. */
  void shuffle(int[] numbers) {
    for (int last = numbers.length - 1; last > 0; last--) {
      int chosen = below(last + 1);
      int number = numbers[chosen];
      numbers[chosen] = numbers[last];
      numbers[last] = number;
    }
  }

  private long next() {
    if (!stream.hasRemaining()) {
      stream.clear();
      stream.put(cipher.update(ZEROS));
      stream.flip();
    }
    return stream.getInt() & 0xffffffffL;
  }
}
