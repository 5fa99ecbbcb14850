package io.hongbao.domain.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Values by address ranges. An address is looked up once for each length of prefix that occurs, and
 * those are few however many ranges there are. Thread-safe; the caller bounds how many it puts.
 */
public final class AddressRangeTable<V> {

  private record Prefix(boolean isV6, int bits) {}

  private final Map<Prefix, Map<IpAddress, V>> byPrefix = new ConcurrentHashMap<>();

  public void put(AddressRange range, V value) {
    byPrefix
        .computeIfAbsent(prefixOf(range), any -> new ConcurrentHashMap<>())
        .put(range.network(), value);
  }

  public void remove(AddressRange range) {
    Map<IpAddress, V> same = byPrefix.get(prefixOf(range));
    if (same != null) {
      same.remove(range.network());
    }
  }

  /** Whether a range that holds the address has such a value. */
  public boolean anyMatch(IpAddress address, Predicate<V> test) {
    for (Map.Entry<Prefix, Map<IpAddress, V>> each : byPrefix.entrySet()) {
      if (each.getKey().isV6() == address.isV6()) {
        V value = each.getValue().get(address.masked(each.getKey().bits()));
        if (value != null && test.test(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Prefix prefixOf(AddressRange range) {
    return new Prefix(range.network().isV6(), range.prefixBits());
  }
}
