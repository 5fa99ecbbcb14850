package io.hongbao.domain.draw;

import io.hongbao.domain.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The secret of a wave, 32 bytes. Its SHA-256 is published before the show and the secret after it.
 * It never shows in a log: {@link #toString()} tells the digest.
 */
public final class WaveSecret {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * A secret of 32 bytes, copied.
   *
   * @throws IllegalArgumentException if it has another length
   */
  public WaveSecret(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "wave secret of " + bytes.length + " bytes: expected " + LENGTH);
    }
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The commitment, as 64 lower-case hex digits. */
  public String sha256() {
    return Sha256.hex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WaveSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "secret with sha256 " + sha256();
  }
}
