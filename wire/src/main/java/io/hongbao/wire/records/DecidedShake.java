package io.hongbao.wire.records;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import java.util.Objects;
import java.util.Optional;

/**
 * What the draw job says of a logged shake, on its way to the cache.
 *
 * @param show the show
 * @param user whose turn
 * @param shakeId wave and turn
 * @param edge who logged the shake, and so who waits for the answer
 * @param ownRepeat whether that edge has appended it again, since no answer came
 * @param appendedAtMillis when the log took it
 * @param outcome empty if the bucket said CLOSED for now
 * @param isPractice whether the show is a practice show
 * @param keptMillis how long an outcome can be looked up, from when it is written
 */
public record DecidedShake(
    String show,
    String user,
    ShakeId shakeId,
    String edge,
    boolean ownRepeat,
    long appendedAtMillis,
    Optional<Outcome> outcome,
    boolean isPractice,
    long keptMillis) {

  public DecidedShake {
    Objects.requireNonNull(show, "show");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(shakeId, "shakeId");
    Objects.requireNonNull(edge, "edge");
    Objects.requireNonNull(outcome, "outcome");
  }

  /** Whose outcome is kept as long as is usual. */
  public DecidedShake(
      String show,
      String user,
      ShakeId shakeId,
      String edge,
      boolean ownRepeat,
      long appendedAtMillis,
      Optional<Outcome> outcome,
      boolean isPractice) {
    this(
        show,
        user,
        shakeId,
        edge,
        ownRepeat,
        appendedAtMillis,
        outcome,
        isPractice,
        AnswerLifetime.SHORTEST_MILLIS);
  }

  /** Of a show that is no practice. */
  public DecidedShake(
      String show,
      String user,
      ShakeId shakeId,
      String edge,
      boolean ownRepeat,
      long appendedAtMillis,
      Optional<Outcome> outcome) {
    this(show, user, shakeId, edge, ownRepeat, appendedAtMillis, outcome, false);
  }

  /** What a shake got, of a show whose answers are kept so long. */
  public static DecidedShake decided(
      ShakeRecord shake, long appendedAtMillis, Outcome outcome, AnswerLifetime lifetime) {
    return of(
        shake, appendedAtMillis, Optional.of(outcome), lifetime.keptMillisAt(appendedAtMillis));
  }

  /** A shake whose bucket said CLOSED for now. */
  public static DecidedShake closed(ShakeRecord shake, long appendedAtMillis) {
    return of(shake, appendedAtMillis, Optional.empty(), AnswerLifetime.SHORTEST_MILLIS);
  }

  private static DecidedShake of(
      ShakeRecord shake, long appendedAtMillis, Optional<Outcome> outcome, long keptMillis) {
    return new DecidedShake(
        shake.key().show(),
        shake.user(),
        shake.shakeId(),
        shake.edge(),
        shake.ownRepeat(),
        appendedAtMillis,
        outcome,
        shake.isPractice(),
        keptMillis);
  }
}
