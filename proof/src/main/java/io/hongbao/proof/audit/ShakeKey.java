package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;

/**
 * A shake's identity in 64 bits: show, user, wave and turn, mixed as the finaliser of SplitMix64
 * does. Two of the five million shakes of a partition share one with a chance of less than one in a
 * million, two of 170 million with a chance of one in a thousand. They would be taken for one shake
 * and show as a breach if their outcomes differ.
 */
final class ShakeKey {

  private ShakeKey() {}

  static long of(String show, String user, ShakeId shakeId) {
    long hash = withText(0x9e3779b97f4a7c15L, show);
    hash = withText(hash, user);
    hash = withText(hash, shakeId.waveId());
    return mix(hash + shakeId.turn());
  }

  /** The length goes in first, so that no two lists of texts look alike. */
  private static long withText(long hash, String text) {
    long mixed = mix(hash + text.length());
    for (int i = 0; i < text.length(); i++) {
      mixed = mix(mixed + text.charAt(i));
    }
    return mixed;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
