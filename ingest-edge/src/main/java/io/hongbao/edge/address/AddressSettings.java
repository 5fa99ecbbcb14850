package io.hongbao.edge.address;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * What one address may ask of an edge, and one user. An IPv6 address counts as its /64. Each rate
 * may be exceeded by {@link RateTable#BURST_SECONDS} seconds of it at once.
 *
 * @param maxOpenConnections of one address at a time
 * @param maxNewConnectionsPerSecond of one address
 * @param maxRequestsPerSecond of one address
 * @param maxUserRequestsPerSecond of one user, by the ticket, wherever they come from
 * @param shared addresses behind which there are many phones
 * @param isLoopbackBounded whether the bounds hold for this machine too
 */
public record AddressSettings(
    int maxOpenConnections,
    int maxNewConnectionsPerSecond,
    int maxRequestsPerSecond,
    int maxUserRequestsPerSecond,
    List<SharedRange> shared,
    boolean isLoopbackBounded) {

  /**
   * An address has a fifteenth of an edge's connections at most, and may renew all of them in ten
   * seconds. A phone has a turn every few seconds and polls once a second.
   */
  public static final AddressSettings DEFAULT =
      new AddressSettings(1_000, 100, 1_000, 20, List.of(), false);

  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_FACTOR = 1_000_000;

  public AddressSettings {
    requireInRange(maxOpenConnections);
    requireInRange(maxNewConnectionsPerSecond);
    requireInRange(maxRequestsPerSecond);
    requireInRange(maxUserRequestsPerSecond);
    shared = List.copyOf(shared);
  }

  /**
   * The same, if it is a bound.
   *
   * @throws IllegalArgumentException if it is too small or too large
   */
  public static int requireInRange(int bound) {
    if (bound < 1 || bound > MAX_RATE) {
      throw new IllegalArgumentException("a bound of " + bound + ": expected 1 to " + MAX_RATE);
    }
    return bound;
  }

  /**
   * Addresses of a campus or a carrier.
   *
   * @param factor how many times the bounds of one address each of them has; 0 for no bounds
   */
  public record SharedRange(AddressRange range, int factor) {

    public SharedRange {
      if (factor < 0 || factor > MAX_FACTOR) {
        throw new IllegalArgumentException(
            "shared address " + range + ": factor " + factor + ", expected 1 to " + MAX_FACTOR);
      }
    }

    @Override
    public String toString() {
      return factor == 0 ? range.toString() : range + "*" + factor;
    }
  }

  /**
   * Reads {@code 198.51.100.0/24*50, 203.0.113.7}: the first has 50 times the bounds, the second
   * has none.
   *
   * @throws IllegalArgumentException naming the entry that is no such range
   */
  public static List<SharedRange> parseShared(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .map(AddressSettings::parseRange)
        .toList();
  }

  private static SharedRange parseRange(String entry) {
    int star = entry.indexOf('*');
    if (star < 0) {
      return new SharedRange(AddressRange.parse(entry), 0);
    }
    AddressRange range = AddressRange.parse(entry.substring(0, star));
    int factor;
    try {
      factor = Integer.parseInt(entry.substring(star + 1));
    } catch (NumberFormatException e) {
      factor = 0;
    }
    if (factor < 1) {
      throw new IllegalArgumentException(
          "shared address '" + entry + "': expected RANGE or RANGE*FACTOR, the factor 1 or more");
    }
    return new SharedRange(range, factor);
  }

  /** How many times the bounds of one address this one has; 0 for no bounds. */
  int factorOf(InetAddress address) {
    if (shared.isEmpty()) {
      return 1;
    }
    IpAddress looked = IpAddress.of(address.getAddress());
    for (SharedRange range : shared) {
      if (range.range().contains(looked)) {
        return range.factor();
      }
    }
    return 1;
  }
}
