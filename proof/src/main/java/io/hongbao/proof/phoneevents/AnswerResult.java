package io.hongbao.proof.phoneevents;

/** The {@code result} of an answer, as the public contract spells it. */
public enum AnswerResult {
  PACKET,
  GREETING,
  MISS,
  LIMITED,
  /** No wave is open, or the bucket cannot decide yet. Not an outcome. */
  CLOSED,
  /** Nothing was logged. Not an outcome. */
  BUSY
}
