package io.hongbao.rules.verdict;

/**
 * What the risk job says of itself, in the topic of its verdicts' reasons.
 *
 * @param version of the rule set
 * @param rule whose condition could not be told; empty if the set is in force
 * @param count of signal vectors for which it could not be told since the note before; 0 if the set
 *     is in force
 * @param subtask of the operator that says so, from 0
 * @param subtasks it has in all
 * @param atMillis the evaluation second in which it is so
 */
public record RiskNote(
    Kind kind, int version, String rule, long count, int subtask, int subtasks, long atMillis) {

  /** What a record's key begins with, where others begin with a kind of entity. */
  public static final String KEY = "note:";

  /** What a note is about. */
  public enum Kind {
    IN_FORCE,
    ERRORS
  }

  /** A subtask of the judge has a rule set in force. */
  public static RiskNote inForce(int version, int subtask, int subtasks, long atMillis) {
    return new RiskNote(Kind.IN_FORCE, version, "", 0, subtask, subtasks, atMillis);
  }

  /** A rule could not tell so often. */
  public static RiskNote errors(
      int version, String rule, long count, int subtask, int subtasks, long atMillis) {
    return new RiskNote(Kind.ERRORS, version, rule, count, subtask, subtasks, atMillis);
  }

  /** The record's key. */
  public String key() {
    return KEY + kind;
  }
}
