package io.hongbao.edge.shake;

/** The answer that an {@link AnswerListener} waits for. Thread-safe. */
public interface AnswerSubscription {

  /**
   * The waiter's time is up: it will hear nothing more, unless it is being told this very moment.
   *
   * @return what it may say instead
   */
  ShakeStatus leave(AnswerListener waiter);
}
