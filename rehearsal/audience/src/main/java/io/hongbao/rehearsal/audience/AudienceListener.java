package io.hongbao.rehearsal.audience;

/** Watches the answers while the load runs. Called in the loop's thread, so it must not block. */
public interface AudienceListener {

  AudienceListener NONE = (edge, sentAtMillis, heardAtMillis) -> {};

  /**
   * A shake heard its outcome, for the first time.
   *
   * @param edge that told it, counted from 0 in the order of the settings
   * @param sentAtMillis when the phone first posted it, epoch milliseconds
   * @param heardAtMillis by the same clock
   */
  void decided(int edge, long sentAtMillis, long heardAtMillis);

  /**
   * A shake was acknowledged; its outcome is heard now or later.
   *
   * @param sentAtMillis when the phone first posted it, epoch milliseconds
   */
  default void acknowledged(long sentAtMillis) {}

  /** A phone heard where a packet stands that it claims: the claim is decided. */
  default void claimed() {}

  /** A phone waits no longer for the outcome of a shake that was acknowledged. */
  default void gaveUp(long sentAtMillis) {}
}
