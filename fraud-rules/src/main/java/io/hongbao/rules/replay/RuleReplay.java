package io.hongbao.rules.replay;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.signal.Intake;
import io.hongbao.rules.signal.IntakeState;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Evaluator;
import io.hongbao.rules.verdict.Hit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Drives events through intake, counters, rules and judge, as the live job does, in memory and
 * without Flink. Not thread-safe.
 *
 * <p>Events may come in any order within the allowed lateness; the result is the same. The
 * watermark is the latest instant seen, of an event or a tick, less the lateness.
 */
public final class RuleReplay {

  /**
   * What a replay has gone through.
   *
   * @param events taken, late ones too
   * @param namelessEvents that were set aside, for their users have no valid names
   * @param lateEvents that came when their second had been counted; they count nowhere
   * @param cards signal vectors that were evaluated
   * @param beats evaluation seconds that had events
   * @param faults how often each rule could not tell, by its id
   */
  public record RuleReplayTotals(
      long events,
      long namelessEvents,
      long lateEvents,
      long cards,
      long beats,
      Map<String, Long> faults) {

    public RuleReplayTotals {
      faults = Map.copyOf(faults);
    }
  }

  /** How many evaluation seconds lie between two looks for users who have gone. */
  private static final int SECONDS_BETWEEN_SWEEPS = 600;

  private final RuleSetTimeline timeline;
  private final long latenessMillis;
  private final RuleReplayListener listener;
  private final TreeMap<Long, TreeMap<String, List<RiskEvent>>> open = new TreeMap<>();
  private final Map<String, IntakeState> intakes = new HashMap<>();
  private final List<KeyedCounters> counters = new ArrayList<>();
  private final KeyedVerdicts verdicts;
  private final Map<String, Long> faults = new HashMap<>();

  private CompiledRuleSet ruleSet;
  private Intake intake;
  private Evaluator evaluator;
  private long closedUntilMillis = Long.MIN_VALUE;
  private long latestMillis = Long.MIN_VALUE;
  private long events;
  private long namelessEvents;
  private long lateEvents;
  private long cards;
  private long beats;

  /**
   * A replay that has seen nothing.
   *
   * @param timeline rule sets may be added to it while the replay runs
   * @param latenessMillis how much later than a later one an event may come
   */
  public RuleReplay(RuleSetTimeline timeline, long latenessMillis, RuleReplayListener listener) {
    if (latenessMillis < 0) {
      throw new IllegalArgumentException("lateness " + latenessMillis + ": expected 0 or more");
    }
    this.timeline = timeline;
    this.latenessMillis = latenessMillis;
    this.listener = listener;
    this.verdicts = new KeyedVerdicts(timeline, listener);
    this.ruleSet = CompiledRuleSet.EMPTY;
    for (Grouping by : Grouping.values()) {
      counters.add(new KeyedCounters(by, ruleSet.plan()));
    }
    open(ruleSet);
  }

  /** Takes an event, and closes the evaluation seconds that its instant shows to be over. */
  public void take(RiskEvent event) {
    events++;
    if (event.isNameless()) {
      namelessEvents++;
    } else if (EvaluationSecond.endOf(event.atMillis()) <= closedUntilMillis) {
      lateEvents++;
    } else {
      open.computeIfAbsent(EvaluationSecond.endOf(event.atMillis()), any -> new TreeMap<>())
          .computeIfAbsent(event.user(), any -> new ArrayList<>())
          .add(event);
    }
    tick(event.atMillis());
  }

  /** The log's clock says so late it is. */
  public void tick(long atMillis) {
    if (atMillis > latestMillis) {
      latestMillis = atMillis;
      closeUntil(EvaluationSecond.closedBy(atMillis - latenessMillis));
    }
  }

  /** Closes what is open, and lets the clock run on to an instant so that verdicts expire. */
  public void finish(long untilMillis) {
    long last = open.isEmpty() ? untilMillis : Math.max(untilMillis, open.lastKey());
    closeUntil(EvaluationSecond.closedBy(last));
  }

  private void closeUntil(long endMillis) {
    if (endMillis <= closedUntilMillis) {
      return;
    }
    for (long stop = nextStop(); stop <= endMillis; stop = nextStop()) {
      verdicts.wakeUntil(stop);
      follow(stop);
      if (open.containsKey(stop)) {
        close(stop, open.remove(stop));
      }
    }
    verdicts.wakeUntil(endMillis);
    closedUntilMillis = endMillis;
  }

  /** Where something may change: a second with events, or another rule set's first second. */
  private long nextStop() {
    long second = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    long change = timeline.nextChangeAfter(ruleSet);
    return Math.max(closedUntilMillis, Math.min(second, change));
  }

  private void close(long secondEndMillis, Map<String, List<RiskEvent>> byUser) {
    beats++;
    List<SignalVector> passing = new ArrayList<>();
    byUser.forEach(
        (user, its) ->
            passing.addAll(
                intake.admit(
                    intakes.computeIfAbsent(user, any -> new IntakeState()),
                    secondEndMillis,
                    its)));
    for (KeyedCounters each : counters) {
      each.count(secondEndMillis, passing);
    }
    for (SignalVector vector : passing) {
      List<Hit> hits = evaluator.evaluate(vector);
      listener.evaluated(vector, hits);
      verdicts.hear(hits);
    }
    verdicts.judge(secondEndMillis);
    if (beats % SECONDS_BETWEEN_SWEEPS == 0) {
      intakes.values().removeIf(state -> state.emptyAtMillis() <= secondEndMillis);
    }
    cards += passing.size();
  }

  private void follow(long secondEndMillis) {
    CompiledRuleSet wanted = timeline.at(secondEndMillis);
    if (wanted != ruleSet) {
      countFaults();
      counters.forEach(each -> each.follow(wanted.plan()));
      open(wanted);
      verdicts.revise(wanted, secondEndMillis);
    }
  }

  private void open(CompiledRuleSet newRuleSet) {
    ruleSet = newRuleSet;
    intake = new Intake(newRuleSet.plan());
    evaluator = new Evaluator(newRuleSet);
  }

  private void countFaults() {
    evaluator.faults().forEach((rule, count) -> faults.merge(rule, count, Long::sum));
  }

  /** What was gone through so far. */
  public RuleReplayTotals totals() {
    Map<String, Long> all = new HashMap<>(faults);
    evaluator.faults().forEach((rule, count) -> all.merge(rule, count, Long::sum));
    return new RuleReplayTotals(events, namelessEvents, lateEvents, cards, beats, all);
  }
}
