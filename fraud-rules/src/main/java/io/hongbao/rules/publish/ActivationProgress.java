package io.hongbao.rules.publish;

import io.hongbao.rules.verdict.RiskNote;
import java.util.BitSet;
import java.util.Locale;

/** The subtasks of the risk job's judge that have a version in force, or a later one. */
public final class ActivationProgress {

  private final int version;
  private final BitSet have = new BitSet();
  private int subtasks;

  ActivationProgress(int version) {
    this.version = version;
  }

  void take(RiskNote note) {
    if (note.kind() == RiskNote.Kind.IN_FORCE && note.version() >= version) {
      subtasks = note.subtasks();
      have.set(note.subtask());
    }
  }

  public boolean isEverywhere() {
    return subtasks > 0 && have.cardinality() >= subtasks;
  }

  /** Such as {@code 1 of 2 subtasks}. */
  @Override
  public String toString() {
    return subtasks == 0
        ? "no subtask"
        : String.format(
            Locale.ROOT,
            "%d of %d subtask%s",
            have.cardinality(),
            subtasks,
            subtasks == 1 ? "" : "s");
  }
}
