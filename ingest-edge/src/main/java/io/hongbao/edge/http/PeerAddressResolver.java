package io.hongbao.edge.http;

import io.hongbao.edge.risk.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.List;

/** Tells the address of the phone behind a request. */
final class PeerAddressResolver {

  private static final AttachmentKey<Peer> PEER = AttachmentKey.create(Peer.class);

  private final TrustedProxies trustedProxies;

  PeerAddressResolver(TrustedProxies trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  /** The other end of a connection, worked out once. */
  private record Peer(InetAddress address, String text, boolean isTrustedProxy) {}

  String addressOf(HttpServerExchange exchange) {
    Peer peer = peerOf(exchange);
    if (peer.isTrustedProxy()) {
      HeaderValues forwardedFor = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
      HeaderValues forwarded = exchange.getRequestHeaders().get(Headers.FORWARDED);
      if (forwardedFor != null || forwarded != null) {
        return trustedProxies.behindProxy(
            peer.address(), linesOf(forwardedFor), linesOf(forwarded));
      }
    }
    return peer.text();
  }

  private static List<String> linesOf(HeaderValues header) {
    return header == null ? List.of() : header;
  }

  private Peer peerOf(HttpServerExchange exchange) {
    ServerConnection connection = exchange.getConnection();
    Peer known = connection.getAttachment(PEER);
    if (known != null) {
      return known;
    }
    InetAddress address = exchange.getSourceAddress().getAddress();
    Peer peer = new Peer(address, address.getHostAddress(), trustedProxies.isTrustedProxy(address));
    connection.putAttachment(PEER, peer);
    return peer;
  }
}
