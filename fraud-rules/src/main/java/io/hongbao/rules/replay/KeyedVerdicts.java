package io.hongbao.rules.replay;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.rules.verdict.VerdictScheduler;
import io.hongbao.rules.verdict.VerdictScheduler.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** The judge with all its entities and timers in memory, where a job has Flink's. */
final class KeyedVerdicts implements VerdictScheduler.Driver {

  private record Timer(long secondEndMillis, Entity entity) {}

  private final RuleSetTimeline timeline;
  private final RuleReplayListener listener;
  private final VerdictScheduler scheduler = new VerdictScheduler(this);
  private final Map<Entity, Subject> subjects = new TreeMap<>();
  private final Map<Entity, List<Hit>> heard = new TreeMap<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::secondEndMillis).thenComparing(Timer::entity));

  KeyedVerdicts(RuleSetTimeline timeline, RuleReplayListener listener) {
    this.timeline = timeline;
    this.listener = listener;
  }

  void hear(List<Hit> hits) {
    for (Hit hit : hits) {
      heard.computeIfAbsent(hit.entity(), any -> new ArrayList<>()).add(hit);
    }
  }

  /** Judges what was heard in an evaluation second. */
  void judge(long secondEndMillis) {
    heard.forEach(
        (entity, hits) -> {
          Subject subject = subjects.computeIfAbsent(entity, Subject::new);
          keep(subject, scheduler.ring(subject, secondEndMillis, hits));
        });
    heard.clear();
  }

  /** Lets the timers ring that are set up to an instant. */
  void wakeUntil(long nowMillis) {
    while (!timers.isEmpty() && timers.peek().secondEndMillis() <= nowMillis) {
      Timer timer = timers.poll();
      Subject subject = subjects.get(timer.entity());
      if (subject != null) {
        keep(subject, scheduler.ring(subject, timer.secondEndMillis(), List.of()));
      }
    }
  }

  /** Looks at everybody under other rules. */
  void revise(CompiledRuleSet ruleSet, long nowMillis) {
    for (Subject subject : List.copyOf(subjects.values())) {
      keep(subject, scheduler.revise(subject, ruleSet, nowMillis));
    }
  }

  private void keep(Subject subject, boolean isToBeKept) {
    if (!isToBeKept) {
      subjects.remove(subject.entity());
    }
  }

  @Override
  public CompiledRuleSet bookAt(long atMillis) {
    return timeline.at(atMillis);
  }

  @Override
  public void ringAt(Entity entity, long secondEndMillis) {
    timers.add(new Timer(secondEndMillis, entity));
  }

  /** A replay says itself until when timers ring. */
  @Override
  public boolean hasLogEnded() {
    return false;
  }

  @Override
  public void judged(long atMillis, Entity entity, VerdictUpdate update) {
    listener.judged(atMillis, entity, update);
  }
}
