package io.hongbao.rehearsal.system;

/**
 * How much memory the parts of a system take: what each was seen to hold, in MiB, under an audience
 * of some hundred shakes a second, rounded up. They may grow beyond it under a heavier one.
 */
final class MemoryNeed {

  private static final int REDIS = 30;

  /** All but Redis, with one task manager and one edge. */
  private static final int ONE_JVM = 800;

  private static final int FURTHER_TASK_MANAGER_IN_JVM = 100;
  private static final int FURTHER_EDGE_IN_JVM = 40;

  /** The process that watches over the others. */
  private static final int WATCHER = 200;

  private static final int BROKER = 400;
  private static final int JOB_MANAGER = 350;
  private static final int TASK_MANAGER = 450;
  private static final int EDGE = 250;

  /** With the processes that serve its connections. */
  private static final int POSTGRES = 60;

  private static final int WALLET = 120;
  private static final int PAYOUT = 120;
  private static final int WALLET_AND_PAYOUT_IN_JVM = 30;

  private MemoryNeed() {}

  static int mebibytes(LocalSettings settings) {
    return REDIS
        + (settings.processes() ? asProcesses(settings) : inOneJvm(settings))
        + settings.money().map(money -> of(money, settings.processes())).orElse(0);
  }

  private static int of(MoneySettings money, boolean processes) {
    return (money.databaseUrl().isPresent() ? 0 : POSTGRES)
        + (processes ? WALLET + PAYOUT : WALLET_AND_PAYOUT_IN_JVM);
  }

  private static int inOneJvm(LocalSettings settings) {
    return ONE_JVM
        + FURTHER_TASK_MANAGER_IN_JVM * (settings.taskManagers() - 1)
        + FURTHER_EDGE_IN_JVM * (settings.edges() - 1);
  }

  private static int asProcesses(LocalSettings settings) {
    return WATCHER
        + BROKER * settings.brokers()
        + JOB_MANAGER
        + TASK_MANAGER * settings.taskManagers()
        + EDGE * settings.edges();
  }
}
