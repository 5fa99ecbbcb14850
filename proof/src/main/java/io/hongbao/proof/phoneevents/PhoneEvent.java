package io.hongbao.proof.phoneevents;

import io.hongbao.domain.draw.ShakeId;
import java.util.Objects;
import java.util.Set;

/** Something that a phone was told: a line of a seen file. */
public sealed interface PhoneEvent {

  /** When the phone heard it, by the clock of the machine that played it, in epoch milliseconds. */
  long heardAtMillis();

  String show();

  String user();

  /** Something that a phone was told of one of its shakes. */
  sealed interface ShakeEvent extends PhoneEvent {

    ShakeId shakeId();

    /** The shake is in the log. */
    record Acknowledged(long heardAtMillis, String show, String user, ShakeId shakeId)
        implements ShakeEvent {}

    /** The shake was answered. */
    record Answered(
        long heardAtMillis, String show, String user, ShakeId shakeId, PhoneAnswer answer)
        implements ShakeEvent {}
  }

  /**
   * Where a packet stands that the user claims.
   *
   * @param state as the edge named it: CLAIMED, PAID, HELD, EXPIRED or RETURNED
   */
  record ClaimEvent(long heardAtMillis, String show, String user, String packetId, String state)
      implements PhoneEvent {

    public ClaimEvent {
      Objects.requireNonNull(show, "show");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(packetId, "packetId");
      Objects.requireNonNull(state, "state");
    }
  }

  /**
   * The packets that a user holds, as an edge listed them.
   *
   * @param askedAtMillis when the list was asked for, by the clock of {@code heardAtMillis}
   * @param packetIds the whole list
   */
  record PacketListEvent(
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
}
