package io.hongbao.tickets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Tickets that were verified, by their whole text: a ticket that differs from it in one character
 * is another one. Thread-safe.
 */
final class VerifiedTickets {

  /** Of ours the text has about 200, and what is kept of its claims 50. */
  private static final int EXPECTED_BYTES = 300;

  private final RecentBytes tickets;

  /**
   * Remembers nothing yet.
   *
   * @param max tickets at once, of the usual length
   */
  VerifiedTickets(int max) {
    this.tickets = new RecentBytes(max, EXPECTED_BYTES);
  }

  /** Null if it is not remembered. */
  Ticket get(String text) {
    byte[] ticket = tickets.get(keyOf(text));
    return ticket == null ? null : decode(ticket);
  }

  void put(String text, Ticket ticket) {
    tickets.put(keyOf(text), encode(ticket));
  }

  void remove(String text) {
    tickets.remove(keyOf(text));
  }

  /**
   * A text that was verified is ASCII, and has no '?', for which half a surrogate pair is taken.
   */
  private static byte[] keyOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encode(Ticket ticket) {
    byte[] user = ticket.user().getBytes(StandardCharsets.UTF_8);
    byte[] device = ticket.device().getBytes(StandardCharsets.UTF_8);
    byte[] group = ticket.group().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            2 * Long.BYTES + 2 * Short.BYTES + user.length + device.length + group.length)
        .putLong(ticket.expiresAtMillis())
        .putLong(ticket.userHash())
        .putShort((short) user.length)
        .putShort((short) device.length)
        .put(user)
        .put(device)
        .put(group)
        .array();
  }

  private static Ticket decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long expiresAtMillis = buffer.getLong();
    long userHash = buffer.getLong();
    int userLength = buffer.getShort();
    int deviceLength = buffer.getShort();
    String user = readText(buffer, userLength);
    String device = readText(buffer, deviceLength);
    String group = readText(buffer, buffer.remaining());
    return new Ticket(user, device, group, expiresAtMillis, userHash);
  }

  private static String readText(ByteBuffer buffer, int length) {
    byte[] text = new byte[length];
    buffer.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
