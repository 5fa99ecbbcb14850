package io.hongbao.proof.phoneevents;

import java.util.Objects;
import java.util.Set;

/**
 * The packets that a user holds, as an edge listed them.
 *
 * @param askedAtMillis when the list was asked for, by the clock of {@code heardAtMillis}
 * @param packetIds the whole list
 */
public record PacketListEvent(
    long heardAtMillis, String show, String user, long askedAtMillis, Set<String> packetIds)
    implements PhoneEvent {

  public PacketListEvent {
    Objects.requireNonNull(show, "show");
    Objects.requireNonNull(user, "user");
    packetIds = Set.copyOf(packetIds);
    if (askedAtMillis > heardAtMillis) {
      throw new IllegalArgumentException(
          "asked at " + askedAtMillis + ": expected at most heard at " + heardAtMillis);
    }
  }
}
