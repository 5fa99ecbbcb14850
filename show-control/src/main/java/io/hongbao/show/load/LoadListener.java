package io.hongbao.show.load;

/** Hears how far a load is. Called in the loader's thread. */
@FunctionalInterface
public interface LoadListener {

  /** Of a caller who does not want to know. */
  LoadListener NONE = (appended, buckets) -> {};

  /**
   * The records of one more bucket were appended.
   *
   * @param appended buckets so far
   * @param buckets of the show
   */
  void bucketAppended(int appended, int buckets);
}
