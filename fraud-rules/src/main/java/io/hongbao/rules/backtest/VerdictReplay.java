package io.hongbao.rules.backtest;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log under the rules as they were published while it was written: what the risk job must have
 * said. It takes the log from its beginning, for what was said before may stand still. Not
 * thread-safe.
 */
public final class VerdictReplay {

  /** Partitions are read in the order of time; a broker's clock may step back a little. */
  private static final long LATENESS_MILLIS = 2_000;

  /**
   * When a rule spoke of somebody first.
   *
   * @param secondMillis the end of the evaluation second in which the condition first held
   * @param shakeMillis the edge's clock at the first shake of that second for which it held
   */
  record First(long secondMillis, long shakeMillis) {}

  private final Deque<RuleSet> notYetKnown;
  private final long publishedFirstMillis;
  private final RuleSetTimeline timeline = new RuleSetTimeline();
  private final RuleReplay replay = new RuleReplay(timeline, LATENESS_MILLIS, new Noting());
  private final Map<VerdictKey, First> firsts = new HashMap<>();
  private final Map<VerdictKey, Long> shakesOfSecond = new HashMap<>();
  private long secondMillis;
  private long lastMillis;

  /**
   * A replay that has seen nothing.
   *
   * @param versions all that were published
   */
  public VerdictReplay(List<RuleSet> versions) {
    this.notYetKnown =
        new ArrayDeque<>(
            versions.stream().sorted(Comparator.comparingInt(RuleSet::version)).toList());
    this.publishedFirstMillis =
        notYetKnown.isEmpty() ? Long.MAX_VALUE : notYetKnown.getFirst().publishedAtMillis();
  }

  private final class Noting implements RuleReplayListener {
    @Override
    public void evaluated(SignalVector vector, List<Hit> hits) {
      if (vector.beatEndMillis() != secondMillis) {
        secondMillis = vector.beatEndMillis();
        shakesOfSecond.clear();
      }
      for (Hit hit : hits) {
        shakesOfSecond.merge(
            new VerdictKey(hit.entity(), hit.ruleId(), hit.ruleVersion()),
            vector.stampMillis(),
            Math::min);
      }
    }

    @Override
    public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
      for (Verdict verdict : update.told()) {
        VerdictKey key = VerdictKey.of(verdict);
        firsts.computeIfAbsent(
            key,
            any ->
                new First(
                    verdict.firstMillis(),
                    shakesOfSecond.getOrDefault(key, verdict.firstMillis())));
      }
    }
  }

  /** Takes the next event; as the job, none from before the first rules were published. */
  public void take(RiskEvent event) {
    while (!notYetKnown.isEmpty()
        && notYetKnown.getFirst().publishedAtMillis() <= event.atMillis()) {
      timeline.add(CompiledRuleSet.of(notYetKnown.removeFirst()));
    }
    if (event.atMillis() >= publishedFirstMillis) {
      replay.take(event);
      lastMillis = Math.max(lastMillis, event.atMillis());
    }
  }

  /** Counts what is still open. */
  public void finish() {
    replay.finish(lastMillis + LATENESS_MILLIS);
  }

  /** The first evaluation second's end that the log does not reach. */
  public long endMillis() {
    return EvaluationSecond.endOf(lastMillis) + 1;
  }

  /** When each rule spoke of each entity first. */
  Map<VerdictKey, First> firsts() {
    return Collections.unmodifiableMap(firsts);
  }
}
