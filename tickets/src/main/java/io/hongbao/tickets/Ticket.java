package io.hongbao.tickets;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.UserHash;

/**
 * A verified ticket.
 *
 * @param user whose it is
 * @param device as the ticket names it; empty if it names none
 * @param group the test group whose shadow show it is for; empty for the live show
 * @param expiresAtMillis its {@code exp}; it is taken until the clock skew after that
 * @param userHash of the user, worked out once
 */
public record Ticket(
    String user, String device, String group, long expiresAtMillis, long userHash) {

  public Ticket {
    requirePrintable("user", user);
    requirePrintable("device", device);
    Names.requireUser(user);
    if (device.length() > Names.LONGEST_USER) {
      throw new IllegalArgumentException(
          "device of " + device.length() + " characters: expected at most " + Names.LONGEST_USER);
    }
    if (!group.isEmpty()) {
      Names.requireId("group", group);
    }
  }

  /** Names go into logs, tables and other people's terminals, a line each. */
  private static void requirePrintable(String what, String name) {
    // By hand: the ticket of every shake is made anew from what is remembered.
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        throw new IllegalArgumentException(what + " with a control character: expected none");
      }
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
