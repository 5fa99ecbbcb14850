package io.hongbao.tickets;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.UserHash;

/**
 * A verified ticket.
 *
 * @param user whose it is, a name by {@link Names#requireName}
 * @param device as the ticket names it, a name too; empty if it names none
 * @param group the test group whose shadow show it is for; empty for the live show
 * @param expiresAtMillis its {@code exp}; it is taken until the clock skew after that
 * @param userHash of the user, worked out once
 */
public record Ticket(
    String user, String device, String group, long expiresAtMillis, long userHash) {

  public Ticket {
    Names.requireName("user", user);
    if (!device.isEmpty()) {
      Names.requireName("device", device);
    }
    if (!group.isEmpty()) {
      Names.requireId("group", group);
    }
  }

  /** A ticket for the live show. */
  public static Ticket of(String user, String device, long expiresAtMillis) {
    return of(user, device, "", expiresAtMillis);
  }

  /** A ticket for a test group's show, or, without a group, for the live one. */
  public static Ticket of(String user, String device, String group, long expiresAtMillis) {
    return new Ticket(user, device, group, expiresAtMillis, UserHash.of(user));
  }
}
