package io.hongbao.rehearsal.torture;

import java.util.Locale;

/** Parts of a system that can be broken. */
public enum PartKind {
  TASKMANAGER("taskmanager", 5),
  JOBMANAGER("jobmanager", 10),
  REDIS("redis", 5),
  BROKER("kafka", 10),
  EDGE("edge", 5);

  private final String processName;
  private final int goalSeconds;

  PartKind(String processName, int goalSeconds) {
    this.processName = processName;
    this.goalSeconds = goalSeconds;
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
