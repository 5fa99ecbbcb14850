package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Hand-made histories: what whom was told when, in milliseconds. */
final class HistoryFixtures {

  private static final String SHOW = "gala";

  private HistoryFixtures() {}

  /** All shakes that appear stand in the log. */
  static History history(PhoneEvent... events) {
    Set<ShakeName> logged =
        Arrays.stream(events)
            .filter(ShakeEvent.class::isInstance)
            .map(event -> ShakeName.of((ShakeEvent) event))
            .collect(Collectors.toSet());
    return new History(Arrays.asList(events), logged);
  }

  static ShakeEvent ack(long atMillis, String user, int turn) {
    return new ShakeEvent.Acknowledged(atMillis, SHOW, user, new ShakeId("first", turn));
  }

  static ShakeEvent miss(long atMillis, String user, int turn) {
    return answer(atMillis, user, turn, PhoneAnswer.of(Outcome.MISS));
  }

  static ShakeEvent closed(long atMillis, String user, int turn) {
    return answer(atMillis, user, turn, PhoneAnswer.CLOSED);
  }

  static ShakeEvent won(long atMillis, String user, int turn, String packetId, String enterprise) {
    return answer(
        atMillis, user, turn, PhoneAnswer.of(new Outcome.Packet(packetId, enterprise, 100)));
  }

  static PhoneEvent holds(long askedAtMillis, long atMillis, String user, String... packetIds) {
    return new PacketListEvent(atMillis, SHOW, user, askedAtMillis, Set.of(packetIds));
  }

  private static ShakeEvent answer(long atMillis, String user, int turn, PhoneAnswer answer) {
    return new ShakeEvent.Answered(atMillis, SHOW, user, new ShakeId("first", turn), answer);
  }
}
