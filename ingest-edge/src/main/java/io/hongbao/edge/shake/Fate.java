package io.hongbao.edge.shake;

import io.hongbao.domain.draw.Outcome;

/**
 * What somebody who waits for a shake is told of it.
 *
 * @param outcome of kind ANSWERED only, else null
 */
public record Fate(Kind kind, Outcome outcome) {

  /** The shake is in the log; its answer is not there yet. */
  public static final Fate PENDING = new Fate(Kind.PENDING, null);

  /** The bucket is closed for now and the shake undecided; it may be used again. */
  public static final Fate CLOSED = new Fate(Kind.CLOSED, null);

  /** Nothing was sent to the log. */
  public static final Fate BUSY = new Fate(Kind.BUSY, null);

  /** Sent, and the log has not said whether it has it. */
  public static final Fate UNCERTAIN = new Fate(Kind.UNCERTAIN, null);

  /** Neither this edge nor the cache knows it. */
  public static final Fate UNKNOWN = new Fate(Kind.UNKNOWN, null);

  /** This edge does not know it and the cache does not answer. */
  public static final Fate CACHE_AWAY = new Fate(Kind.CACHE_AWAY, null);

  /** See the constants of {@link Fate}. */
  public enum Kind {
    ANSWERED,
    PENDING,
    CLOSED,
    BUSY,
    UNCERTAIN,
    UNKNOWN,
    CACHE_AWAY
  }

  public static Fate answered(Outcome outcome) {
    return new Fate(Kind.ANSWERED, outcome);
  }
}
