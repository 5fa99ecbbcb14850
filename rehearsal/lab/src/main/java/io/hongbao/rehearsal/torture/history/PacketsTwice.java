package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A packet is won by one shake, and stands in the lists of that user only. */
final class PacketsTwice implements Checker {

  @Override
  public Finding check(History history) {
    Map<String, ShakeName> winners = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    List<HistoryBreach> breaches = new ArrayList<>();
    history.outcomes().forEach(answered -> won(answered, winners, owners, breaches));
    history.lists().forEach(list -> listed(list, owners, breaches));
    return new Finding("packet given twice", owners.size(), "packets", breaches);
  }

  private static void won(
      ShakeEvent.Answered answered,
      Map<String, ShakeName> winners,
      Map<String, String> owners,
      List<HistoryBreach> breaches) {
    if (answered.answer().outcome().orElseThrow() instanceof Outcome.Packet packet) {
      ShakeName shake = ShakeName.of(answered);
      ShakeName before = winners.putIfAbsent(packet.packetId(), shake);
      owners.putIfAbsent(packet.packetId(), shake.user());
      if (before != null && !before.equals(shake)) {
        breaches.add(
            new HistoryBreach(
                List.of(before.user(), shake.user()),
                answered.heardAtMillis(),
                String.format(
                    Locale.ROOT,
                    "packet %s was won by %s and by %s",
                    packet.packetId(),
                    before,
                    shake)));
      }
    }
  }

  private static void listed(
      PacketListEvent list, Map<String, String> owners, List<HistoryBreach> breaches) {
    for (String packetId : list.packetIds()) {
      String owner = owners.putIfAbsent(packetId, list.user());
      if (owner != null && !owner.equals(list.user())) {
        breaches.add(
            new HistoryBreach(
                List.of(owner, list.user()),
                list.heardAtMillis(),
                String.format(
                    Locale.ROOT,
                    "packet %s of %s is listed for %s",
                    packetId,
                    owner,
                    list.user())));
      }
    }
  }
}
