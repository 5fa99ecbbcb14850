package io.hongbao.rules.signal;

import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Measure;
import java.util.Optional;

/**
 * Slices that one or more signals of a grouping read.
 *
 * @param measure what the slices hold
 * @param sliceMillis their width
 * @param keepMillis the longest window that reads them
 * @param sequence of {@link Measure#SEQUENCE}; empty for all others
 */
public record SliceSpec(
    Measure measure, long sliceMillis, long keepMillis, Optional<EventSequence> sequence) {

  SliceSpec(Measure measure, long sliceMillis, long keepMillis) {
    this(measure, sliceMillis, keepMillis, Optional.empty());
  }

  SliceSpec keeping(long longerMillis) {
    return new SliceSpec(measure, sliceMillis, Math.max(keepMillis, longerMillis), sequence);
  }

  /** The slice that an evaluation second fills. */
  long sliceOfSecond(long secondEndMillis) {
    return Math.floorDiv(secondEndMillis - EvaluationSecond.MILLIS, sliceMillis);
  }

  /** The first slice that lies in a window as a whole. */
  long firstSliceOf(long windowMillis, long secondEndMillis) {
    return -Math.floorDiv(windowMillis - secondEndMillis, sliceMillis);
  }

  boolean isSameSlices(SliceSpec other) {
    return measure == other.measure
        && sliceMillis == other.sliceMillis
        && sequence.equals(other.sequence);
  }
}
