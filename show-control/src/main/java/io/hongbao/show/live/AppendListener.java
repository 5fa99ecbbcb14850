package io.hongbao.show.live;

/** Hears how far the records of a plan are. Called in the operator's thread. */
@FunctionalInterface
public interface AppendListener {

  /** Of a caller who does not want to know. */
  AppendListener NONE = (appended, buckets) -> {};

  /**
   * The records of one more bucket were appended.
   *
   * @param appended buckets so far
   * @param buckets of the show
   */
  void bucketAppended(int appended, int buckets);
}
