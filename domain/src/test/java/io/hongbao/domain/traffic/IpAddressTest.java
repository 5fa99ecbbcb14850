package io.hongbao.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "0.0.0.0, 0.0.0.0",
    "::ffff:203.0.113.7, 203.0.113.7",
    "::FFFF:cb00:7107, 203.0.113.7",
    "2001:db8:0:0:0:0:0:77, 2001:db8::77",
    "2001:0DB8::0077, 2001:db8::77",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    "fe80::1%eth0, fe80::1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::, ::",
    "::1, ::1",
    "1::, 1::"
  })
  void shouldHaveOneForm(String text, String canonical) {
    assertThat(IpAddress.parse(text).orElseThrow()).hasToString(canonical);
    assertThat(IpAddress.canonical(text)).isEqualTo(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.",
        "1..2.3",
        "1.2.3.4.5",
        "010.0.0.1",
        "a::b::c",
        "1:2:3",
        "12345::",
        "::g",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:1.2.3",
        "1:2:3:4:5:6:7::8",
        "[::1]",
        " ::1",
        "1.2.3.4 ",
        "::\uff11"
      })
  void shouldRefuseWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
    assertThat(IpAddress.canonical(text)).isEqualTo(text);
  }

  @Test
  void shouldReadWhatJavaWrites() throws UnknownHostException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
      }
      IpAddress address = IpAddress.of(bytes);

      assertThat(IpAddress.parse(InetAddress.getByAddress(bytes).getHostAddress()))
          .contains(address);
      assertThat(IpAddress.parse(address.toString())).contains(address);
      assertThat(InetAddress.getByAddress(address.toBytes()))
          .isEqualTo(InetAddress.getByAddress(bytes));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.77, true",
    "203.0.113.0/24, 203.0.114.1, false",
    "203.0.113.77/24, 203.0.113.1, true",
    "203.0.113.128/25, 203.0.113.127, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "::/0, 1.2.3.4, false",
    "::ffff:10.0.0.0/104, 10.200.0.1, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/65, 2001:db8::8000:0:0:1, false",
    "2001:db8::77, 2001:db8:0:0:0:0:0:77, true"
  })
  void shouldSayWhatARangeHolds(String range, String address, boolean contained) {
    IpAddress looked = IpAddress.parse(address).orElseThrow();
    AddressRange parsed = AddressRange.parse(range);
    AddressRangeTable<String> table = new AddressRangeTable<>();
    table.put(parsed, "v");

    assertThat(parsed.contains(looked)).isEqualTo(contained);
    assertThat(table.anyMatch(looked, "v"::equals)).isEqualTo(contained);
    assertThat(table.anyMatch(looked, "w"::equals)).isFalse();
    table.remove(parsed);
    assertThat(table.anyMatch(looked, any -> true)).isFalse();
  }

  @Test
  void shouldWriteARangeInOneForm() {
    assertThat(AddressRange.canonical("203.0.113.9/24")).isEqualTo("203.0.113.0/24");
    assertThat(AddressRange.canonical("2001:0db8:0::/32")).isEqualTo("2001:db8::/32");
    assertThat(AddressRange.canonical("203.0.113.9/32")).isEqualTo("203.0.113.9");
    assertThat(AddressRange.canonical("hall/7")).isEqualTo("hall/7");
  }

  @Test
  void shouldCutARangeIntoBlocks() {
    assertThat(AddressRange.between(v("203.0.113.10"), v("203.0.113.20")))
        .extracting(AddressRange::toString)
        .containsExactly("203.0.113.10/31", "203.0.113.12/30", "203.0.113.16/30", "203.0.113.20");
    assertThat(AddressRange.between(v("0.0.0.0"), v("255.255.255.255")))
        .extracting(AddressRange::toString)
        .containsExactly("0.0.0.0/0");
    assertThat(AddressRange.between(v("2001:db8::ff"), v("2001:db8::101")))
        .extracting(AddressRange::toString)
        .containsExactly("2001:db8::ff", "2001:db8::100/127");
    assertThatThrownBy(() -> AddressRange.between(v("10.0.0.2"), v("10.0.0.1")))
        .hasMessage("range 10.0.0.2-10.0.0.1: expected a first address and a later one");
  }

  private static IpAddress v(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
