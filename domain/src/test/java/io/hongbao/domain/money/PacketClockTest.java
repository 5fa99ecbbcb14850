package io.hongbao.domain.money;

import static io.hongbao.domain.money.PacketUnderTest.ID;
import static io.hongbao.domain.money.PacketUnderTest.UNTIL;
import static io.hongbao.domain.money.PacketUnderTest.WINNER;
import static io.hongbao.domain.money.PacketUnderTest.WITH_GRACE;
import static io.hongbao.domain.money.PacketUnderTest.approve;
import static io.hongbao.domain.money.PacketUnderTest.claim;
import static io.hongbao.domain.money.PacketUnderTest.due;
import static io.hongbao.domain.money.PacketUnderTest.expire;
import static io.hongbao.domain.money.PacketUnderTest.hold;
import static io.hongbao.domain.money.PacketUnderTest.shadow;
import static io.hongbao.domain.money.PacketUnderTest.share;
import static io.hongbao.domain.money.PacketUnderTest.won;
import static io.hongbao.domain.money.PacketUnderTest.wonPacket;
import static io.hongbao.domain.money.PacketUnderTest.wonPacketOfShares;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketClockTest {

  @Test
  void shouldAppendAnExpireWhenNobodyHasClaimed() {
    PacketState state = wonPacket().state();

    assertThat(PacketClock.nextAtMillis(state)).hasValue(UNTIL);
    assertThat(appended(state, UNTIL - 1)).isEmpty();
    assertThat(appended(state, UNTIL)).containsExactly(expire());
    assertThat(PacketClock.nextAtMillis(wonPacket().with(hold(0)).state())).hasValue(UNTIL);
  }

  @Test
  void shouldAppendADueWhenTheGraceIsOver() {
    PacketUnderTest packet = new PacketUnderTest().with(won(WITH_GRACE, 188L));
    packet.at(10_000).with(claim());

    assertThat(PacketClock.nextAtMillis(packet.state())).hasValue(15_000);
    assertThat(appended(packet.state(), 14_999)).isEmpty();
    assertThat(appended(packet.state(), 15_000)).containsExactly(due(0));
    assertThat(PacketClock.nextAtMillis(packet.at(15_000).with(due(0)).state())).isEmpty();
  }

  @Test
  void shouldExpireUntakenSharesAndEndGracesOfTakenOnes() {
    PacketUnderTest packet = new PacketUnderTest().with(won(WITH_GRACE, 100L, 50L, 38L));
    packet.at(10_000).with(claim()).at(12_000).with(share(2, "ann"));

    assertThat(PacketClock.nextAtMillis(packet.state())).hasValue(15_000);
    assertThat(appended(packet.state(), 70_000)).containsExactly(expire(), due(0), due(2));
    packet.at(20_000).with(due(0)).with(due(2));
    assertThat(PacketClock.nextAtMillis(packet.state())).hasValue(70_000);
    packet.at(70_000).with(expire());
    assertThat(PacketClock.nextAtMillis(packet.state())).isEmpty();
  }

  @Test
  void shouldLetNothingWaitForTimeThatDoesNot() {
    PacketUnderTest held = wonPacketOfShares().with(claim(WINNER, RiskLevel.HOLD));

    assertThat(PacketClock.nextAtMillis(PacketState.UNKNOWN)).isEmpty();
    assertThat(PacketClock.nextAtMillis(new PacketUnderTest().with(shadow()).state())).isEmpty();
    assertThat(PacketClock.nextAtMillis(held.state())).isEmpty();
    assertThat(appended(held.state(), Long.MAX_VALUE - 1)).isEmpty();
    assertThat(PacketClock.nextAtMillis(held.with(approve(0, 0)).state())).hasValue(61_000);
    assertThat(PacketClock.nextAtMillis(wonPacket().with(claim()).state())).isEmpty();
  }

  private static List<PacketRecord> appended(PacketState state, long nowMillis) {
    return PacketClock.recordsDue(ID, state, nowMillis);
  }
}
