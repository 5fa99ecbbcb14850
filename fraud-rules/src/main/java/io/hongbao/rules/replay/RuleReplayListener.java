package io.hongbao.rules.replay;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import java.util.List;

/** Hears what a replay finds, one evaluation second after the other. */
public interface RuleReplayListener {

  /** A signal vector has passed all counters and the rules; it may have hit none. */
  default void evaluated(SignalVector vector, List<Hit> hits) {}

  /** The judge has something to say. */
  default void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {}
}
