package io.hongbao.edge;

import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.http.TlsSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an edge is told against those who mean harm. {@link #toString()} shows no secret.
 *
 * @param addresses what one address and one user may ask
 * @param adminToken opens the admin port; without one the port is on loopback and open to this
 *     machine
 * @param tls of the public port; empty if it speaks plain HTTP/1.1, say behind a proxy that has it
 * @param ticketKeyFile that is followed for other ticket keys; empty if they never change
 * @param maxWaitingHandshakes of TLS for their costly step, of about a millisecond each, 1 to
 *     100,000; beyond that new connections are closed at once
 * @param maxUntakenReplies of HTTP/2 that have begun and are not taken, over all connections, 16 to
 *     10,000,000; each may hold a buffer of 16 KiB
 */
public record SecuritySettings(
    AddressSettings addresses,
    Optional<AdminToken> adminToken,
    Optional<TlsSettings> tls,
    Optional<Path> ticketKeyFile,
    int maxWaitingHandshakes,
    int maxUntakenReplies) {

  private static final int MAX_WAITING_HANDSHAKES = 100_000;

  /** These wait for about a second, of the ten in which a handshake must be over. */
  private static final int USUAL_WAITING_HANDSHAKES = 1_000;

  private static final int MIN_UNTAKEN_REPLIES = 16;
  private static final int MAX_UNTAKEN_REPLIES = 10_000_000;
  private static final int REPLY_BYTES = 16 * 1_024;

  /** One byte in so many of the memory outside of the heap may be held by replies. */
  private static final int UNTAKEN_PART = 8;

  /** For an edge on this machine alone. */
  public static final SecuritySettings LOCAL =
      new SecuritySettings(
          AddressSettings.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          USUAL_WAITING_HANDSHAKES,
          untakenRepliesOf(Runtime.getRuntime().maxMemory()));

  public SecuritySettings {
    Objects.requireNonNull(addresses, "addresses");
    Objects.requireNonNull(adminToken, "adminToken");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(ticketKeyFile, "ticketKeyFile");
    require("most waiting handshakes", maxWaitingHandshakes, 1, MAX_WAITING_HANDSHAKES);
    require("most untaken replies", maxUntakenReplies, MIN_UNTAKEN_REPLIES, MAX_UNTAKEN_REPLIES);
  }

  private static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " " + value + ": expected " + min + " to " + max);
    }
  }

  /**
   * How many replies may be left lying by default: an eighth of the memory for buffers, of which
   * Java gives as much as the heap may have unless it is told otherwise.
   */
  static int untakenRepliesOf(long maxHeapBytes) {
    long replies = maxHeapBytes / UNTAKEN_PART / REPLY_BYTES;
    return (int) Math.max(MIN_UNTAKEN_REPLIES, Math.min(MAX_UNTAKEN_REPLIES, replies));
  }

  /** The same with other bounds of an address. */
  public SecuritySettings withAddresses(AddressSettings others) {
    return new SecuritySettings(
        others, adminToken, tls, ticketKeyFile, maxWaitingHandshakes, maxUntakenReplies);
  }

  /** The same with another token of the admin port, or none. */
  public SecuritySettings withAdminToken(Optional<AdminToken> other) {
    return new SecuritySettings(
        addresses, other, tls, ticketKeyFile, maxWaitingHandshakes, maxUntakenReplies);
  }

  /** The same with another certificate of the public port, or none. */
  public SecuritySettings withTls(Optional<TlsSettings> other) {
    return new SecuritySettings(
        addresses, adminToken, other, ticketKeyFile, maxWaitingHandshakes, maxUntakenReplies);
  }

  /** The same with another file of ticket keys to follow. */
  public SecuritySettings withTicketKeyFile(Path other) {
    return new SecuritySettings(
        addresses, adminToken, tls, Optional.of(other), maxWaitingHandshakes, maxUntakenReplies);
  }

  /** The same with another bound of handshakes that wait. */
  public SecuritySettings withMaxWaitingHandshakes(int other) {
    return new SecuritySettings(
        addresses, adminToken, tls, ticketKeyFile, other, maxUntakenReplies);
  }

  /** The same with another bound of replies that are not taken. */
  public SecuritySettings withMaxUntakenReplies(int other) {
    return new SecuritySettings(
        addresses, adminToken, tls, ticketKeyFile, maxWaitingHandshakes, other);
  }
}
