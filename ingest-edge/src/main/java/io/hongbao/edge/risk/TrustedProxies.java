package io.hongbao.edge.risk;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells a phone's address: its connection's, or what {@code X-Forwarded-For}, else {@code
 * Forwarded} (RFC 7239) says if the connection comes from a proxy that is trusted. Immutable.
 */
public final class TrustedProxies {

  /** Of a phone whose address nobody knows. No verdict on an address is about it. */
  public static final String UNKNOWN = "";

  private final List<AddressRange> trustedProxies;
  private final Runnable onUnreadable;

  /**
   * Goes by these proxies.
   *
   * @param onUnreadable is told of each request whose entry that counts names no address
   */
  public TrustedProxies(List<AddressRange> trustedProxies, Runnable onUnreadable) {
    this.trustedProxies = List.copyOf(trustedProxies);
    this.onUnreadable = onUnreadable;
  }

  public boolean isTrustedProxy(InetAddress address) {
    IpAddress looked = IpAddress.of(address.getAddress());
    for (AddressRange range : trustedProxies) {
      if (range.contains(looked)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The address that counts behind a trusted proxy: the last one of the list that is not itself a
   * trusted proxy, as everything before it may be made up. If all are trusted it is the first, and
   * without any it is the connection's. An entry on the way that names no address ends the search:
   * then the address is {@link #UNKNOWN} rather than the proxy's, which all others share.
   *
   * @param forwardedFor the lines of {@code X-Forwarded-For}; empty for none
   * @param forwarded the lines of {@code Forwarded}, which count if the others name nobody
   */
  public String behindProxy(InetAddress proxy, List<String> forwardedFor, List<String> forwarded) {
    return addressBehindProxy(proxy, forwardedFor, forwarded)
        .map(address -> IpAddress.of(address.getAddress()).toString())
        .orElse(UNKNOWN);
  }

  /** The same; empty if it is not known. */
  public Optional<InetAddress> addressBehindProxy(
      InetAddress proxy, List<String> forwardedFor, List<String> forwarded) {
    Walk walk = new Walk(proxy);
    walk.over(forwardedFor, false);
    if (walk.isUntouched()) {
      walk.over(forwarded, true);
    }
    return walk.result();
  }

  /** From the last entry of the last line to the first of the first. */
  private final class Walk {

    private Optional<InetAddress> counted;
    private boolean isUntouched = true;
    private boolean isOver;

    Walk(InetAddress proxy) {
      this.counted = Optional.of(proxy);
    }

    boolean isUntouched() {
      return isUntouched;
    }

    void over(List<String> lines, boolean areElements) {
      for (int i = lines.size() - 1; i >= 0 && !isOver; i--) {
        String line = lines.get(i);
        int end = line.length();
        while (end >= 0 && !isOver) {
          int comma = commaBefore(line, end);
          String entry = line.substring(comma + 1, end).strip();
          if (!entry.isEmpty()) {
            step(areElements ? ForwardedHop.forOf(entry) : entry);
          }
          end = comma;
        }
      }
    }

    private void step(String entry) {
      isUntouched = false;
      counted = ForwardedHop.addressOf(entry);
      isOver = counted.isEmpty() || !isTrustedProxy(counted.get());
    }

    Optional<InetAddress> result() {
      if (counted.isEmpty()) {
        onUnreadable.run();
      }
      return counted;
    }
  }

  /**
   * The last comma outside of quotes. It is looked for from the right, so that a quote that a
   * stranger leaves open swallows nothing of what a proxy appends.
   */
  private static int commaBefore(String line, int end) {
    boolean isQuoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = line.charAt(i);
      if (c == '"' && (i == 0 || line.charAt(i - 1) != '\\')) {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        return i;
      }
    }
    return -1;
  }
}
