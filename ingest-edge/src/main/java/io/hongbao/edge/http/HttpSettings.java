package io.hongbao.edge.http;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.live.LiveSettings;
import java.util.List;
import java.util.Optional;

/**
 * How an edge listens.
 *
 * @param edgeId stands in every claim that is logged here
 * @param address that both ports are bound to
 * @param port of the public calls; 0 for any free one
 * @param adminPort 0 for any free one
 * @param ioThreads that serve the public calls
 * @param maxConnections that are open at once
 * @param trustedProxies whose {@code X-Forwarded-For} or {@code Forwarded} is believed
 * @param corsOrigins whose pages may call the edge
 * @param adminToken opens the admin port; empty if this machine alone reaches it
 * @param tls of the public port; empty if it speaks plain HTTP/1.1
 * @param maxWaitingHandshakes of TLS, beyond which new connections are closed at once
 * @param maxUntakenReplies of HTTP/2, over all connections
 * @param live how long connections are kept
 */
public record HttpSettings(
    String edgeId,
    String address,
    int port,
    int adminPort,
    int ioThreads,
    int maxConnections,
    int maxBodyBytes,
    List<AddressRange> trustedProxies,
    HttpTimeouts timeouts,
    CorsOrigins corsOrigins,
    Optional<AdminToken> adminToken,
    Optional<TlsSettings> tls,
    int maxWaitingHandshakes,
    int maxUntakenReplies,
    LiveSettings live) {

  static final int MAX_HEADER_BYTES = 8 * 1024;
  static final int MAX_HEADERS = 64;

  /**
   * The server reads and discards at most this many bytes of a refused body, so that its sender can
   * read the refusal; beyond that it closes the connection.
   */
  static final long MAX_DRAINED_BYTES = 16L * 1024 * 1024;

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
