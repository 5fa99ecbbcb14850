package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A list of packets holds at least all that its user had been shown, by an answer or a list, before
 * it was asked for.
 */
final class PacketsGoingBack implements Checker {

  @Override
  public Finding check(History history) {
    Map<String, Map<String, Long>> shown = new HashMap<>();
    for (PhoneEvent event : history.events()) {
      show(event, shown.computeIfAbsent(event.user(), user -> new HashMap<>()));
    }
    List<HistoryBreach> breaches = new ArrayList<>();
    long[] checked = {0};
    history
        .lists()
        .forEach(
            list -> {
              checked[0]++;
              check(list, shown.get(list.user()), breaches);
            });
    return new Finding("packets list going back", checked[0], "lists", breaches);
  }

  /** Notes when each packet was first shown. */
  private static void show(PhoneEvent event, Map<String, Long> shown) {
    if (event instanceof PacketListEvent list) {
      list.packetIds().forEach(id -> shown.merge(id, list.heardAtMillis(), Math::min));
    } else if (event instanceof ShakeEvent.Answered answered
        && answered.answer().outcome().orElse(Outcome.MISS) instanceof Outcome.Packet packet) {
      shown.merge(packet.packetId(), answered.heardAtMillis(), Math::min);
    }
  }

  private static void check(
      PacketListEvent list, Map<String, Long> shown, List<HistoryBreach> breaches) {
    TreeSet<String> missing = new TreeSet<>();
    shown.forEach(
        (packetId, shownAtMillis) -> {
          if (shownAtMillis < list.askedAtMillis() && !list.packetIds().contains(packetId)) {
            missing.add(packetId);
          }
        });
    if (!missing.isEmpty()) {
      breaches.add(
          new HistoryBreach(
              List.of(list.user()),
              list.heardAtMillis(),
              String.format(
                  Locale.ROOT,
                  "the list of %s lacks %s, shown before it was asked for",
                  list.user(),
                  String.join(", ", missing))));
    }
  }
}
