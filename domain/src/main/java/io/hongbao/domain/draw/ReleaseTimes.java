package io.hongbao.domain.draw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * When each packet of a wave is released: of n packets, packet i (from 0) at the instant by which
 * the curve has released the share i/n. Exact to the millisecond by whole numbers; never earlier
 * for a later packet; always within the wave.
 */
public final class ReleaseTimes {

  /** Longest wave whose square fits in 63 bits: 35 days. */
  private static final long LONGEST_MILLIS = 3_024_000_000L;

  private final Curve curve;
  private final long waveMillis;
  private final long packets;
  private final long[] stepEnds;

  /**
   * The release of a wave.
   *
   * @param waveMillis from opening to close, 1 ms to 35 days
   * @param packets of all pools together, 1 to 2^31
   */
  public ReleaseTimes(Curve curve, long waveMillis, long packets) {
    if (waveMillis < 1 || waveMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException("wave of " + waveMillis + " ms: expected up to 35 days");
    }
    if (packets < 1 || packets > 1L << 31) {
      throw new IllegalArgumentException("wave of " + packets + " packets: expected 1 to 2^31");
    }
    this.curve = curve;
    this.waveMillis = waveMillis;
    this.packets = packets;
    this.stepEnds = curve instanceof Curve.Steps steps ? stepEnds(steps) : new long[0];
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
   * A rate that rises evenly has released the share (t / wave)² by t: the offset is the largest t
   * with t² · packets ≤ wave² · index, found by halving, since the draw uses it and takes whole
   * numbers alone.
   */
  private long rampOffset(long index) {
    long low = 0;
    long high = waveMillis;
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
    long waveSquare = waveMillis * waveMillis;
    int high =
        Long.compare(Math.multiplyHigh(square, packets), Math.multiplyHigh(waveSquare, index));
    return high > 0
        || (high == 0 && Long.compareUnsigned(square * packets, waveSquare * index) > 0);
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
