package io.hongbao.rules.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          203.0.113.7, 203.0.113.0/24
          255.255.255.255, 255.255.255.0/24
          ::ffff:203.0.113.7, 203.0.113.0/24
          2001:db8:7:1::9, 2001:db8:7::/48
          2001:0db8:0007::, 2001:db8:7::/48
          2001:db8::1, 2001:db8:0::/48
          fe80:0:0:0:1:2:3:4%2, fe80:0:0::/48
          ::1, 0:0:0::/48
          """)
  void shouldNameTheNeighbourhood(String address, String block) {
    assertThat(AddressBlock.of(address)).isEqualTo(block);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "localhost",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.",
    "1..2.3",
    "1.2.3.4.5",
    "a::b::c",
    "1:2:3",
    "12345::",
    "::g",
    "1:2:3:4:5:6:7:8:9",
    "::ffff:1.2.3",
    "1:2:3:4:5:6:7::8"
  })
  void shouldHaveNoneForWhatIsNoAddress(String text) {
    assertThat(AddressBlock.of(text)).isEmpty();
  }
}
