package io.hongbao.edge.risk;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells a phone's address: its connection's, or what {@code X-Forwarded-For} says if the connection
 * comes from a proxy that is trusted. Immutable.
 */
public final class PeerAddresses {

  private final List<AddressRange> trustedProxies;

  public PeerAddresses(List<AddressRange> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  public boolean isTrustedProxy(InetAddress address) {
    for (AddressRange range : trustedProxies) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The address that counts, behind a trusted proxy: the last one of the list that is not itself a
   * trusted proxy, as everything before it may be made up.
   *
   * @param forwardedFor comma-separated; what is no address ends the search
   */
  public String behindProxy(InetAddress proxy, String forwardedFor) {
    InetAddress counted = proxy;
    int end = forwardedFor.length();
    while (end > 0) {
      int comma = forwardedFor.lastIndexOf(',', end - 1);
      Optional<InetAddress> hop =
          AddressRange.addressOf(forwardedFor.substring(comma + 1, end).strip());
      if (hop.isEmpty()) {
        break;
      }
      counted = hop.get();
      if (!isTrustedProxy(counted)) {
        break;
      }
      end = comma;
    }
    return counted.getHostAddress();
  }
}
