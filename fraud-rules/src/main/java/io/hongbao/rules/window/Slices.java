package io.hongbao.rules.window;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Measure;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** The slices of one slice spec of one key. Slices are filled in order of time. Not thread-safe. */
public sealed interface Slices
    permits CountSlices, NumberSlices, DistinctSlices, SequenceSlices, RecentSharers {

  /** Empty slices for a measure. */
  static Slices of(Measure measure) {
    return switch (measure) {
      case REQUESTS, SHAKES, PACKETS -> new CountSlices();
      case AMOUNT_FEN, INTERVAL_MS -> new NumberSlices();
      case USER, DEVICE, ADDRESS, BLOCK -> new DistinctSlices();
      case SEQUENCE -> new SequenceSlices();
      case DEVICE_SHARERS, ADDRESS_SHARERS -> new RecentSharers();
    };
  }

  /** The aggregate over all slices from one on. */
  double read(Aggregate aggregate, long firstSlice);

  /** Forgets the slices before one. */
  void dropBefore(long firstSlice);

  boolean isEmpty();

  /** The latest slice that holds something; {@link Long#MIN_VALUE} if none does. */
  long latest();

  /**
   * Writes all slices.
   *
   * @param base the latest slice or a later one; slices are written as their distance from it
   */
  void write(RecordWriter writer, long base);

  /** Reads what {@link #write} wrote with the same base; these slices must be empty. */
  void read(RecordReader reader, long base);
}
