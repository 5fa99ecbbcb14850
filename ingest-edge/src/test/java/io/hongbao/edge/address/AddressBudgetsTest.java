package io.hongbao.edge.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.traffic.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBudgetsTest {

  private static final long NOW_MILLIS = 1_802_000_000_000L;
  private static final long ALICE = 17;
  private static final long BOB = 18;

  /** Three connections at a time, two of them new a second, five requests, one of a user. */
  private final AddressBudgets budgets =
      new AddressBudgets(
          new AddressSettings(
              3, 2, 5, 1, AddressSettings.parseShared("198.51.100.0/24*2, 203.0.113.7"), false),
          List.of(AddressRange.parse("10.0.0.0/8")));

  private CountedAddress at(String address) throws UnknownHostException {
    return budgets.counted(InetAddress.getByName(address));
  }

  private int requestsOf(CountedAddress address) {
    int served = 0;
    while (served < 1_000 && budgets.requestWaitMillis(address, NOW_MILLIS) == 0) {
      served++;
    }
    return served;
  }

  @Test
  void shouldBoundTheRequestsOfAnAddress() throws UnknownHostException {
    assertThat(requestsOf(at("192.0.2.1"))).isEqualTo(10);
    assertThat(requestsOf(at("192.0.2.2"))).isEqualTo(10);
  }

  @Test
  void shouldCountAnIpv6CustomerAsOne() throws UnknownHostException {
    assertThat(at("2001:db8::1")).isEqualTo(at("2001:db8::ffff:ffff:ffff:ffff"));
    assertThat(at("2001:db8::1")).isNotEqualTo(at("2001:db8:0:1::1"));
    assertThat(at("::ffff:192.0.2.1")).isEqualTo(at("192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "10.1.2.3"})
  void shouldNotBoundThisMachineAndTrustedProxies(String address) throws UnknownHostException {
    CountedAddress unbounded = at(address);

    assertThat(requestsOf(unbounded)).isEqualTo(1_000);
    for (int i = 0; i < 100; i++) {
      assertThat(budgets.openWaitMillis(unbounded, NOW_MILLIS)).isZero();
      assertThat(budgets.userWaitMillis(unbounded, ALICE, NOW_MILLIS)).isZero();
    }
  }

  @Test
  void shouldBoundThisMachineIfToldTo() throws UnknownHostException {
    AddressBudgets strict =
        new AddressBudgets(new AddressSettings(3, 2, 5, 1, List.of(), true), List.of());
    CountedAddress loopback = strict.counted(InetAddress.getLoopbackAddress());

    for (int i = 0; i < 10; i++) {
      assertThat(strict.requestWaitMillis(loopback, NOW_MILLIS)).isZero();
    }
    assertThat(strict.requestWaitMillis(loopback, NOW_MILLIS)).isPositive();
  }

  @Test
  void shouldGiveASharedAddressMoreOrNoBounds() throws UnknownHostException {
    assertThat(requestsOf(at("198.51.100.9"))).isEqualTo(20);
    assertThat(requestsOf(at("203.0.113.7"))).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "198.51.100.9", "203.0.113.7"})
  void shouldTellTheUsersOfAnAddressApart(String address) throws UnknownHostException {
    CountedAddress shared = at(address);
    budgets.userWaitMillis(shared, ALICE, NOW_MILLIS);
    budgets.userWaitMillis(shared, ALICE, NOW_MILLIS);

    assertThat(budgets.userWaitMillis(shared, ALICE, NOW_MILLIS)).isEqualTo(1_000);
    assertThat(budgets.userWaitMillis(shared, BOB, NOW_MILLIS)).isZero();
  }

  @Test
  void shouldBoundAUserWhoComesFromManyAddresses() throws UnknownHostException {
    budgets.userWaitMillis(at("192.0.2.1"), ALICE, NOW_MILLIS);
    budgets.userWaitMillis(at("192.0.2.2"), ALICE, NOW_MILLIS);

    assertThat(budgets.userWaitMillis(at("192.0.2.3"), ALICE, NOW_MILLIS)).isPositive();
  }

  @Test
  void shouldCountFramesForAddressAndUser() throws UnknownHostException {
    CountedAddress address = at("192.0.2.1");
    budgets.frameWaitMillis(address, ALICE, NOW_MILLIS);
    budgets.frameWaitMillis(address, ALICE, NOW_MILLIS);

    assertThat(budgets.frameWaitMillis(address, ALICE, NOW_MILLIS)).isEqualTo(1_000);
    assertThat(requestsOf(address)).isEqualTo(7);
    assertThat(budgets.frameWaitMillis(address, BOB, NOW_MILLIS)).isEqualTo(200);
  }

  @Test
  void shouldBoundHowOftenAnAddressConnects() throws UnknownHostException {
    CountedAddress address = at("192.0.2.1");
    for (int i = 0; i < 4; i++) {
      assertThat(budgets.openWaitMillis(address, NOW_MILLIS)).isZero();
      budgets.closed(address);
    }

    assertThat(budgets.openWaitMillis(address, NOW_MILLIS)).isEqualTo(500);
    assertThat(budgets.openWaitMillis(address, NOW_MILLIS + 500)).isZero();
  }

  @Test
  void shouldBoundHowManyConnectionsAnAddressHasOpen() throws UnknownHostException {
    CountedAddress address = at("192.0.2.1");
    for (int second = 0; second < 3; second++) {
      assertThat(budgets.openWaitMillis(address, NOW_MILLIS + second * 1_000L)).isZero();
    }

    assertThat(budgets.openWaitMillis(address, NOW_MILLIS + 9_000)).isEqualTo(5_000);
    budgets.closed(address);
    assertThat(budgets.openWaitMillis(address, NOW_MILLIS + 9_000)).isZero();
  }

  @Test
  void shouldKeepNothingOfAnAddressThatHasNoConnection() throws UnknownHostException {
    for (int i = 0; i < 256; i++) {
      CountedAddress address = at("192.0.2." + i);
      budgets.openWaitMillis(address, NOW_MILLIS);
      budgets.openWaitMillis(address, NOW_MILLIS);
      budgets.closed(address);
      budgets.closed(address);
    }

    assertThat(budgets.openAddresses()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.0/24*", "198.51.100.0/24*0", "198.51.100.0/24*x", "campus"})
  void shouldSayWhatIsNoSharedAddress(String text) {
    assertThatThrownBy(() -> AddressSettings.parseShared("203.0.113.7, " + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address")
        .hasMessageContaining("expected");
  }

  @Test
  void shouldSayWhichBoundIsNone() {
    assertThatThrownBy(() -> new AddressSettings(0, 1, 1, 1, List.of(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bound of 0: expected 1 to 1000000");
  }
}
