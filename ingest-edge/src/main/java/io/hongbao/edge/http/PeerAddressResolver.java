package io.hongbao.edge.http;

import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.address.CountedAddress;
import io.hongbao.edge.risk.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Tells the address of the phone behind a request. */
final class PeerAddressResolver {

  private static final AttachmentKey<Peer> PEER = AttachmentKey.create(Peer.class);
  private static final AttachmentKey<Phone> PHONE = AttachmentKey.create(Phone.class);

  private static final Phone UNKNOWN = new Phone(TrustedProxies.UNKNOWN, CountedAddress.UNBOUNDED);

  private final TrustedProxies trustedProxies;
  private final AddressBudgets budgets;

  PeerAddressResolver(TrustedProxies trustedProxies, AddressBudgets budgets) {
    this.trustedProxies = trustedProxies;
    this.budgets = budgets;
  }

  /**
   * Where a request comes from.
   *
   * @param address its text; empty if it is not known
   * @param counted the same as its requests are counted
   */
  record Phone(String address, CountedAddress counted) {}

  /** The other end of a connection, worked out once. */
  private record Peer(InetAddress address, Phone phone, boolean isTrustedProxy) {}

  String addressOf(HttpServerExchange exchange) {
    return phoneOf(exchange).address();
  }

  Phone phoneOf(HttpServerExchange exchange) {
    Peer peer = peerOf(exchange);
    if (peer.isTrustedProxy()) {
      HeaderValues forwardedFor = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
      HeaderValues forwarded = exchange.getRequestHeaders().get(Headers.FORWARDED);
      if (forwardedFor != null || forwarded != null) {
        return behind(peer.address(), forwardedFor, forwarded, exchange);
      }
    }
    return peer.phone();
  }

  /** Worked out once for a request. */
  private Phone behind(
      InetAddress proxy,
      HeaderValues forwardedFor,
      HeaderValues forwarded,
      HttpServerExchange exchange) {
    Phone known = exchange.getAttachment(PHONE);
    if (known != null) {
      return known;
    }
    Optional<InetAddress> address =
        trustedProxies.addressBehindProxy(proxy, linesOf(forwardedFor), linesOf(forwarded));
    Phone phone = address.map(this::phoneAt).orElse(UNKNOWN);
    exchange.putAttachment(PHONE, phone);
    return phone;
  }

  /** Keeps nothing of a connection that makes no more requests. */
  static void forget(ServerConnection connection) {
    connection.removeAttachment(PEER);
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
    Peer peer = new Peer(address, phoneAt(address), trustedProxies.isTrustedProxy(address));
    connection.putAttachment(PEER, peer);
    return peer;
  }

  private Phone phoneAt(InetAddress address) {
    return new Phone(IpAddress.of(address.getAddress()).toString(), budgets.counted(address));
  }
}
