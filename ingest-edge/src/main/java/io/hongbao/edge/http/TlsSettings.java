package io.hongbao.edge.http;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the certificate of the public port is. Both files are read again when they change.
 *
 * @param certificate PEM: the edge's own first, then those that lead to the root
 * @param key PEM: its private key, PKCS #8 without a password
 */
public record TlsSettings(Path certificate, Path key) {

  public TlsSettings {
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(key, "key");
  }
}
