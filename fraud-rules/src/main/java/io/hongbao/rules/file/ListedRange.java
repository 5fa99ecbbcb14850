package io.hongbao.rules.file;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses as lists write it: {@code 203.0.113.0/24} or {@code
 * 203.0.113.7-203.0.113.20}.
 */
final class ListedRange {

  private static final String EXPECTED =
      "expected a range, such as 203.0.113.0/24, 2001:db8::/32 or 203.0.113.7-203.0.113.20";

  private ListedRange() {}

  /**
   * The ranges that it consists of.
   *
   * @throws IllegalArgumentException if it is none, or its network has bits behind the prefix: it
   *     is not clear then whether one address is meant or all
   */
  static List<AddressRange> of(String text) {
    int dash = text.indexOf('-');
    if (dash >= 0) {
      Optional<IpAddress> first = IpAddress.parse(text.substring(0, dash).strip());
      Optional<IpAddress> last = IpAddress.parse(text.substring(dash + 1).strip());
      if (first.isEmpty() || last.isEmpty()) {
        throw new IllegalArgumentException(EXPECTED);
      }
      return AddressRange.between(first.get(), last.get());
    }
    if (!AddressRange.isRange(text)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    AddressRange range = AddressRange.parse(text);
    IpAddress written = IpAddress.parse(text.substring(0, text.indexOf('/'))).orElseThrow();
    if (!written.equals(range.network())) {
      throw new IllegalArgumentException(
          "has bits behind its prefix, expected " + range + " or " + written + " alone");
    }
    return List.of(range);
  }
}
