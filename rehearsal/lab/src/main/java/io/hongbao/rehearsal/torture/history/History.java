package io.hongbao.rehearsal.torture.history;

import io.hongbao.proof.seen.HeardEvent;
import io.hongbao.proof.seen.HeldPackets;
import io.hongbao.proof.seen.SeenEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that phones heard in a run.
 *
 * @param events in the order in which they were heard
 * @param logged the shakes that stand in the log
 */
public record History(List<HeardEvent> events, Set<ShakeName> logged) {

  public History {
    events = List.copyOf(events);
    logged = Set.copyOf(logged);
  }

  /** Answers with an outcome, in their order. */
  Stream<SeenEvent.Answered> outcomes() {
    return events.stream()
        .filter(SeenEvent.Answered.class::isInstance)
        .map(SeenEvent.Answered.class::cast)
        .filter(answered -> answered.answer().outcome().isPresent());
  }

  Stream<SeenEvent.Acknowledged> acknowledgements() {
    return events.stream()
        .filter(SeenEvent.Acknowledged.class::isInstance)
        .map(SeenEvent.Acknowledged.class::cast);
  }

  Stream<HeldPackets> lists() {
    return events.stream().filter(HeldPackets.class::isInstance).map(HeldPackets.class::cast);
  }

  /** What was heard by some users. */
  Stream<HeardEvent> heardBy(Predicate<String> user) {
    return events.stream().filter(event -> user.test(event.user()));
  }
}
