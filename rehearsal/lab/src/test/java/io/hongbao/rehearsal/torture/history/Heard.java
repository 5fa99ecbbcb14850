package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.seen.HeardAnswer;
import io.hongbao.proof.seen.HeardEvent;
import io.hongbao.proof.seen.HeldPackets;
import io.hongbao.proof.seen.SeenEvent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Hand-made histories: what whom was told when, in milliseconds. */
final class Heard {

  private static final String SHOW = "gala";

  private Heard() {}

  /** All shakes that appear stand in the log. */
  static History history(HeardEvent... events) {
    Set<ShakeName> logged =
        Arrays.stream(events)
            .filter(SeenEvent.class::isInstance)
            .map(event -> ShakeName.of((SeenEvent) event))
            .collect(Collectors.toSet());
    return new History(Arrays.asList(events), logged);
  }

  static SeenEvent ack(long atMillis, String user, int turn) {
    return new SeenEvent.Acknowledged(atMillis, SHOW, user, new ShakeId("first", turn));
  }

  static SeenEvent miss(long atMillis, String user, int turn) {
    return answer(atMillis, user, turn, HeardAnswer.of(Outcome.MISS));
  }

  static SeenEvent closed(long atMillis, String user, int turn) {
    return answer(atMillis, user, turn, HeardAnswer.CLOSED);
  }

  static SeenEvent won(long atMillis, String user, int turn, String packetId, String enterprise) {
    return answer(
        atMillis, user, turn, HeardAnswer.of(new Outcome.Packet(packetId, enterprise, 100)));
  }

  static HeardEvent holds(long askedAtMillis, long atMillis, String user, String... packetIds) {
    return new HeldPackets(atMillis, SHOW, user, askedAtMillis, Set.of(packetIds));
  }

  private static SeenEvent answer(long atMillis, String user, int turn, HeardAnswer answer) {
    return new SeenEvent.Answered(atMillis, SHOW, user, new ShakeId("first", turn), answer);
  }
}
