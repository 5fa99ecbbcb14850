package io.hongbao.proof.seen;

import io.hongbao.domain.draw.Outcome;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer as a phone heard it.
 *
 * @param outcome what was decided; empty exactly for CLOSED and BUSY
 */
public record HeardAnswer(HeardResult result, Optional<Outcome> outcome) {

  public static final HeardAnswer CLOSED = new HeardAnswer(HeardResult.CLOSED, Optional.empty());
  public static final HeardAnswer BUSY = new HeardAnswer(HeardResult.BUSY, Optional.empty());

  public HeardAnswer {
    Objects.requireNonNull(result, "result");
    if (!outcome.map(HeardAnswer::resultOf).equals(resultWithOutcome(result))) {
      throw new IllegalArgumentException("result " + result + " with outcome " + outcome);
    }
  }

  public static HeardAnswer of(Outcome outcome) {
    return new HeardAnswer(resultOf(outcome), Optional.of(outcome));
  }

  private static Optional<HeardResult> resultWithOutcome(HeardResult result) {
    return switch (result) {
      case PACKET, GREETING, MISS, LIMITED -> Optional.of(result);
      case CLOSED, BUSY -> Optional.empty();
    };
  }

  private static HeardResult resultOf(Outcome outcome) {
    return HeardResult.valueOf(outcome.label());
  }
}
