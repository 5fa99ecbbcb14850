package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ClaimEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A claim whose decision a phone heard stands in the log of packets, decided no other way: what is
 * claimed stays claimed, and what is paid or given back stays so.
 */
public final class LostClaims {

  private LostClaims() {}

  /**
   * Holds what phones heard against the log.
   *
   * @param packets the state of a packet by its id, once all was decided
   */
  public static Finding check(History history, Function<String, PacketState> packets) {
    List<HistoryBreach> breaches = new ArrayList<>();
    long checked = 0;
    for (PhoneEvent event : history.events()) {
      if (event instanceof ClaimEvent claim) {
        checked++;
        PacketState packet = packets.apply(claim.packetId());
        String phase = packet.won().isEmpty() ? "not won" : packet.winnersShare().phase().name();
        if (!isKept(claim.state(), packet)) {
          breaches.add(
              new HistoryBreach(
                  List.of(claim.user()),
                  claim.heardAtMillis(),
                  claim.packetId()
                      + " of "
                      + claim.user()
                      + " was said to be "
                      + claim.state()
                      + " and is "
                      + phase));
        }
      }
    }
    return new Finding("claim that got lost", checked, "claims", breaches);
  }

  private static boolean isKept(String heard, PacketState packet) {
    if (packet.won().isEmpty()) {
      return false;
    }
    Phase phase = packet.winnersShare().phase();
    return switch (heard) {
      case "PAID", "EXPIRED", "RETURNED" -> phase.name().equals(heard);
      default -> !phase.isUntaken() && phase != Phase.EXPIRED;
    };
  }
}
