package io.hongbao.rules.signal;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * The last so many different turns; the oldest falls out. A turn is kept as the hash of its wave
 * and its number there, so that the turns of one wave take little more than a byte each. Not
 * thread-safe.
 */
final class RecentTurns {

  private static final char NUMBER_SEPARATOR = '-';

  /** More digits than any turn has; a longer number is part of the name. */
  private static final int MAX_DIGITS = 9;

  private final long[] waves;

  /** From 1; 0 for a turn whose name does not end in a number. */
  private final int[] numbers;

  private int size;

  RecentTurns(int max) {
    this.waves = new long[max];
    this.numbers = new int[max];
  }

  /** Whether it was not among them; now it is. */
  boolean add(String turn) {
    int digits = digitsOf(turn);
    int number =
        digits == 0 ? 0 : Integer.parseInt(turn, turn.length() - digits, turn.length(), 10) + 1;
    long wave = SignalVector.hash(digits == 0 ? turn : turn.substring(0, turn.length() - digits));
    for (int i = size - 1; i >= 0; i--) {
      if (numbers[i] == number && waves[i] == wave) {
        return false;
      }
    }
    if (size == waves.length) {
      size--;
      System.arraycopy(waves, 1, waves, 0, size);
      System.arraycopy(numbers, 1, numbers, 0, size);
    }
    waves[size] = wave;
    numbers[size++] = number;
    return true;
  }

  /** How many digits of a number stand at the end, which has one spelling alone; 0 if none do. */
  private static int digitsOf(String turn) {
    int from = turn.lastIndexOf(NUMBER_SEPARATOR) + 1;
    int digits = turn.length() - from;
    if (from == 0
        || digits == 0
        || digits > MAX_DIGITS
        || (digits > 1 && turn.charAt(from) == '0')) {
      return 0;
    }
    for (int i = from; i < turn.length(); i++) {
      if (turn.charAt(i) < '0' || turn.charAt(i) > '9') {
        return 0;
      }
    }
    return digits;
  }

  /** Writes the oldest first, and a wave's hash only where it is another than before. */
  void write(RecordWriter writer) {
    writer.writeNumber(size);
    long wave = 0;
    int number = 0;
    for (int i = 0; i < size; i++) {
      boolean isOtherWave = i == 0 || waves[i] != wave;
      long step = isOtherWave ? numbers[i] : (long) numbers[i] - number;
      writer.writeNumber((step << 1 ^ step >> 63) << 1 | (isOtherWave ? 1 : 0));
      if (isOtherWave) {
        writer.writeBits(waves[i]);
      }
      wave = waves[i];
      number = numbers[i];
    }
  }

  void read(RecordReader reader) {
    int count = reader.readInt();
    if (count > waves.length) {
      throw new MalformedRecordException(count + " turns, expected at most " + waves.length);
    }
    long wave = 0;
    int number = 0;
    for (size = 0; size < count; size++) {
      long head = reader.readNumber();
      long step = head >>> 2 ^ -(head >>> 1 & 1);
      if ((head & 1) == 1) {
        wave = reader.readBits();
        number = (int) step;
      } else {
        number += (int) step;
      }
      waves[size] = wave;
      numbers[size] = number;
    }
  }
}
