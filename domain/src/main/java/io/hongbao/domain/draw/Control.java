package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * What a control record tells a bucket.
 *
 * <p>{@link Terms} and {@link SeedBatch} of a plan are inert until the bucket's {@link Activate}.
 * All others count at their place in the log.
 */
public sealed interface Control
    permits Terms,
        SeedBatch,
        Control.Activate,
        Control.Pause,
        Control.Carry,
        Control.Beacon,
        Control.End {

  /**
   * Puts a plan in force: its terms, and the seeds that came with it.
   *
   * @param planNumber the plan, staged in this bucket before
   * @param atMillis epoch milliseconds from which edges follow the plan. A wave that has opened by
   *     then is the same in the plan before
   */
  record Activate(long planNumber, long atMillis) implements Control {
    public Activate {
      Names.requirePlanNumber(planNumber);
      requireInstant("activation", atMillis);
    }
  }

  /**
   * Pauses a wave, or resumes it: a passing turn that starts in a pause never wins. A turn that was
   * decided before keeps its outcome.
   *
   * @param paused whether a pause begins at the instant, or ends
   * @param atMillis epoch milliseconds from which it counts, compared with the start of a turn
   */
  record Pause(String waveId, boolean paused, long atMillis) implements Control {
    public Pause {
      Names.requireId("wave", waveId);
      requireInstant("pause", atMillis);
    }
  }

  /**
   * Moves the seeds that are left of a wave into a later one. Each keeps its id and its amount, and
   * is released anew: of n seeds of an enterprise, seed i (from 0) by the instant at which the
   * curve has released the share i/n.
   *
   * @param curve how the moved seeds are released over the later wave
   */
  record Carry(String fromWaveId, String toWaveId, Curve curve) implements Control {
    public Carry {
      Names.requireId("wave", fromWaveId);
      Names.requireId("wave", toWaveId);
      Objects.requireNonNull(curve, "curve");
      if (fromWaveId.equals(toWaveId)) {
        throw new IllegalArgumentException(
            "carry from " + fromWaveId + " into itself: expected a later wave");
      }
    }

    /**
     * When the seeds of an enterprise are released in the later wave. Of n seeds in each of B
     * buckets, bucket b releases seed i as packet i · B + b of n · B, so that buckets take turns.
     *
     * @param left how many seeds of the enterprise a bucket has left, 1 or more
     * @throws IllegalArgumentException if the curve does not fit the wave, or n · B is above 2^31
     */
    public ReleaseTimes releases(WaveSchedule to, long left, int buckets) {
      return new ReleaseTimes(
          curve, to.closesAtMillis() - to.opensAtMillis(), Math.multiplyExact(left, buckets));
    }
  }

  /**
   * The value of the public beacon that a wave waits for, or that its round failed to appear.
   *
   * @param round the round that {@link Wave#beacon} names, or the next one for each that failed
   * @param value its random value as bytes; empty if the round failed, and the next takes its place
   */
  record Beacon(String waveId, long round, Optional<BeaconValue> value) implements Control {
    public Beacon {
      Names.requireId("wave", waveId);
      BeaconRound.requireRound(round);
      Objects.requireNonNull(value, "value");
    }
  }

  /** What a beacon said: 16 to 256 bytes. */
  record BeaconValue(String hex) {
    private static final int MIN_BYTES = 16;
    private static final int MAX_BYTES = 256;

    /**
     * A value from its hex digits.
     *
     * @throws IllegalArgumentException unless it is 16 to 256 bytes in lower-case hex
     */
    public BeaconValue {
      int bytes = HexFormat.of().parseHex(hex).length;
      if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "beacon value of " + bytes + " bytes: expected " + MIN_BYTES + " to " + MAX_BYTES);
      }
      if (!hex.equals(HexFormat.of().formatHex(HexFormat.of().parseHex(hex)))) {
        throw new IllegalArgumentException("beacon value " + hex + ": expected lower-case hex");
      }
    }

    public static BeaconValue of(byte[] bytes) {
      return new BeaconValue(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /** The last record of a show in a bucket: everything but this is forgotten. */
  record End() implements Control {}

  private static void requireInstant(String what, long atMillis) {
    if (atMillis < 0 || atMillis > WaveSchedule.LATEST_MILLIS) {
      throw new IllegalArgumentException(
          what + " at " + atMillis + " ms: expected 0 to " + WaveSchedule.LATEST_MILLIS);
    }
  }
}
