package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that phones heard in a run.
 *
 * @param events in the order in which they were heard
 * @param logged the shakes that stand in the log; not copied, and not to be changed any more
 */
public record History(List<PhoneEvent> events, Set<ShakeName> logged) {

  /** A user's turn. A torture has one show. */
  public record ShakeName(String user, ShakeId shakeId) {

    static ShakeName of(ShakeEvent event) {
      return new ShakeName(event.user(), event.shakeId());
    }

    @Override
    public String toString() {
      return user + " " + shakeId;
    }
  }

  public History {
    events = List.copyOf(events);
    // Not Set.copyOf: names hash to few numbers, and its linear probing takes minutes then.
    logged = Collections.unmodifiableSet(logged);
  }

  /** Answers with an outcome, in their order. */
  Stream<ShakeEvent.Answered> outcomes() {
    return events.stream()
        .filter(ShakeEvent.Answered.class::isInstance)
        .map(ShakeEvent.Answered.class::cast)
        .filter(answered -> answered.answer().outcome().isPresent());
  }

  Stream<ShakeEvent.Acknowledged> acknowledgements() {
    return events.stream()
        .filter(ShakeEvent.Acknowledged.class::isInstance)
        .map(ShakeEvent.Acknowledged.class::cast);
  }

  Stream<PacketListEvent> lists() {
    return events.stream()
        .filter(PacketListEvent.class::isInstance)
        .map(PacketListEvent.class::cast);
  }

  /** What was heard by some users. */
  Stream<PhoneEvent> heardBy(Predicate<String> user) {
    return events.stream().filter(event -> user.test(event.user()));
  }
}
