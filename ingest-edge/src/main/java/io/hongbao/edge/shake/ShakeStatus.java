package io.hongbao.edge.shake;

import io.hongbao.domain.draw.Outcome;

/**
 * The status of a shake, as listeners receive it.
 *
 * @param outcome of kind ANSWERED only, else null
 */
public record ShakeStatus(Kind kind, Outcome outcome) {

  /** The shake is in the log; its answer is not there yet. */
  public static final ShakeStatus PENDING = new ShakeStatus(Kind.PENDING, null);

  /** The bucket is closed for now and the shake undecided; it may be used again. */
  public static final ShakeStatus CLOSED = new ShakeStatus(Kind.CLOSED, null);

  /** Nothing was sent to the log. */
  public static final ShakeStatus BUSY = new ShakeStatus(Kind.BUSY, null);

  /** Sent, and the log has not said whether it has it. */
  public static final ShakeStatus UNCERTAIN = new ShakeStatus(Kind.UNCERTAIN, null);

  /** Neither this edge nor the cache knows it. */
  public static final ShakeStatus UNKNOWN = new ShakeStatus(Kind.UNKNOWN, null);

  /** This edge does not know it and the cache does not answer. */
  public static final ShakeStatus CACHE_AWAY = new ShakeStatus(Kind.CACHE_AWAY, null);

  /** See the constants of {@link ShakeStatus}. */
  public enum Kind {
    ANSWERED,
    PENDING,
    CLOSED,
    BUSY,
    UNCERTAIN,
    UNKNOWN,
    CACHE_AWAY
  }

  public static ShakeStatus answered(Outcome outcome) {
    return new ShakeStatus(Kind.ANSWERED, outcome);
  }
}
