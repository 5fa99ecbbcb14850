package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.fixtures.ReadmeTables;
import io.hongbao.domain.money.simulation.MoneyBreachException;
import io.hongbao.domain.money.simulation.MoneyBreachException.Kind;
import io.hongbao.domain.money.simulation.MoneySimulation;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The simulation of money is worth something: it finds every fault that is planted, and soon. The
 * table of the module's README says of each where; {@link MoneySimulationTest} runs many more
 * seeds.
 */
class PlantedMoneyFaultsTest {

  /** Within so many batches each fault must show: a hundredth of what the simulation runs. */
  private static final int SEEDS = 1_000;

  private String test;

  @BeforeEach
  void remember(TestInfo info) {
    test = info.getTestMethod().orElseThrow().getName();
  }

  @Test
  void shouldFindThatAnEarlyExpireCounts() {
    assertFound("an early Expire counts", Kind.EXPIRED_EARLY, FaultyPacketEngines.trustingTimers());
  }

  @Test
  void shouldFindThatAClaimWinsOverAnExpireBeforeIt() {
    assertFound(
        "a claim after a valid Expire counts",
        Kind.PAID_AND_GIVEN_BACK,
        FaultyPacketEngines.claimingTheExpired());
  }

  @Test
  void shouldFindThatASuspectIsPaid() {
    assertFound("risk level ignored", Kind.SUSPECT_PAID, FaultyPacketEngines.ignoringTheRisk());
  }

  @Test
  void shouldFindThatAnApprovalUsesAnOldKey() {
    assertFound(
        "an approval keeps the key that failed",
        Kind.MOVED_FROM_ELSEWHERE,
        FaultyPacketEngines.approvingUnderTheSameKey());
  }

  @Test
  void shouldFindThatAHeldClaimIsPaid() {
    assertFound(
        "a late Paid counts for a held claim",
        Kind.MOVED_FROM_ELSEWHERE,
        FaultyPacketEngines.payingTheHeld());
  }

  @Test
  void shouldFindThatAFriendTakesSeveralShares() {
    assertFound(
        "one share a friend is not checked",
        Kind.FRIEND_TWICE,
        FaultyPacketEngines.givingFriendsSeveralShares());
  }

  @Test
  void shouldFindThatAnEarlyClaimIsForgotten() {
    assertFound(
        "a claim ahead of its win is forgotten",
        Kind.LOST,
        FaultyPacketEngines.forgettingEarlyClaims());
  }

  @Test
  void shouldFindThatTheGraceIsSkipped() {
    assertFound(
        "paid without its grace", Kind.GRACE_SKIPPED, FaultyPacketEngines.skippingTheGrace());
  }

  @Test
  void shouldFindThatSharesOpenWhileTheClaimIsHeld() {
    assertFound(
        "shares open while the winner's claim is held",
        Kind.SHARES_OPENED,
        FaultyPacketEngines.openingSharesOfTheHeld());
  }

  @Test
  void shouldFindThatAShadowPacketIsPaid() {
    assertFound(
        "shadow packets are claimed", Kind.SHADOW_PAID, FaultyPacketEngines.payingShadowPackets());
  }

  @Test
  void shouldFindThatUntakenSharesOfARefusedPacketStay() {
    assertFound(
        "untaken shares of a refused packet stay",
        Kind.SUMS_DIFFER,
        FaultyPacketEngines.keepingSharesOfTheRefused());
  }

  private void assertFound(String fault, Kind kind, PacketEngine engine) {
    String line =
        String.format(
            Locale.ROOT, "| %s | `%s` | %s | %d |", fault, test, kind, seedOf(kind, engine));
    assertThat(ReadmeTables.rows()).contains(line);
  }

  /** The first batch that brings this kind of breach to light. */
  private static long seedOf(Kind kind, PacketEngine engine) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        MoneySimulation.of(engine).run(seed, new Coverage());
      } catch (MoneyBreachException breach) {
        assertThat(breach).hasMessageContaining("seed " + seed);
        if (breach.kind() == kind) {
          return seed;
        }
      }
    }
    throw new AssertionError("no " + kind + " in " + SEEDS + " batches");
  }
}
