package io.hongbao.domain.draw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * When each packet of a wave is released: of n packets, packet i (from 0) at the instant by which
 * the curve has released the share i/n. Exact to the millisecond by whole numbers; never earlier
 * for a later packet; always within the wave.
 *
 * <p>A capped curve has stretches in which packets follow each other at the cap, so that packet i +
 * cap comes a second after packet i or later. An even curve has none; a ramp has one, behind a ramp
 * of fewer packets that ends where its rate is the cap; of steps each begins one.
 */
public final class ReleaseTimes {

  /** Longest wave whose square fits in 63 bits: 35 days. */
  private static final long LONGEST_MILLIS = 3_024_000_000L;

  private static final long SECOND_MILLIS = 1_000;

  private final Curve curve;
  private final long waveMillis;
  private final long packets;
  private final long[] stepEnds;

  /** A ramp rises for so long, and a stretch at the cap follows. */
  private long rampMillis;

  private long rampPackets;

  /** 0 for none. */
  private final long maxPerSecond;

  /** The first packet of each stretch at the cap, and when it is released. */
  private long[] stretchStarts = {};

  /** In milliseconds times the cap, so that nothing is rounded. */
  private long[] stretchTimes = {};

  /**
   * The release of a wave.
   *
   * @param waveMillis from opening to close, 1 ms to 35 days
   * @param packets of all pools together, 1 to 2^31
   * @throws IllegalArgumentException if they are not all released within the wave
   */
  public ReleaseTimes(Curve curve, long waveMillis, long packets) {
    if (waveMillis < 1 || waveMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException("wave of " + waveMillis + " ms: expected up to 35 days");
    }
    if (packets < 1 || packets > 1L << 31) {
      throw new IllegalArgumentException("wave of " + packets + " packets: expected 1 to 2^31");
    }
    this.curve = curve instanceof Curve.Capped capped ? capped.shape() : curve;
    this.maxPerSecond = curve instanceof Curve.Capped capped ? capped.maxPerSecond() : 0;
    this.waveMillis = waveMillis;
    this.packets = packets;
    this.stepEnds = this.curve instanceof Curve.Steps steps ? stepEnds(steps) : new long[0];
    this.rampMillis = waveMillis;
    this.rampPackets = packets;
    if (maxPerSecond > 0) {
      cap();
    }
  }

  public long packets() {
    return packets;
  }

  /**
   * When a packet is released, in milliseconds after the opening.
   *
   * @param index 0 to packets - 1
   */
  public long offsetMillis(long index) {
    int stretch = stretchOf(index);
    if (stretch >= 0) {
      return (stretchTimes[stretch] + (index - stretchStarts[stretch]) * SECOND_MILLIS)
          / maxPerSecond;
    }
    if (curve instanceof Curve.Steps steps) {
      return steps.steps().get(stepOf(index)).atMillis();
    }
    return curve instanceof Curve.Ramp ? rampOffset(index) : index * waveMillis / packets;
  }

  /** How many packets are released before an instant, in milliseconds after the opening. */
  public long releasedBefore(long offsetMillis) {
    long low = 0;
    long high = packets;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (offsetMillis(middle) < offsetMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * A rate that rises evenly has released the share (t / ramp)² by t: the offset is the largest t
   * with t² · packets ≤ ramp² · index, found by halving, since the draw uses it and takes whole
   * numbers alone.
   */
  private long rampOffset(long index) {
    long low = 0;
    long high = rampMillis;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (isAfterRamp(middle, index)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private boolean isAfterRamp(long offset, long index) {
    long square = offset * offset;
    long rampSquare = rampMillis * rampMillis;
    int high =
        Long.compare(Math.multiplyHigh(square, rampPackets), Math.multiplyHigh(rampSquare, index));
    return high > 0
        || (high == 0 && Long.compareUnsigned(square * rampPackets, rampSquare * index) > 0);
  }

  /** The least cap at which the same packets of the same shape are released within the wave. */
  public int minCap() {
    long least = (packets * SECOND_MILLIS + waveMillis - 1) / waveMillis;
    if (curve instanceof Curve.Steps steps) {
      least = 1;
      for (int i = 0; i < stepEnds.length; i++) {
        // The last packet, if all from this step on follow each other at the cap.
        long behindFirst = packets - 1 - (i == 0 ? 0 : stepEnds[i - 1]);
        long leftMillis = waveMillis - steps.steps().get(i).atMillis();
        least = Math.max(least, behindFirst * SECOND_MILLIS / leftMillis + 1);
      }
    }
    return (int) Math.min(least, Integer.MAX_VALUE);
  }

  private void cap() {
    if (maxPerSecond < minCap()) {
      throw new IllegalArgumentException(
          "cap of " + maxPerSecond + " a second: expected at least " + minCap());
    }
    if (curve instanceof Curve.Steps steps) {
      capSteps(steps.steps());
    } else if (curve instanceof Curve.Ramp
        && 2 * packets * SECOND_MILLIS > maxPerSecond * waveMillis) {
      // Half the cap over the ramp and the cap behind it give as many packets as there are.
      rampMillis = 2 * (maxPerSecond * waveMillis - packets * SECOND_MILLIS) / maxPerSecond;
      rampPackets = maxPerSecond * rampMillis / (2 * SECOND_MILLIS);
      stretchStarts = new long[] {rampPackets};
      stretchTimes = new long[] {rampMillis * maxPerSecond};
    }
  }

  private void capSteps(List<Curve.Step> steps) {
    stretchStarts = new long[steps.size()];
    stretchTimes = new long[steps.size()];
    for (int i = 0; i < stretchStarts.length; i++) {
      long first = i == 0 ? 0 : stepEnds[i - 1];
      long waited =
          i == 0 ? 0 : stretchTimes[i - 1] + (first - stretchStarts[i - 1]) * SECOND_MILLIS;
      stretchStarts[i] = first;
      stretchTimes[i] = Math.max(waited, steps.get(i).atMillis() * maxPerSecond);
    }
  }

  /** The last one that has begun at a packet; -1 if none has. */
  private int stretchOf(long index) {
    int found = Arrays.binarySearch(stretchStarts, index);
    if (found < 0) {
      return -found - 2;
    }
    while (found + 1 < stretchStarts.length && stretchStarts[found + 1] == index) {
      found++;
    }
    return found;
  }

  private int stepOf(long index) {
    int low = 0;
    int high = stepEnds.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stepEnds[middle] > index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The number of packets up to and with each step: those of a share below the steps' sum. */
  private long[] stepEnds(Curve.Steps curveSteps) {
    List<Curve.Step> steps = curveSteps.steps();
    if (steps.get(steps.size() - 1).atMillis() >= waveMillis) {
      throw new IllegalArgumentException("steps: the last one is after the wave's close");
    }
    long[] ends = new long[steps.size()];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < ends.length; i++) {
      sum = sum.add(steps.get(i).share());
      ends[i] =
          sum.multiply(BigDecimal.valueOf(packets))
              .setScale(0, RoundingMode.CEILING)
              .longValueExact();
    }
    return ends;
  }
}
