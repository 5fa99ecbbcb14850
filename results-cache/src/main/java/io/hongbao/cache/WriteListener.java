package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;
import java.util.List;

/**
 * Hears how a writer gets on, for metrics. Called in the writer's own thread: it must be quick and
 * must not throw.
 */
public interface WriteListener {

  /** Redis has the decisions, which it took in one batch. */
  void acknowledged(List<DecidedShake> decisions);

  /**
   * Redis failed or did not answer in time; the decisions are sent again.
   *
   * @param decisions how many
   */
  void retried(int decisions);

  /** Hears nothing. */
  WriteListener NONE =
      new WriteListener() {
        @Override
        public void acknowledged(List<DecidedShake> decisions) {}

        @Override
        public void retried(int decisions) {}
      };
}
