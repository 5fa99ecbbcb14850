package io.hongbao.edge.shake;

/** A listener for the status of a shake. */
public interface AnswerListener {

  /** Whether it waits for the answer; else it is content with knowing that the shake is logged. */
  boolean waitsForAnswer();

  /**
   * Of one that waits for the answer: the log has the shake. Called in any thread, at most once,
   * and perhaps after the answer was heard; must return at once.
   */
  default void acknowledged() {}

  /** Hears what there is to say, once. Called in any thread; must return at once. */
  void hear(ShakeStatus status);

  /** The answer that an {@link AnswerListener} waits for. Thread-safe. */
  interface AnswerSubscription {

    /**
     * The listener's time is up: it will hear nothing more, unless it is being told this very
     * moment.
     *
     * @return what it may say instead
     */
    ShakeStatus leave(AnswerListener listener);
  }
}
