package io.hongbao.edge.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressesTest {

  private static final InetAddress PROXY = address("10.1.2.3");

  private final PeerAddresses addresses =
      new PeerAddresses(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")));

  private static InetAddress address(String text) {
    return AddressRange.addressOf(text).orElseThrow();
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
    "2001:db8::/32, 10.0.0.1, false"
  })
  void shouldTellWhatARangeContains(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).contains(address(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8"})
  void shouldRefuseWhatIsNoRange(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldTrustOnlyConfiguredProxies() {
    assertThat(addresses.isTrustedProxy(PROXY)).isTrue();
    assertThat(addresses.isTrustedProxy(address("192.0.2.1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                       | 203.0.113.9",
        "1.1.1.1, 203.0.113.9              | 203.0.113.9",
        "203.0.113.9, 10.9.9.9             | 203.0.113.9",
        "10.7.7.7, 10.9.9.9                | 10.7.7.7",
        "nonsense, 10.9.9.9                | 10.9.9.9",
        "example.org                       | 10.1.2.3",
        "1.2.3                             | 10.1.2.3",
        "2001:db8::5                       | 2001:db8:0:0:0:0:0:5",
        "203.0.113.9,,                     | 10.1.2.3"
      })
  void shouldCountTheLastAddressThatIsNoProxy(String forwardedFor, String counted) {
    assertThat(addresses.behindProxy(PROXY, forwardedFor)).isEqualTo(counted);
  }
}
