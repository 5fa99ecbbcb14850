package io.hongbao.jobs;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Ends the job once, after so many records, and counts what it reads over the restart. One of them
 * at a time, with parallelism 1.
 */
public final class FailOnce<T> implements MapFunction<T, T> {

  private static final long serialVersionUID = 1L;

  /** Static, since the function travels to the cluster in this JVM. */
  private static final AtomicInteger READ = new AtomicInteger();

  private final int failAfter;

  public FailOnce(int failAfter) {
    this.failAfter = failAfter;
    READ.set(0);
  }

  /**
   * More than the records of the log if some were read twice, less than twice as many if the job
   * resumed from a checkpoint. What was read twice need not be written twice: a task that runs
   * beside this one can end before it has seen it.
   */
  public static int recordsRead() {
    return READ.get();
  }

  @Override
  public T map(T record) {
    if (READ.incrementAndGet() == failAfter) {
      throw new IllegalStateException("planted failure");
    }
    return record;
  }
}
