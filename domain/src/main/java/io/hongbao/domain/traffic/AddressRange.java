package io.hongbao.domain.traffic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All addresses with the same first bits, written {@code 10.0.0.0/8}, {@code 2001:db8::/32} or, for
 * one address, {@code 192.0.2.7}.
 *
 * @param network its first address
 * @param prefixBits how many bits are the same, 0 to 32 or to 128
 */
public record AddressRange(IpAddress network, int prefixBits) {

  /** Before an IPv4 address that is written as an IPv6 address. */
  private static final int MAPPED_BITS = 96;

  public AddressRange {
    if (prefixBits < 0 || prefixBits > network.bits()) {
      throw new IllegalArgumentException(
          "prefix of " + prefixBits + " bits: expected 0 to " + network.bits());
    }
    network = network.masked(prefixBits);
  }

  /**
   * Reads a range; bits behind the prefix count for nothing.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    IpAddress address =
        IpAddress.parse(host)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "address range '"
                            + text
                            + "': expected an address or a range such as 10.0.0.0/8 or"
                            + " 2001:db8::/32, without a name or a port"));
    int bits = slash < 0 ? address.bits() : prefix(text.substring(slash + 1));
    if (slash >= 0 && host.indexOf(':') >= 0 && !address.isV6()) {
      // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
      bits -= MAPPED_BITS;
    }
    if (bits < 0 || bits > address.bits()) {
      throw new IllegalArgumentException(
          "address range '"
              + text
              + "': expected a prefix of "
              + (address.isV6() ? "0 to 128" : "0 to 32, or 96 to 128 after ::ffff:"));
    }
    return new AddressRange(address, bits);
  }

  private static int prefix(String text) {
    try {
      return text.startsWith("+") ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * The ranges that together are all addresses from one to another, both of them too.
   *
   * @throws IllegalArgumentException unless they are of one version, the first before the last
   */
  public static List<AddressRange> between(IpAddress first, IpAddress last) {
    BigInteger at = new BigInteger(1, first.toBytes());
    BigInteger end = new BigInteger(1, last.toBytes());
    if (first.isV6() != last.isV6() || at.compareTo(end) > 0) {
      throw new IllegalArgumentException(
          "range " + first + "-" + last + ": expected a first address and a later one");
    }
    List<AddressRange> ranges = new ArrayList<>();
    while (at.compareTo(end) <= 0) {
      int free = at.signum() == 0 ? first.bits() : at.getLowestSetBit();
      while (at.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE).compareTo(end) > 0) {
        free--;
      }
      ranges.add(new AddressRange(addressOf(at, first.bits()), first.bits() - free));
      at = at.add(BigInteger.ONE.shiftLeft(free));
    }
    return ranges;
  }

  private static IpAddress addressOf(BigInteger number, int bits) {
    long low = number.longValue();
    return bits == IpAddress.V4_BITS
        ? new IpAddress(false, 0, low)
        : new IpAddress(true, number.shiftRight(Long.SIZE).longValue(), low);
  }

  /** The one way to write an address or a range; a text that is neither stays as it is. */
  public static String canonical(String text) {
    if (text.indexOf('/') < 0) {
      return IpAddress.canonical(text);
    }
    return isRange(text) ? parse(text).toString() : text;
  }

  /** Whether a text is a range or an address. */
  public static boolean isRange(String text) {
    try {
      return parse(text).prefixBits() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public boolean contains(IpAddress address) {
    return address.isV6() == network.isV6() && address.masked(prefixBits).equals(network);
  }

  /** Such as {@code 10.0.0.0/8}; of one address that address. */
  @Override
  public String toString() {
    return prefixBits == network.bits() ? network.toString() : network + "/" + prefixBits;
  }
}
