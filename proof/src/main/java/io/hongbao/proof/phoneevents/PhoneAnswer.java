package io.hongbao.proof.phoneevents;

import io.hongbao.domain.draw.Outcome;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer as a phone heard it.
 *
 * @param outcome what was decided; empty exactly for CLOSED and BUSY
 */
public record PhoneAnswer(AnswerResult result, Optional<Outcome> outcome) {

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

  public static final PhoneAnswer CLOSED = new PhoneAnswer(AnswerResult.CLOSED, Optional.empty());
  public static final PhoneAnswer BUSY = new PhoneAnswer(AnswerResult.BUSY, Optional.empty());

  public PhoneAnswer {
    Objects.requireNonNull(result, "result");
    if (!outcome.map(PhoneAnswer::resultOf).equals(resultWithOutcome(result))) {
      throw new IllegalArgumentException("result " + result + " with outcome " + outcome);
    }
  }

  public static PhoneAnswer of(Outcome outcome) {
    return new PhoneAnswer(resultOf(outcome), Optional.of(outcome));
  }

  private static Optional<AnswerResult> resultWithOutcome(AnswerResult result) {
    return switch (result) {
      case PACKET, GREETING, MISS, LIMITED -> Optional.of(result);
      case CLOSED, BUSY -> Optional.empty();
    };
  }

  private static AnswerResult resultOf(Outcome outcome) {
    return AnswerResult.valueOf(outcome.label());
  }
}
