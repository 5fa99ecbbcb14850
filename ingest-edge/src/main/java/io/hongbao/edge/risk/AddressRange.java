package io.hongbao.edge.risk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses, written {@code 10.0.0.0/8}, {@code ::1} or {@code 192.0.2.7}. */
public final class AddressRange {

  /** What may be in the text of an address: a host's name is never looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

  private static final int V4_BYTES = 4;

  /** Before an IPv4 address that is written as an IPv6 address. */
  private static final int MAPPED_BITS = 96;

  private final String text;
  private final byte[] network;
  private final int prefixBits;

  private AddressRange(String text, byte[] network, int prefixBits) {
    this.text = text;
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    byte[] network =
        addressOf(host)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "address range '"
                            + text
                            + "': expected an address or a range such as 10.0.0.0/8 or"
                            + " 2001:db8::/32, without a name or a port"))
            .getAddress();
    int bits = network.length * 8;
    if (slash >= 0) {
      try {
        bits = Integer.parseInt(text.substring(slash + 1));
      } catch (NumberFormatException e) {
        bits = -1;
      }
    }
    if (host.indexOf(':') >= 0 && network.length == V4_BYTES && slash >= 0) {
      // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
      bits -= MAPPED_BITS;
    }
    if (bits < 0 || bits > network.length * 8) {
      throw new IllegalArgumentException(
          "address range '"
              + text
              + "': expected a prefix of "
              + (network.length == V4_BYTES ? "0 to 32, or 96 to 128 after ::ffff:" : "0 to 128"));
    }
    return new AddressRange(text, network, bits);
  }

  /** The address that a text spells out; empty if it is none. No name is ever looked up. */
  static Optional<InetAddress> addressOf(String text) {
    if (!LITERAL.matcher(text).matches()
        || (text.indexOf(':') < 0 && (text.length() > 15 || !isDottedQuad(text)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit += 8) {
      int mask = prefixBits - bit >= 8 ? 0xff : 0xff << (8 - (prefixBits - bit));
      if (((bytes[bit / 8] ^ network[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code getByName} would ask the name service for anything else without a colon. */
  private static boolean isDottedQuad(String text) {
    int dots = 0;
    int value = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && value >= 0) {
        dots++;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + (c - '0');
        if (value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dots == 3 && value >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
