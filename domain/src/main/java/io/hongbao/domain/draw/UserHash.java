package io.hongbao.domain.draw;

import java.nio.charset.StandardCharsets;

/**
 * The hash that gives a user a bucket and a phase.
 *
 * <p>FNV-1a with 64 bits over the UTF-8 bytes, followed by the finaliser of MurmurHash3 (fmix64),
 * which spreads the weak low bits of FNV. The bucket is taken from the upper 32 bits and the phase
 * from the lower 32, so that one says nothing about the other.
 */
public final class UserHash {

  /** The name that Terms carry; another function would be another name. */
  public static final String NAME = "fnv1a64-fmix64";

  private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private UserHash() {}

  /** The 64-bit hash of a user. */
  public static long of(String user) {
    long hash = FNV_OFFSET_BASIS;
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** The bucket of a user: 0 to {@code buckets} - 1. */
  public static int bucket(long userHash, int buckets) {
    return (int) ((userHash >>> 32) % buckets);
  }

  /** The user's phase: 0 to {@code turnMillis} - 1. */
  public static int phaseMillis(long userHash, int turnMillis) {
    return (int) ((userHash & 0xffffffffL) % turnMillis);
  }
}
