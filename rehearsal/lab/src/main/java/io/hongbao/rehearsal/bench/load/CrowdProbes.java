package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.CrowdQuestion.Kind;
import java.util.Arrays;
import java.util.Random;

/**
 * What phones ask for beside their shakes, at fixed instants: packets and answers that they have
 * heard before, in turn. Time is an argument. For one thread.
 */
final class CrowdProbes {

  private final long nanosBetween;
  private final Random chance;
  private final long[] lastTurns;
  private long nextAtNanos;
  private int phones;
  private boolean packetsNext;

  CrowdProbes(double perSecond, int phones, Random chance) {
    this.nanosBetween = Math.round(1e9 / perSecond);
    this.chance = chance;
    this.lastTurns = new long[phones];
    Arrays.fill(lastTurns, -1);
  }

  /** From now on any of the first phones asks. */
  void begin(int firstPhones, long nowNanos) {
    if (phones == 0) {
      nextAtNanos = nowNanos + nanosBetween;
    }
    phones = firstPhones;
  }

  /** A phone heard the outcome of a turn, which it may ask for again. */
  void heardAnswer(int phone, long turn) {
    lastTurns[phone] = turn;
  }

  /** The next that is due; null if none is. */
  CrowdQuestion poll(long nowNanos) {
    if (phones == 0 || nextAtNanos - nowNanos > 0) {
      return null;
    }
    final long dueAtNanos = nextAtNanos;
    nextAtNanos += nanosBetween;
    packetsNext = !packetsNext;
    int phone = chance.nextInt(phones);
    boolean isForPackets = packetsNext || lastTurns[phone] < 0;
    return new CrowdQuestion(
        isForPackets ? Kind.PACKETS : Kind.ANSWER, phone, dueAtNanos, dueAtNanos, lastTurns[phone]);
  }
}
