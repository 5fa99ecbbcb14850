package io.hongbao.edge.shake;

/**
 * Where the latest append of a pending shake stands in the log.
 *
 * @param offset in its partition; {@link #NOT_KNOWN} until Kafka has told it
 * @param appendedAtMillis by the edge's clock: acknowledged then, or sent as a repeat
 * @param repeats how often the edge has appended the shake again so far
 */
record LatestAppend(long offset, long appendedAtMillis, int repeats) {

  /** Nothing is behind it. */
  static final long NOT_KNOWN = Long.MAX_VALUE;
}
