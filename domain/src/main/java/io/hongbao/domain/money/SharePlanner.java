package io.hongbao.domain.money;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Splits a packet into shares, after the double average method that group red packets are known
 * for: each share is drawn evenly between 1 fen and twice the average of what is left, less 1 fen,
 * which leaves at least 1 fen for each of the others; the last share is what is left. A shuffle at
 * the end makes every place alike.
 *
 * <p>Pure: number n of the random numbers is the first 8 bytes of HMAC-SHA256(secret, message), the
 * message being {@code hongbao-shares-1}, the packet's id and n in decimal, each as UTF-8 behind
 * its length in 4 bytes, big-endian. So nobody knows the shares before the secret is published, and
 * everybody can compute them afterwards.
 */
public final class SharePlanner {

  /** Most shares of a packet; a packet's state holds all of them. */
  public static final int MAX_SHARES = 100;

  /** Far more than any packet; keeps products of it within a long. */
  private static final long MAX_FEN = 1L << 60;

  private static final String PURPOSE = "hongbao-shares-1";

  private final Mac mac;
  private final String packetId;
  private int drawn;

  private SharePlanner(byte[] secret, String packetId) {
    try {
      this.mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
    this.packetId = packetId;
  }

  /**
   * The shares of a packet in fen, each at least 1, their sum the amount.
   *
   * @param secret of the wave in which the packet was won, 32 bytes
   * @param amountFen at least 1 for each share, at most 2^60
   * @param shares 1 to {@link #MAX_SHARES}
   */
  public static List<Long> split(byte[] secret, String packetId, long amountFen, int shares) {
    boolean isPossible = shares >= 1 && shares <= MAX_SHARES && amountFen >= shares;
    if (!isPossible || amountFen > MAX_FEN) {
      throw new IllegalArgumentException(
          amountFen
              + " fen in "
              + shares
              + " shares: expected 1 to "
              + MAX_SHARES
              + " shares of at least 1 fen, and at most "
              + MAX_FEN
              + " fen");
    }
    if (shares == 1) {
      return List.of(amountFen);
    }
    SharePlanner planner = new SharePlanner(secret, packetId);
    List<Long> amountsFen = new ArrayList<>(shares);
    long leftFen = amountFen;
    for (int left = shares; left > 1; left--) {
      long averageFen = leftFen / left;
      long fen = 1 + planner.below(2 * averageFen - 1);
      amountsFen.add(fen);
      leftFen -= fen;
    }
    amountsFen.add(leftFen);
    for (int last = shares - 1; last > 0; last--) {
      Collections.swap(amountsFen, (int) planner.below(last + 1L), last);
    }
    return List.copyOf(amountsFen);
  }

  /**
   * Returns a copy of the shares.
   *
   * @throws IllegalArgumentException unless there are 1 to {@link #MAX_SHARES}, each of at least 1
   *     fen, and their sum is a long
   */
  static List<Long> requireShares(List<Long> sharesFen) {
    if (sharesFen.isEmpty() || sharesFen.size() > MAX_SHARES) {
      throw new IllegalArgumentException(sharesFen.size() + " shares: expected 1 to " + MAX_SHARES);
    }
    long sumFen = 0;
    for (long fen : sharesFen) {
      if (fen < 1 || sumFen > Long.MAX_VALUE - fen) {
        throw new IllegalArgumentException(
            "share of " + fen + " fen: expected at least 1, and no more than a sum can hold");
      }
      sumFen += fen;
    }
    return List.copyOf(sharesFen);
  }

  /**
   * The next number, from 0 to {@code bound} - 1. By multiplication of 63 random bits: for bounds
   * of money no number is favoured by more than a part in 2^38.
   */
  private long below(long bound) {
    update(PURPOSE);
    update(packetId);
    update(Integer.toString(drawn++));
    long bits = ByteBuffer.wrap(mac.doFinal()).getLong() >>> 1;
    return Math.multiplyHigh(bits, 2 * bound);
  }

  private void update(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
    mac.update(utf8);
  }
}
