package io.hongbao.edge.risk;

import io.hongbao.domain.traffic.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code X-Forwarded-For} or of {@code Forwarded} (RFC 7239): which address it names.
 */
final class ForwardedHop {

  /** An address with what proxies put around it: quotes, brackets, a zone, a port. */
  private static final Pattern NODE =
      Pattern.compile(
          "\"?(?:\\[([0-9a-fA-F:.]+)(?:%[^\\]\\s]+)?]|([0-9.]+))(?::[0-9A-Za-z._-]*)?\"?");

  private static final Pattern PLAIN_V6 = Pattern.compile("\"?([0-9a-fA-F:.]+)(?:%[^\\s\"]+)?\"?");
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)[ \\t]*for[ \\t]*=[ \\t]*(\"[^\"]*\"|[^;\"\\s]+)[ \\t]*(?=;|$)");

  private ForwardedHop() {}

  /**
   * The address of an entry such as {@code 192.0.2.7}, {@code 192.0.2.7:4711}, {@code 2001:db8::1},
   * {@code [2001:db8::1]:443}, {@code fe80::1%eth0}; empty for {@code unknown}, {@code _hidden} and
   * all else. No name is ever looked up.
   */
  static Optional<InetAddress> addressOf(String entry) {
    Matcher node = NODE.matcher(entry);
    if (node.matches()) {
      return addressIn(node.group(1) != null ? node.group(1) : node.group(2));
    }
    Matcher plain = PLAIN_V6.matcher(entry);
    return plain.matches() ? addressIn(plain.group(1)) : Optional.empty();
  }

  /** The address that a text spells out; empty if it is none. */
  private static Optional<InetAddress> addressIn(String text) {
    return IpAddress.parse(text)
        .map(
            address -> {
              try {
                return InetAddress.getByAddress(address.toBytes());
              } catch (UnknownHostException e) {
                throw new IllegalStateException("an address has 4 or 16 bytes", e);
              }
            });
  }

  /** The value of {@code for} in an element of {@code Forwarded}; empty text if it has none. */
  static String forOf(String element) {
    Matcher value = FOR.matcher(element);
    while (value.find()) {
      if (isOutsideQuotes(element, value.start())) {
        return value.group(1);
      }
    }
    return "";
  }

  /** What looks like a parameter within another's quotes is that one's value. */
  private static boolean isOutsideQuotes(String element, int at) {
    return element.substring(0, at).chars().filter(character -> character == '"').count() % 2 == 0;
  }
}
