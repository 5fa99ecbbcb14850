package io.hongbao.domain.money;

import static io.hongbao.domain.money.PacketUnderTest.ID;
import static io.hongbao.domain.money.PacketUnderTest.UNTIL;
import static io.hongbao.domain.money.PacketUnderTest.WINNER;
import static io.hongbao.domain.money.PacketUnderTest.approve;
import static io.hongbao.domain.money.PacketUnderTest.claim;
import static io.hongbao.domain.money.PacketUnderTest.expire;
import static io.hongbao.domain.money.PacketUnderTest.hold;
import static io.hongbao.domain.money.PacketUnderTest.paid;
import static io.hongbao.domain.money.PacketUnderTest.payFailed;
import static io.hongbao.domain.money.PacketUnderTest.refuse;
import static io.hongbao.domain.money.PacketUnderTest.share;
import static io.hongbao.domain.money.PacketUnderTest.wonPacketOfShares;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import org.junit.jupiter.api.Test;

/** A packet of 100 fen for the winner, 50 and 38 for friends. */
class SplitPacketTest {

  private final PacketUnderTest packet = wonPacketOfShares();

  @Test
  void shouldPayWinnerAndFriends() {
    packet.with(claim());

    assertThat(packet.take(share(2, "ann"))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(share(2, "ann"))).isEqualTo(Effect.NOTHING_TO_DO);
    packet.with(paid(0, 1)).with(share(1, "bob")).with(paid(2, 1));
    assertThat(packet.instructions())
        .containsExactly(
            new PayoutInstruction(new ShareStep(ID, 0, 1), WINNER, "cola", 100),
            new PayoutInstruction(new ShareStep(ID, 2, 1), "ann", "cola", 38),
            new PayoutInstruction(new ShareStep(ID, 1, 1), "bob", "cola", 50));
    assertThat(packet.entries())
        .containsExactly(
            "0/1/claim 100", "2/1/claim 38", "0/1/pay 100", "1/1/claim 50", "2/1/pay 38");
    assertThat(packet.state().holder(0)).isEqualTo(WINNER);
    assertThat(packet.state().holder(2)).isEqualTo("ann");
  }

  @Test
  void shouldOpenSharesOnlyOnceTheWinnerHasClaimed() {
    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.SHARES_CLOSED);
    packet.with(claim(WINNER, RiskLevel.HOLD));
    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.SHARES_CLOSED);
    packet.with(approve(0, 0));
    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.CHANGED);
    packet.with(payFailed(0, 1));
    assertThat(packet.take(share(2, "bob"))).isEqualTo(Effect.SHARES_CLOSED);
    packet.with(approve(0, 1)).with(paid(0, 2));
    assertThat(packet.take(share(2, "bob"))).isEqualTo(Effect.CHANGED);
    assertThat(packet.refusals()).isEmpty();
  }

  @Test
  void shouldGiveAFriendOneShareAndTheWinnerNoOther() {
    packet.with(claim()).with(share(1, "ann"));

    assertThat(packet.take(share(2, "ann"))).isEqualTo(Effect.HAS_SHARE);
    assertThat(packet.take(share(2, WINNER))).isEqualTo(Effect.HAS_SHARE);
    assertThat(packet.take(share(1, "bob"))).isEqualTo(Effect.SHARE_GONE);
    assertThat(packet.take(share(3, "bob"))).isEqualTo(Effect.REFUSED);
    assertThat(packet.phase(2)).isEqualTo(Phase.OPEN);
    assertThat(packet.keys()).containsExactly("0/1", "1/1");
  }

  @Test
  void shouldHoldTheShareOfASuspectLikeAClaim() {
    packet.with(claim()).with(share(1, "ann", RiskLevel.EMPTY));

    assertThat(packet.phase(1)).isEqualTo(Phase.HELD);
    assertThat(packet.take(share(1, "bob"))).isEqualTo(Effect.SHARE_GONE);
    assertThat(packet.take(share(2, "ann"))).isEqualTo(Effect.HAS_SHARE);
    packet.with(approve(1, 0));
    assertThat(packet.keys()).containsExactly("0/1", "1/1");
    packet.with(hold(2)).with(share(2, "bob"));
    assertThat(packet.phase(2)).isEqualTo(Phase.HELD);
    assertThat(packet.take(refuse(2, 0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(1)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.entries()).endsWith("1/1/claim 50", "2/0/refuse 38");
  }

  @Test
  void shouldGiveAllSharesBackWhenNobodyClaims() {
    packet.at(UNTIL).with(expire());

    assertThat(packet.entries())
        .containsExactly("0/0/expire 100", "1/0/expire 50", "2/0/expire 38");
    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.SHARE_GONE);
  }

  @Test
  void shouldExpireSharesAWhileAfterTheClaim() {
    packet.at(10_000).with(claim()).with(share(1, "ann", RiskLevel.BLOCK));

    assertThat(packet.state().sharesUntilMillis()).isEqualTo(70_000);
    assertThat(packet.at(69_999).take(expire())).isEqualTo(Effect.TOO_EARLY);
    assertThat(packet.at(70_000).take(expire())).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.phase(1)).isEqualTo(Phase.HELD);
    assertThat(packet.phase(2)).isEqualTo(Phase.EXPIRED);
    assertThat(packet.entries()).containsExactly("0/1/claim 100", "2/0/expire 38");
  }

  @Test
  void shouldCountFromTheApprovalWhenTheClaimWasHeld() {
    packet.at(10_000).with(claim(WINNER, RiskLevel.HOLD));

    assertThat(packet.at(200_000).take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    packet.with(approve(0, 0));
    assertThat(packet.state().sharesUntilMillis()).isEqualTo(260_000);
    assertThat(packet.take(expire())).isEqualTo(Effect.TOO_EARLY);
    assertThat(packet.at(260_000).take(expire())).isEqualTo(Effect.CHANGED);
  }

  @Test
  void shouldNotExpireSharesWhileTheWinnersPayoutIsHeld() {
    packet.at(10_000).with(claim()).with(payFailed(0, 1));

    assertThat(packet.at(200_000).take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(1)).isEqualTo(Phase.OPEN);
  }

  @Test
  void shouldGiveUntakenSharesBackWithARefusedClaim() {
    packet.with(claim()).with(share(2, "ann")).with(hold(1)).with(payFailed(0, 1));

    assertThat(packet.take(refuse(0, 1))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.RETURNED);
    assertThat(packet.phase(1)).isEqualTo(Phase.RETURNED);
    assertThat(packet.phase(2)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.entries())
        .containsExactly(
            "0/1/claim 100", "2/1/claim 38", "0/1/hold 100", "0/1/refuse 100", "1/0/refuse 50");
    assertThat(packet.take(refuse(0, 1))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
  }

  @Test
  void shouldKnowWhoHasAShare() {
    packet.with(claim()).with(share(1, "ann"));

    assertThat(packet.state().hasShare("ann")).isTrue();
    assertThat(packet.state().hasShare(WINNER)).isTrue();
    assertThat(packet.state().hasShare("bob")).isFalse();
    assertThat(PacketState.UNKNOWN.hasShare("ann")).isFalse();
  }
}
