package io.hongbao.rehearsal.bench.process;

import java.util.Set;

/** The two cores of a benchmark: servers under test have the first, the load has the second. */
public final class BenchCores {

  public static final int SERVERS = 0;
  public static final int LOAD = 1;

  static final Set<Integer> BOTH = Set.of(SERVERS, LOAD);

  private BenchCores() {}

  /** Binds this process, which makes the load, once its servers were started. */
  public static void pinLoad() {
    Cores.pin(ProcessHandle.current().pid(), LOAD);
  }

  /** Lets this process run on any core again, so that what it starts may do so too. */
  public static void releaseLoad() {
    Cores.release(ProcessHandle.current().pid());
  }
}
