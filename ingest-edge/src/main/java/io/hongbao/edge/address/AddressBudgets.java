package io.hongbao.edge.address;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds what one address and one user may ask of this edge, whatever the edge could do. Nothing of
 * it is told to fraud detection: many phones behind one address are no crime. Memory is fixed, but
 * for the open connections, which have a bound of their own. Time is an argument. Thread-safe.
 */
public final class AddressBudgets {

  /** 512 KiB each; all addresses that have asked within two seconds find a place. */
  private static final int PLACES = 32_768;

  /** How long a caller is sent away who has too many connections open. */
  private static final int TOO_MANY_OPEN_MILLIS = 5_000;

  private final AddressSettings settings;
  private final List<AddressRange> trustedProxies;
  private final RateTable connections;
  private final RateTable requests;
  private final RateTable users;

  /** As many as connections are open, at most: an address with none has no entry. */
  private final ConcurrentHashMap<Long, Integer> openConnections = new ConcurrentHashMap<>();

  /**
   * Budgets of which nothing is used.
   *
   * @param trustedProxies whose own connections and requests are not bounded
   */
  public AddressBudgets(AddressSettings settings, List<AddressRange> trustedProxies) {
    SecureRandom random = new SecureRandom();
    this.settings = settings;
    this.trustedProxies = List.copyOf(trustedProxies);
    this.connections = new RateTable(PLACES, random.nextLong());
    this.requests = new RateTable(PLACES, random.nextLong());
    this.users = new RateTable(PLACES, random.nextLong());
  }

  private boolean isTrustedProxy(InetAddress address) {
    IpAddress looked = IpAddress.of(address.getAddress());
    return trustedProxies.stream().anyMatch(range -> range.contains(looked));
  }

  /** How an address is counted, and by which bounds. */
  public CountedAddress counted(InetAddress address) {
    if ((address.isLoopbackAddress() && !settings.isLoopbackBounded()) || isTrustedProxy(address)) {
      return CountedAddress.UNBOUNDED;
    }
    return CountedAddress.of(address, settings.factorOf(address));
  }

  /**
   * An address has opened a connection.
   *
   * @return 0 if it may stay; then {@link #closed} must be called once, when it is closed. Else how
   *     many milliseconds until the address may try again
   */
  public long openWaitMillis(CountedAddress address, long nowMillis) {
    if (!address.isBounded()) {
      return 0;
    }
    long wait =
        connections.take(
            address.key(), rate(address, settings.maxNewConnectionsPerSecond()), nowMillis);
    if (wait > 0) {
      return wait;
    }
    long max = rate(address, settings.maxOpenConnections());
    if (openConnections.merge(address.key(), 1, Integer::sum) > max) {
      closed(address);
      return TOO_MANY_OPEN_MILLIS;
    }
    return 0;
  }

  /** A connection that was allowed to stay is closed. */
  public void closed(CountedAddress address) {
    if (address.isBounded()) {
      openConnections.computeIfPresent(address.key(), (key, open) -> open == 1 ? null : open - 1);
    }
  }

  /** How many milliseconds an address has to wait with its next request; 0 if this one counts. */
  public long requestWaitMillis(CountedAddress address, long nowMillis) {
    return address.isBounded()
        ? requests.take(address.key(), rate(address, settings.maxRequestsPerSecond()), nowMillis)
        : 0;
  }

  /**
   * How many milliseconds the user of a verified ticket has to wait with the next request; 0 if
   * this one counts. It tells the users of a shared address apart.
   *
   * @param address where the request comes from: what comes from this machine is not bounded
   */
  public long userWaitMillis(CountedAddress address, long userHash, long nowMillis) {
    return address.equals(CountedAddress.UNBOUNDED)
        ? 0
        : users.take(userHash, settings.maxUserRequestsPerSecond(), nowMillis);
  }

  /** The same of a frame on a long connection, whose address and user are known: both count. */
  public long frameWaitMillis(CountedAddress address, long userHash, long nowMillis) {
    return Math.max(
        requestWaitMillis(address, nowMillis), userWaitMillis(address, userHash, nowMillis));
  }

  /** Addresses that have a connection open and are bounded. */
  int openAddresses() {
    return openConnections.size();
  }

  private static long rate(CountedAddress address, int bound) {
    return (long) address.factor() * bound;
  }
}
