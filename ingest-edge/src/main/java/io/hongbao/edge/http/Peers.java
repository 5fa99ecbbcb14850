package io.hongbao.edge.http;

import io.hongbao.edge.risk.PeerAddresses;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.net.InetAddress;

/** Tells the address of the phone behind a request. */
final class Peers {

  private static final AttachmentKey<Peer> PEER = AttachmentKey.create(Peer.class);

  private final PeerAddresses addresses;

  Peers(PeerAddresses addresses) {
    this.addresses = addresses;
  }

  /** The other end of a connection, worked out once. */
  private record Peer(InetAddress address, String text, boolean isTrustedProxy) {}

  String addressOf(HttpServerExchange exchange) {
    Peer peer = peerOf(exchange);
    if (peer.isTrustedProxy()) {
      String forwardedFor = exchange.getRequestHeaders().getLast(Headers.X_FORWARDED_FOR);
      if (forwardedFor != null) {
        return addresses.behindProxy(peer.address(), forwardedFor);
      }
    }
    return peer.text();
  }

  private Peer peerOf(HttpServerExchange exchange) {
    ServerConnection connection = exchange.getConnection();
    Peer known = connection.getAttachment(PEER);
    if (known != null) {
      return known;
    }
    InetAddress address = exchange.getSourceAddress().getAddress();
    Peer peer = new Peer(address, address.getHostAddress(), addresses.isTrustedProxy(address));
    connection.putAttachment(PEER, peer);
    return peer;
  }
}
