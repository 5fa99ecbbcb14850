package io.hongbao.domain.traffic;

import java.util.Optional;

/**
 * An IP address, read from its text alone: no name is ever looked up. An IPv4 address in IPv6
 * clothes is the IPv4 address.
 *
 * @param isV6 whether it has 128 bits instead of 32
 * @param high the first 64 of 128 bits; 0 for IPv4
 * @param low the last 64 bits, or the 32 bits of IPv4
 */
public record IpAddress(boolean isV6, long high, long low) {

  static final int V4_BITS = 32;
  static final int V6_BITS = 128;

  private static final int MAX_TEXT_LENGTH = 64;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int V4_PARTS = 4;
  private static final int GROUPS = 8;
  private static final int GROUP_BITS = 16;
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final long NONE = -1;

  /**
   * Of 4 or 16 bytes in network order.
   *
   * @throws IllegalArgumentException for any other number of bytes
   */
  public static IpAddress of(byte[] bytes) {
    if (bytes.length == V4_BYTES) {
      return new IpAddress(false, 0, number(bytes, 0, V4_BYTES));
    }
    if (bytes.length != V6_BYTES) {
      throw new IllegalArgumentException("address of " + bytes.length + " bytes: expected 4 or 16");
    }
    return ofV6(number(bytes, 0, V6_BYTES / 2), number(bytes, V6_BYTES / 2, V6_BYTES));
  }

  private static IpAddress ofV6(long high, long low) {
    return high == 0 && low >>> V4_BITS == MAPPED >>> V4_BITS
        ? new IpAddress(false, 0, low & 0xffff_ffffL)
        : new IpAddress(true, high, low);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number;
  }

  /**
   * The address that a text spells out; empty if it is none. An IPv6 zone counts for nothing; IPv4
   * parts with a leading zero are refused, for some programs read them as octal.
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long bits = v4(text);
      return bits == NONE ? Optional.empty() : Optional.of(new IpAddress(false, 0, bits));
    }
    return v6(text);
  }

  /** The one way to write an address, by RFC 5952 for IPv6; a text that is none stays as it is. */
  public static String canonical(String text) {
    // An IPv4 address has one form.
    return text.indexOf(':') < 0 ? text : parse(text).map(IpAddress::toString).orElse(text);
  }

  private static long v4(String text) {
    long bits = 0;
    int parts = 0;
    int at = 0;
    while (at <= text.length()) {
      int dot = text.indexOf('.', at);
      int end = dot < 0 ? text.length() : dot;
      int part = part(text, at, end);
      if (part < 0 || ++parts > V4_PARTS) {
        return NONE;
      }
      bits = bits << 8 | part;
      at = end + 1;
    }
    return parts == V4_PARTS ? bits : NONE;
  }

  private static int part(String text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int part = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      part = part * 10 + digit;
    }
    return part > 255 ? -1 : part;
  }

  private static Optional<IpAddress> v6(String text) {
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    if (plain.indexOf('.') >= 0) {
      int tail = plain.lastIndexOf(':') + 1;
      long v4 = v4(plain.substring(tail));
      if (v4 == NONE) {
        return Optional.empty();
      }
      plain =
          plain.substring(0, tail)
              + Long.toHexString(v4 >>> GROUP_BITS)
              + ':'
              + Long.toHexString(v4 & 0xffff);
    }
    int gap = plain.indexOf("::");
    if (gap >= 0 && plain.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    String[] head = groups(gap < 0 ? plain : plain.substring(0, gap));
    String[] tail = gap < 0 ? new String[0] : groups(plain.substring(gap + 2));
    int named = head.length + tail.length;
    if (gap < 0 ? named != GROUPS : named >= GROUPS) {
      return Optional.empty();
    }
    long[] bits = new long[2];
    boolean isFine = true;
    for (int i = 0; i < head.length; i++) {
      isFine &= put(bits, i, head[i]);
    }
    for (int i = 0; i < tail.length; i++) {
      isFine &= put(bits, GROUPS - tail.length + i, tail[i]);
    }
    return isFine ? Optional.of(ofV6(bits[0], bits[1])) : Optional.empty();
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static boolean put(long[] bits, int place, String group) {
    if (group.isEmpty() || group.length() > 4) {
      return false;
    }
    long value = 0;
    for (int i = 0; i < group.length(); i++) {
      char c = group.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return false;
      }
      value = value << 4 | digit;
    }
    bits[place / 4] |= value << ((3 - place % 4) * GROUP_BITS);
    return true;
  }

  /** How many bits such an address has, 32 or 128. */
  public int bits() {
    return isV6 ? V6_BITS : V4_BITS;
  }

  /** The same with zeros behind its first bits. */
  IpAddress masked(int prefixBits) {
    if (!isV6) {
      long mask = prefixBits == 0 ? 0 : -1L << (V4_BITS - prefixBits);
      return new IpAddress(false, 0, low & mask & 0xffff_ffffL);
    }
    int highBits = Math.min(prefixBits, Long.SIZE);
    int lowBits = prefixBits - highBits;
    return new IpAddress(
        true,
        highBits == 0 ? 0 : high & -1L << (Long.SIZE - highBits),
        lowBits == 0 ? 0 : low & -1L << (Long.SIZE - lowBits));
  }

  /** In network order, 4 or 16 of them. */
  public byte[] toBytes() {
    byte[] bytes = new byte[isV6 ? V6_BYTES : V4_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      int behind = bytes.length - 1 - i;
      bytes[i] = (byte) (behind < Long.BYTES ? low >>> (8 * behind) : high >>> (8 * (behind - 8)));
    }
    return bytes;
  }

  /** Such as {@code 203.0.113.7} or {@code 2001:db8::77}, by RFC 5952. */
  @Override
  public String toString() {
    if (!isV6) {
      return (low >>> 24)
          + "."
          + (low >>> 16 & 0xff)
          + '.'
          + (low >>> 8 & 0xff)
          + '.'
          + (low & 0xff);
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gapStart = i;
        gapLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Long.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private long group(int place) {
    return ((place < 4 ? high : low) >>> ((3 - place % 4) * GROUP_BITS)) & 0xffff;
  }
}
