package io.hongbao.rules.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rules.crowd.BotPlan.Identity;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotPlanTest {

  private final BotPlan plan = BotPlan.ofPercent("phone", 20_000, 3.5, 7);
  private final List<Identity> identities = plan.identities();

  @Test
  void shouldHaveAHundredBotsOfEachKindAmongTwentyThousand() {
    Map<String, Long> counts =
        identities.stream().collect(Collectors.groupingBy(Identity::kind, Collectors.counting()));

    assertThat(counts)
        .isEqualTo(
            Map.of(
                "human", 19_300L,
                "hammer", 100L,
                "device-farm", 100L,
                "metronome", 100L,
                "address-swarm", 100L,
                "slow-mimic", 100L,
                "device-ring", 100L,
                "quick-asker", 100L));
    assertThat(identities.get(0).user()).isEqualTo("phone-1");
    assertThat(identities.get(19_999).user()).isEqualTo("phone-20000");
  }

  @Test
  void shouldLetPeopleShareDevicesAndAddressesAsFarAsPeopleDo() {
    assertThat(maxUsersOf("human", Identity::device)).isBetween(2L, 7L);
    assertThat(maxUsersOf("human", Identity::address)).isEqualTo(200);
    assertThat(
            identities.stream().filter(identity -> identity.address().startsWith("100.")).count())
        .isBetween(5_000L, 6_700L);
  }

  @Test
  void shouldShareDevicesInFarmsAndAddressesInSwarmsAndNoneBeASmallRest() {
    assertThat(maxUsersOf("device-farm", Identity::device)).isEqualTo(13);
    assertThat(minUsersOf("device-farm", Identity::device)).isEqualTo(12);
    assertThat(maxUsersOf("address-swarm", Identity::device)).isEqualTo(1);
    assertThat(minUsersOf("address-swarm", Identity::address)).isEqualTo(50);
    assertThat(maxUsersOf("metronome", Identity::address)).isEqualTo(1);
  }

  @Test
  void shouldHandDevicesRoundInRingsAndNowhereElse() {
    // Given
    List<Identity> all = plan.identitiesAndHanded();
    Map<String, Set<String>> devicesOfUser = new HashMap<>();
    Map<String, Set<String>> usersOfDevice = new HashMap<>();

    // When
    for (int phone = 0; phone < plan.phones(); phone++) {
      for (long atMillis = 0; atMillis < 240_000; atMillis += 10_000) {
        Identity now = all.get(plan.identityAt(phone, atMillis));
        assertThat(now.user()).isEqualTo(identities.get(phone).user());
        assertThat(now.address()).isEqualTo(identities.get(phone).address());
        devicesOfUser.computeIfAbsent(now.user(), any -> new HashSet<>()).add(now.device());
        if (now.kind().equals("device-ring")) {
          usersOfDevice.computeIfAbsent(now.device(), any -> new HashSet<>()).add(now.user());
        }
      }
    }

    // Then
    assertThat(all).hasSize(plan.phones() + 500).startsWith(identities.toArray(Identity[]::new));
    assertThat(identities)
        .allSatisfy(
            each ->
                assertThat(devicesOfUser.get(each.user()))
                    .hasSize(each.kind().equals("device-ring") ? 6 : 1));
    assertThat(usersOfDevice).hasSize(100);
    assertThat(usersOfDevice.values()).allSatisfy(users -> assertThat(users).hasSize(6));
  }

  @Test
  void shouldGiveNobodyTheAddressOfABot() {
    Set<String> people = addresses(true);

    assertThat(Collections.disjoint(people, addresses(false))).isTrue();
  }

  @Test
  void shouldBeTheSameForTheSameSeedAlone() {
    assertThat(new BotPlan("phone", 20_000, 700, 7).identities()).isEqualTo(identities);

    Set<String> others = devices(new BotPlan("phone", 20_000, 700, 8).identities());
    assertThat(Collections.disjoint(devices(identities), others)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100, Double.NaN})
  void shouldRefuseSharesThatLeaveNobody(double percent) {
    assertThatThrownBy(() -> BotPlan.ofPercent("phone", 100, percent, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected above 0 and below 100");
  }

  private static Set<String> devices(List<Identity> identities) {
    return identities.stream().map(Identity::device).collect(Collectors.toCollection(HashSet::new));
  }

  private Set<String> addresses(boolean human) {
    return identities.stream()
        .filter(identity -> identity.kind().equals(Identity.HUMAN) == human)
        .map(Identity::address)
        .collect(Collectors.toSet());
  }

  private long maxUsersOf(String kind, Function<Identity, String> shared) {
    return Collections.max(usersOf(kind, shared));
  }

  private long minUsersOf(String kind, Function<Identity, String> shared) {
    return Collections.min(usersOf(kind, shared));
  }

  private Collection<Long> usersOf(String kind, Function<Identity, String> shared) {
    return identities.stream()
        .filter(identity -> identity.kind().equals(kind))
        .collect(Collectors.groupingBy(shared, Collectors.counting()))
        .values();
  }
}
