package io.hongbao.rules.replay;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.judge.Hit;
import io.hongbao.rules.judge.Judge;
import io.hongbao.rules.judge.JudgeState;
import io.hongbao.rules.judge.Judgement;
import io.hongbao.rules.model.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** The judge with all its entities, as a keyed operator of a job would hold them. */
final class Bench {

  /** An alarm of an entity; one that no longer fits the entity's state is let pass. */
  private record Alarm(long atMillis, Entity entity) {}

  private final ReplayListener listener;
  private final Map<Entity, JudgeState> states = new TreeMap<>();
  private final Map<Entity, List<Hit>> heard = new TreeMap<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::atMillis).thenComparing(Alarm::entity));
  private final Map<Entity, Long> armed = new TreeMap<>();
  private Judge judge = new Judge(RuleBook.EMPTY);

  Bench(ReplayListener listener) {
    this.listener = listener;
  }

  void follow(RuleBook book) {
    judge = new Judge(book);
  }

  /** Looks at everybody under a new book. */
  void revise(long nowMillis) {
    for (Entity entity : List.copyOf(states.keySet())) {
      wake(entity, nowMillis);
    }
  }

  void hear(List<Hit> hits) {
    for (Hit hit : hits) {
      heard.computeIfAbsent(hit.entity(), any -> new ArrayList<>()).add(hit);
    }
  }

  /** Judges what was heard in a beat. */
  void judge(long beatEndMillis) {
    heard.forEach(
        (entity, hits) -> {
          JudgeState state = states.computeIfAbsent(entity, any -> new JudgeState());
          tell(beatEndMillis, entity, judge.take(state, entity, beatEndMillis, hits));
          settle(entity, state);
        });
    heard.clear();
  }

  /** Wakes whoever has an alarm up to an instant. */
  void wakeUntil(long nowMillis) {
    while (!alarms.isEmpty() && alarms.peek().atMillis() <= nowMillis) {
      Alarm alarm = alarms.poll();
      if (Long.valueOf(alarm.atMillis()).equals(armed.get(alarm.entity()))) {
        armed.remove(alarm.entity());
        ring(alarm);
      }
    }
  }

  private void ring(Alarm alarm) {
    JudgeState state = states.get(alarm.entity());
    if (state == null) {
      return;
    }
    if (state.wakeAtMillis() <= alarm.atMillis()) {
      wake(alarm.entity(), alarm.atMillis());
    } else {
      arm(alarm.entity(), state.wakeAtMillis());
    }
  }

  private void wake(Entity entity, long nowMillis) {
    JudgeState state = states.get(entity);
    tell(nowMillis, entity, judge.wake(state, entity, nowMillis));
    settle(entity, state);
  }

  private void settle(Entity entity, JudgeState state) {
    if (state.isEmpty()) {
      states.remove(entity);
    } else {
      arm(entity, state.wakeAtMillis());
    }
  }

  /** One alarm an entity: an earlier one rings first and is then set anew. */
  private void arm(Entity entity, long atMillis) {
    Long before = armed.get(entity);
    if (before == null || before > atMillis) {
      armed.put(entity, atMillis);
      alarms.add(new Alarm(atMillis, entity));
    }
  }

  private void tell(long nowMillis, Entity entity, Judgement judgement) {
    if (!judgement.isNothing()) {
      listener.judged(nowMillis, entity, judgement);
    }
  }
}
