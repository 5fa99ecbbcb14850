package io.hongbao.edge.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final InetAddress PROXY = address("10.1.2.3");

  private final AtomicInteger unreadable = new AtomicInteger();
  private final TrustedProxies trustedProxies =
      new TrustedProxies(
          List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")),
          unreadable::incrementAndGet);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByAddress(IpAddress.parse(text).orElseThrow().toBytes());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.128.0/17, 10.1.200.1, true",
    "10.1.128.0/17, 10.1.127.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "::1, ::1, true",
    "2001:db8::/32, 2001:db8:1::5, true",
    "2001:db8::/32, 10.0.0.1, false",
    "::ffff:10.0.0.0/104, 10.2.0.1, true",
    "10.0.0.0/8, ::ffff:10.2.0.1, true"
  })
  void shouldTellWhatARangeContains(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).contains(IpAddress.of(address(address).getAddress())))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0/8",
        "10.0.0.1:80",
        "[::1]",
        "::1/129"
      })
  void shouldRefuseWhatIsNoRange(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldTrustOnlyConfiguredProxies() {
    assertThat(trustedProxies.isTrustedProxy(PROXY)).isTrue();
    assertThat(trustedProxies.isTrustedProxy(address("192.0.2.1"))).isFalse();
  }

  private String addressBehindProxy(List<String> forwardedFor, List<String> forwarded) {
    return trustedProxies.behindProxy(PROXY, forwardedFor, forwarded);
  }

  /** Between two lines of a header stands a #. */
  private static List<String> lines(String header) {
    return Arrays.asList(header.split("#", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "203.0.113.9                           | 203.0.113.9",
        "1.1.1.1, 203.0.113.9                  | 203.0.113.9",
        "203.0.113.9, 10.9.9.9                 | 203.0.113.9",
        "10.7.7.7, 10.9.9.9                    | 10.7.7.7",
        "nonsense, 203.0.113.9                 | 203.0.113.9",
        "203.0.113.9,,                         | 203.0.113.9",
        ",  ,                                  | 10.1.2.3",
        "203.0.113.9#10.9.9.9                  | 203.0.113.9",
        "1.1.1.1#203.0.113.9,10.9.9.9#10.8.8.8 | 203.0.113.9",
        "203.0.113.9:5678                      | 203.0.113.9",
        "203.0.113.9:5678,10.9.9.9:80          | 203.0.113.9",
        "\"203.0.113.9:5678\"                  | 203.0.113.9",
        "2001:db8::5                           | 2001:db8::5",
        "[2001:db8::5]                         | 2001:db8::5",
        "[2001:DB8::5]:4711, [::1]:80          | 2001:db8::5",
        "fe80::1%eth0                          | fe80::1",
        "[fe80::1%25eth0]:80                   | fe80::1",
        "::ffff:203.0.113.9                    | 203.0.113.9",
        "[::ffff:203.0.113.9]:1, ::ffff:10.9.9.9 | 203.0.113.9"
      })
  void shouldCountTheLastAddressThatIsNoProxy(String forwardedFor, String counted) {
    assertThat(addressBehindProxy(lines(forwardedFor), List.of())).isEqualTo(counted);
    assertThat(unreadable).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "for=203.0.113.9                                    | 203.0.113.9",
        "For=203.0.113.9;Proto=https;By=10.1.2.3            | 203.0.113.9",
        "proto=https ; FOR = \"203.0.113.9:47011\"          | 203.0.113.9",
        "for=\"[2001:db8::1]:4711\"                         | 2001:db8::1",
        "for=\"[2001:db8::1]:_port\";by=_proxy              | 2001:db8::1",
        "for=_made-up, for=203.0.113.9, for=10.9.9.9        | 203.0.113.9",
        "for=203.0.113.9#for=10.9.9.9                       | 203.0.113.9",
        "for=203.0.113.9;ext=\"a,b\", for=10.9.9.9          | 203.0.113.9",
        "for=\", for=203.0.113.9                            | 203.0.113.9",
        "host=\"a;for=6.6.6.6;b\";for=203.0.113.9          | 203.0.113.9",
        ", ,                                                | 10.1.2.3"
      })
  void shouldReadTheStandardHeaderWhereTheOtherIsNot(String forwarded, String counted) {
    assertThat(addressBehindProxy(List.of(), lines(forwarded))).isEqualTo(counted);
    assertThat(addressBehindProxy(List.of(""), lines(forwarded))).isEqualTo(counted);
    assertThat(addressBehindProxy(List.of("192.0.2.1"), lines(forwarded))).isEqualTo("192.0.2.1");
    assertThat(unreadable).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "_hidden",
        "example.org",
        "1.2.3",
        "1.2.3.456",
        "1.2.3.4:5:6",
        "[1.2.3.4",
        "[2001:db8::1",
        "203.0.113.9, unknown",
        "203.0.113.9, unknown, 10.9.9.9",
        "203.0.113.9 10.9.9.9",
        ".::1",
        "000000000009.2.3.4",
        "\u0000"
      })
  void shouldKnowNoAddressAndCountItWhereAnEntryIsUnreadable(String entries) {
    assertThat(addressBehindProxy(lines(entries), List.of())).isEqualTo(TrustedProxies.UNKNOWN);
    assertThat(unreadable).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"for=unknown", "for=\"_hidden\"", "proto=https", "for", "xfor=1.1.1.1"})
  void shouldKnowNoAddressWhereAnElementIsUnreadable(String element) {
    assertThat(addressBehindProxy(List.of(), List.of("for=203.0.113.9, " + element)))
        .isEqualTo(TrustedProxies.UNKNOWN);
    assertThat(unreadable).hasValue(1);
  }
}
