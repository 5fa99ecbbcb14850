package io.hongbao.rules.signal;

/**
 * The neighbourhood of an address: the first 24 bits of IPv4, the first 48 of IPv6. Addresses are
 * read from their text alone, no name is ever looked up.
 */
public final class AddressBlock {

  private static final int MAX_ADDRESS_LENGTH = 45;
  private static final int GROUPS = 8;
  private static final int BLOCK_GROUPS = 3;

  private AddressBlock() {}

  /**
   * The block's name, such as {@code 203.0.113.0/24} or {@code 2001:db8:7::/48}; empty if the text
   * is no address. An IPv4 address in IPv6 clothes has the block of the IPv4 address.
   */
  public static String of(String address) {
    if (address.isEmpty() || address.length() > MAX_ADDRESS_LENGTH) {
      return "";
    }
    if (address.indexOf(':') < 0) {
      return ofIpv4(address);
    }
    int lastColon = address.lastIndexOf(':');
    if (address.indexOf('.') > 0) {
      String head = address.substring(0, lastColon + 1);
      return head.equalsIgnoreCase("::ffff:") ? ofIpv4(address.substring(lastColon + 1)) : "";
    }
    return ofIpv6(address);
  }

  private static String ofIpv4(String text) {
    int dots = 0;
    int thirdDot = -1;
    int number = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (number < 0 || ++dots > 3) {
          return "";
        }
        thirdDot = i;
        number = -1;
      } else if (c >= '0' && c <= '9') {
        number = Math.max(number, 0) * 10 + (c - '0');
        if (number > 255) {
          return "";
        }
      } else {
        return "";
      }
    }
    return dots == 3 && number >= 0 ? text.substring(0, thirdDot) + ".0/24" : "";
  }

  private static String ofIpv6(String text) {
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    int gap = plain.indexOf("::");
    if (gap >= 0 && plain.indexOf("::", gap + 1) >= 0) {
      return "";
    }
    String[] head = groups(gap < 0 ? plain : plain.substring(0, gap));
    String[] tail = gap < 0 ? new String[0] : groups(plain.substring(gap + 2));
    int named = head.length + tail.length;
    if (gap < 0 ? named != GROUPS : named >= GROUPS) {
      return "";
    }
    int[] block = new int[BLOCK_GROUPS];
    for (int i = 0; i < head.length; i++) {
      int value = group(head[i]);
      if (value < 0) {
        return "";
      }
      if (i < BLOCK_GROUPS) {
        block[i] = value;
      }
    }
    for (int i = 0; i < tail.length; i++) {
      int value = group(tail[i]);
      int place = GROUPS - tail.length + i;
      if (value < 0) {
        return "";
      }
      if (place < BLOCK_GROUPS) {
        block[place] = value;
      }
    }
    return Integer.toHexString(block[0])
        + ':'
        + Integer.toHexString(block[1])
        + ':'
        + Integer.toHexString(block[2])
        + "::/48";
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static int group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
