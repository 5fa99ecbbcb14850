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
 */
public record SecuritySettings(
    AddressSettings addresses,
    Optional<AdminToken> adminToken,
    Optional<TlsSettings> tls,
    Optional<Path> ticketKeyFile) {

  /** For an edge on this machine alone. */
  public static final SecuritySettings LOCAL =
      new SecuritySettings(
          AddressSettings.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty());

  public SecuritySettings {
    Objects.requireNonNull(addresses, "addresses");
    Objects.requireNonNull(adminToken, "adminToken");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(ticketKeyFile, "ticketKeyFile");
  }

  /** The same with other bounds of an address. */
  public SecuritySettings withAddresses(AddressSettings others) {
    return new SecuritySettings(others, adminToken, tls, ticketKeyFile);
  }

  /** The same with another token of the admin port, or none. */
  public SecuritySettings withAdminToken(Optional<AdminToken> other) {
    return new SecuritySettings(addresses, other, tls, ticketKeyFile);
  }

  /** The same with another certificate of the public port, or none. */
  public SecuritySettings withTls(Optional<TlsSettings> other) {
    return new SecuritySettings(addresses, adminToken, other, ticketKeyFile);
  }

  /** The same with another file of ticket keys to follow. */
  public SecuritySettings withTicketKeyFile(Path other) {
    return new SecuritySettings(addresses, adminToken, tls, Optional.of(other));
  }
}
