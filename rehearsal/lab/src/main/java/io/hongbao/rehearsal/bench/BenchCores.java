package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.process.Cores;

/** Who runs where: servers under test on the first core, load on the second. */
final class BenchCores {

  static final int SERVERS = 0;
  static final int LOAD = 1;

  private BenchCores() {}

  /** Binds this process, which makes the load, once its servers were started. */
  static void pinLoad() {
    Cores.pin(ProcessHandle.current().pid(), LOAD);
  }
}
