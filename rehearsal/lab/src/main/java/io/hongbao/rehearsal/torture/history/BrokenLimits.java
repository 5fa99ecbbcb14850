package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** No user wins more packets than the campaign allows, by all that was heard and listed. */
final class BrokenLimits implements Checker {

  static final int PACKETS_PER_USER = 3;
  static final int PACKETS_PER_USER_AND_ENTERPRISE = 1;

  @Override
  public Finding check(History history) {
    Map<String, Set<String>> ofUser = new HashMap<>();
    Map<String, Set<String>> ofUserAndEnterprise = new HashMap<>();
    List<HistoryBreach> breaches = new ArrayList<>();
    for (PhoneEvent event : history.events()) {
      if (event instanceof PacketListEvent list) {
        for (String packetId : list.packetIds()) {
          add(ofUser, event.user(), packetId, PACKETS_PER_USER, event, breaches);
        }
      } else if (event instanceof ShakeEvent.Answered answered
          && answered.answer().outcome().orElse(Outcome.MISS) instanceof Outcome.Packet packet) {
        add(ofUser, event.user(), packet.packetId(), PACKETS_PER_USER, event, breaches);
        add(
            ofUserAndEnterprise,
            event.user() + " of " + packet.enterpriseId(),
            packet.packetId(),
            PACKETS_PER_USER_AND_ENTERPRISE,
            event,
            breaches);
      }
    }
    return new Finding("limit broken", ofUser.size(), "users with packets", breaches);
  }

  /** A packet that is heard of again is the same packet. */
  private static void add(
      Map<String, Set<String>> packets,
      String holder,
      String packetId,
      int max,
      PhoneEvent event,
      List<HistoryBreach> breaches) {
    Set<String> held = packets.computeIfAbsent(holder, it -> new HashSet<>());
    if (held.add(packetId) && held.size() > max) {
      breaches.add(
          new HistoryBreach(
              List.of(event.user()),
              event.heardAtMillis(),
              String.format(
                  Locale.ROOT,
                  "%s holds %d packets, at most %d are allowed",
                  holder,
                  held.size(),
                  max)));
    }
  }
}
