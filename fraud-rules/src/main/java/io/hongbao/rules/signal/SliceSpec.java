package io.hongbao.rules.signal;

import io.hongbao.rules.model.Measure;

/**
 * Slices that one or more signals of a grouping read.
 *
 * @param measure what the slices hold
 * @param sliceMillis their width
 * @param keepMillis the longest window that reads them
 */
public record SliceSpec(Measure measure, long sliceMillis, long keepMillis) {

  /** The slice that an evaluation second fills. */
  long sliceOfSecond(long secondEndMillis) {
    return Math.floorDiv(secondEndMillis - EvaluationSecond.MILLIS, sliceMillis);
  }

  /** The first slice that lies in a window as a whole. */
  long firstSliceOf(long windowMillis, long secondEndMillis) {
    return -Math.floorDiv(windowMillis - secondEndMillis, sliceMillis);
  }

  boolean isSameSlices(SliceSpec other) {
    return measure == other.measure && sliceMillis == other.sliceMillis;
  }
}
