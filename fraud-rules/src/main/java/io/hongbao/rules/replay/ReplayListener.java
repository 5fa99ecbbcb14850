package io.hongbao.rules.replay;

import io.hongbao.rules.count.Card;
import io.hongbao.rules.judge.Hit;
import io.hongbao.rules.judge.Judgement;
import io.hongbao.rules.model.Entity;
import java.util.List;

/** Hears what a replay finds, beat by beat. */
public interface ReplayListener {

  /** A card has passed all counters and the rules; it may have hit none. */
  default void evaluated(Card card, List<Hit> hits) {}

  /** The judge has something to say. */
  default void judged(long beatEndMillis, Entity entity, Judgement judgement) {}
}
