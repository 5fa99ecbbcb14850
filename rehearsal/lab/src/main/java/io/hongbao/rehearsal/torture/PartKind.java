package io.hongbao.rehearsal.torture;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Parts of a system that can be broken. */
public enum PartKind {
  TASKMANAGER("taskmanager", 5),
  JOBMANAGER("jobmanager", 10),
  REDIS("redis", 5),
  BROKER("kafka", 10),
  EDGE("edge", 5),
  POSTGRES("postgres", 5),
  WALLET("wallet", 5),
  PAYOUT("payout", 5);

  private final String processName;
  private final int goalSeconds;

  PartKind(String processName, int goalSeconds) {
    this.processName = processName;
    this.goalSeconds = goalSeconds;
  }

  /** Those that every system has. */
  public static Set<PartKind> answering() {
    return EnumSet.range(TASKMANAGER, EDGE);
  }

  /** Whether only a system that pays has it. */
  public boolean isOfMoney() {
    return compareTo(EDGE) > 0;
  }

  /** The name of an instance's pid file, without its suffix; instances count from 1. */
  String processName(int instance) {
    return processName + "-" + instance;
  }

  /** How soon answers should flow again after a kill. */
  int goalSeconds() {
    return goalSeconds;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
