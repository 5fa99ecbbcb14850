package io.hongbao.edge.shake;

/** What a {@link Waiter} waits for. Thread-safe. */
public interface Awaited {

  /**
   * The waiter's time is up: it will hear nothing more, unless it is being told this very moment.
   *
   * @return what it may say instead
   */
  Fate leave(Waiter waiter);
}
