package io.hongbao.domain.money;

import static io.hongbao.domain.money.PacketUnderTest.ID;
import static io.hongbao.domain.money.PacketUnderTest.TERMS;
import static io.hongbao.domain.money.PacketUnderTest.UNTIL;
import static io.hongbao.domain.money.PacketUnderTest.WINNER;
import static io.hongbao.domain.money.PacketUnderTest.WITH_GRACE;
import static io.hongbao.domain.money.PacketUnderTest.approve;
import static io.hongbao.domain.money.PacketUnderTest.claim;
import static io.hongbao.domain.money.PacketUnderTest.due;
import static io.hongbao.domain.money.PacketUnderTest.expire;
import static io.hongbao.domain.money.PacketUnderTest.hold;
import static io.hongbao.domain.money.PacketUnderTest.paid;
import static io.hongbao.domain.money.PacketUnderTest.payFailed;
import static io.hongbao.domain.money.PacketUnderTest.refuse;
import static io.hongbao.domain.money.PacketUnderTest.shadow;
import static io.hongbao.domain.money.PacketUnderTest.share;
import static io.hongbao.domain.money.PacketUnderTest.won;
import static io.hongbao.domain.money.PacketUnderTest.wonPacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PacketEngineTest {

  @Test
  void shouldPayAClaimOnce() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(claim())).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.instructions())
        .containsExactly(new PayoutInstruction(new ShareStep(ID, 0, 1), WINNER, "cola", 188));
    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.PAID);
    assertThat(packet.entries()).containsExactly("0/1/claim 188", "0/1/pay 188");
    assertThat(packet.state().areSharesOpen()).isFalse();
    assertThat(packet.state().sharesUntilMillis()).isZero();
  }

  @Test
  void shouldChangeNothingWhenRecordsComeAgain() {
    PacketUnderTest packet = wonPacket().with(claim()).with(paid(0, 1));

    assertThat(packet.take(won(TERMS, 188L))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(claim())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(claim(WINNER, RiskLevel.BLOCK))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.entries()).hasSize(2);
    assertThat(packet.keys()).containsExactly("0/1");
    assertThat(packet.refusals()).isEmpty();
  }

  @Test
  void shouldKeepAClaimUntilItsWinComes() {
    PacketUnderTest packet = new PacketUnderTest();

    assertThat(packet.take(claim())).isEqualTo(Effect.WAITS);
    assertThat(packet.take(claim())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(won(TERMS, 188L))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.keys()).containsExactly("0/1");
    assertThat(packet.state().waiting()).isEmpty();
  }

  @Test
  void shouldKeepTheRiskOfAClaimThatWaits() {
    PacketUnderTest packet =
        new PacketUnderTest().with(claim(WINNER, RiskLevel.HOLD)).with(claim());

    packet.take(won(TERMS, 188L));

    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    assertThat(packet.entries()).isEmpty();
  }

  @Test
  void shouldRefuseAWaitingClaimOfAnotherAndTakeTheWinners() {
    PacketUnderTest packet =
        new PacketUnderTest().with(claim("thief", RiskLevel.NONE)).with(claim());

    packet.take(won(TERMS, 188L));

    assertThat(packet.instructions()).extracting(PayoutInstruction::user).containsExactly(WINNER);
    assertThat(packet.refusals())
        .containsExactly("Claim of packet gala.3.1.7 by another user than its winner");
  }

  @Test
  void shouldLetOnlyAFewClaimsWait() {
    PacketUnderTest packet = new PacketUnderTest();
    for (int i = 1; i <= 4; i++) {
      assertThat(packet.take(claim("thief-" + i, RiskLevel.NONE))).isEqualTo(Effect.WAITS);
    }

    assertThat(packet.take(claim("thief-4", RiskLevel.NONE))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(claim("thief-5", RiskLevel.NONE))).isEqualTo(Effect.REFUSED);
    assertThat(packet.refusals())
        .containsExactly(
            "Claim of packet gala.3.1.7: claims of 4 other users wait for its win already");
    assertThat(packet.state().waiting()).hasSize(4);
  }

  @Test
  void shouldRefuseAWinThatSaysSomethingElse() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(won(TERMS, 189L))).isEqualTo(Effect.REFUSED);
    assertThat(packet.state().won()).contains(won(TERMS, 188L));
    assertThat(packet.refusals())
        .containsExactly("packet gala.3.1.7 was won before, otherwise than it says here");
  }

  @Test
  void shouldRefuseWhatIsAboutAPacketThatWasNotWon() {
    PacketUnderTest packet = new PacketUnderTest();

    assertThat(packet.take(expire())).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.REFUSED);
    assertThat(packet.refusals())
        .containsExactly(
            "Expire of packet gala.3.1.7, which was not won",
            "Paid of packet gala.3.1.7, which was not won",
            "Share of packet gala.3.1.7, which was not won");
    assertThat(packet.state()).isEqualTo(PacketState.UNKNOWN);
  }

  @Test
  void shouldRefuseAClaimOfAnotherUser() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(claim("thief", RiskLevel.NONE))).isEqualTo(Effect.REFUSED);
    assertThat(packet.phase(0)).isEqualTo(Phase.OPEN);
    assertThat(packet.entries()).isEmpty();
  }

  @Test
  void shouldNeverClaimAShadowPacket() {
    PacketUnderTest packet = new PacketUnderTest().with(claim()).with(claim("x", RiskLevel.NONE));

    assertThat(packet.take(shadow())).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(claim())).isEqualTo(Effect.REFUSED);
    assertThat(packet.at(UNTIL).take(expire())).isEqualTo(Effect.REFUSED);
    assertThat(packet.phase(0)).isEqualTo(Phase.OPEN);
    assertThat(packet.entries()).isEmpty();
    assertThat(packet.instructions()).isEmpty();
    assertThat(packet.refusals())
        .containsExactly(
            "Claim of packet gala.3.1.7 of a shadow show, logged ahead of it",
            "Claim of packet gala.3.1.7 of a shadow show, logged ahead of it",
            "Claim of packet gala.3.1.7 of a shadow show",
            "Expire of packet gala.3.1.7 of a shadow show");
  }

  @Test
  void shouldExpireOnlyFromItsInstantOnByTheLog() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.at(UNTIL - 1).take(expire())).isEqualTo(Effect.TOO_EARLY);
    assertThat(packet.phase(0)).isEqualTo(Phase.OPEN);
    assertThat(packet.at(UNTIL).take(expire())).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.EXPIRED);
    assertThat(packet.take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.entries()).containsExactly("0/0/expire 188");
  }

  @Test
  void shouldLetTheFirstInTheLogWin() {
    PacketUnderTest lateClaim = wonPacket().at(UNTIL).with(expire());
    PacketUnderTest lateExpire = wonPacket().at(UNTIL + 1_000).with(claim());

    assertThat(lateClaim.take(claim())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(lateClaim.phase(0)).isEqualTo(Phase.EXPIRED);
    assertThat(lateExpire.take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(lateExpire.phase(0)).isEqualTo(Phase.INSTRUCTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "HOLD", "BLOCK"})
  void shouldHoldTheClaimOfASuspect(RiskLevel riskLevel) {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(claim(WINNER, riskLevel))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    assertThat(packet.entries()).isEmpty();
    assertThat(packet.instructions()).isEmpty();
    assertThat(packet.at(UNTIL).take(expire())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(claim())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"EMPTY", "HOLD", "BLOCK"})
  void shouldPayOthersAtOnce(RiskLevel riskLevel) {
    PacketUnderTest packet = wonPacket().with(claim(WINNER, riskLevel));

    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
  }

  @Test
  void shouldPayAHeldClaimOnceItIsApproved() {
    PacketUnderTest packet = wonPacket().with(claim(WINNER, RiskLevel.HOLD));

    assertThat(packet.take(approve(0, 0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(approve(0, 0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
    assertThat(packet.keys()).containsExactly("0/1");
    assertThat(packet.with(paid(0, 1)).entries()).containsExactly("0/1/claim 188", "0/1/pay 188");
  }

  @Test
  void shouldGiveARefusedClaimBack() {
    PacketUnderTest packet = wonPacket().with(claim(WINNER, RiskLevel.HOLD));

    assertThat(packet.take(refuse(0, 0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(refuse(0, 0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.RETURNED);
    assertThat(packet.take(approve(0, 0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(claim())).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(refuse(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.entries()).containsExactly("0/0/refuse 188");
    assertThat(packet.refusals().get(0))
        .isEqualTo(
            "Approve of packet gala.3.1.7, share 0: it is RETURNED at step 0, expected HELD at"
                + " step 0");
  }

  @Test
  void shouldDecideOnlyWhatIsHeldAtTheStepThatWasSeen() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(approve(0, 0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(refuse(0, 0))).isEqualTo(Effect.REFUSED);
    packet.with(claim(WINNER, RiskLevel.HOLD));
    assertThat(packet.take(approve(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(refuse(0, 1))).isEqualTo(Effect.REFUSED);
    packet.with(approve(0, 0));
    assertThat(packet.take(refuse(0, 0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(refuse(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(approve(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.keys()).containsExactly("0/1");
    assertThat(packet.entries()).containsExactly("0/1/claim 188");
  }

  @Test
  void shouldHoldWhatThePaymentSystemRefusedAndPayItUnderAnotherKey() {
    PacketUnderTest packet = wonPacket().with(claim());

    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    assertThat(packet.take(approve(0, 1))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.take(approve(0, 0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
    packet.with(paid(0, 2));
    assertThat(packet.keys()).containsExactly("0/1", "0/2");
    assertThat(packet.entries())
        .containsExactly("0/1/claim 188", "0/1/hold 188", "0/2/claim 188", "0/2/pay 188");
    assertThat(packet.refusals()).isEmpty();
  }

  @Test
  void shouldNotApproveAgainWhenAnOldApprovalComesLate() {
    PacketUnderTest packet =
        wonPacket().with(claim()).with(payFailed(0, 1)).with(approve(0, 1)).with(payFailed(0, 2));

    assertThat(packet.take(approve(0, 1))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    assertThat(packet.take(refuse(0, 2))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(payFailed(0, 2))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.entries())
        .containsExactly(
            "0/1/claim 188", "0/1/hold 188", "0/2/claim 188", "0/2/hold 188", "0/2/refuse 188");
  }

  @Test
  void shouldRefuseAnswersToWhatIsNotOut() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.REFUSED);
    packet.with(claim());
    assertThat(packet.take(paid(0, 2))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(payFailed(0, 2))).isEqualTo(Effect.REFUSED);
    packet.with(paid(0, 1));
    assertThat(packet.take(paid(0, 2))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.phase(0)).isEqualTo(Phase.PAID);
    assertThat(packet.refusals())
        .contains(
            "Paid of packet gala.3.1.7, share 0: it is OPEN at step 0, expected INSTRUCTED at step 1",
            "PayFailed of packet gala.3.1.7, share 0: it is PAID at step 1, expected INSTRUCTED"
                + " at step 1");
  }

  @Test
  void shouldRefuseAPaidOfAKeyThatHadFailed() {
    PacketUnderTest packet = wonPacket().with(claim()).with(payFailed(0, 1));

    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.REFUSED);
    packet.with(approve(0, 1));
    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.phase(0)).isEqualTo(Phase.INSTRUCTED);
  }

  @Test
  void shouldWaitForTheEndOfTheGrace() {
    PacketUnderTest packet = new PacketUnderTest().with(won(WITH_GRACE, 188L));

    assertThat(packet.at(10_000).take(claim())).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.CLAIMED);
    assertThat(packet.entries()).containsExactly("0/1/claim 188");
    assertThat(packet.take(paid(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(payFailed(0, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.at(14_999).take(due(0))).isEqualTo(Effect.TOO_EARLY);
    assertThat(packet.instructions()).isEmpty();
    assertThat(packet.at(15_000).take(due(0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(due(0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.keys()).containsExactly("0/1");
    assertThat(packet.state().winnersShare()).isEqualTo(new ShareState(Phase.INSTRUCTED, "", 1, 0));
  }

  @Test
  void shouldRefuseADueOfWhatNobodyHasClaimed() {
    PacketUnderTest packet = new PacketUnderTest().with(won(WITH_GRACE, 188L));

    assertThat(packet.take(due(0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.refusals())
        .containsExactly("Due of packet gala.3.1.7, share 0: nobody has claimed it");
  }

  @Test
  void shouldHoldAClaimInItsGrace() {
    PacketUnderTest packet = new PacketUnderTest().with(won(WITH_GRACE, 188L)).with(claim());

    assertThat(packet.take(hold(0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.take(hold(0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.at(99_000).take(due(0))).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    packet.with(approve(0, 1));
    assertThat(packet.keys()).containsExactly("0/2");
    assertThat(packet.entries()).containsExactly("0/1/claim 188", "0/1/hold 188", "0/2/claim 188");
  }

  @Test
  void shouldHoldAClaimThatWasMarkedBefore() {
    PacketUnderTest packet = wonPacket();

    assertThat(packet.take(hold(0))).isEqualTo(Effect.CHANGED);
    assertThat(packet.phase(0)).isEqualTo(Phase.MARKED);
    assertThat(packet.take(hold(0))).isEqualTo(Effect.NOTHING_TO_DO);
    packet.with(claim());
    assertThat(packet.phase(0)).isEqualTo(Phase.HELD);
    assertThat(packet.entries()).isEmpty();
  }

  @Test
  void shouldExpireWhatWasMarked() {
    PacketUnderTest packet = wonPacket().with(hold(0)).at(UNTIL).with(expire());

    assertThat(packet.phase(0)).isEqualTo(Phase.EXPIRED);
    assertThat(packet.take(hold(0))).isEqualTo(Effect.NOTHING_TO_DO);
  }

  @Test
  void shouldRefuseAHoldThatComesTooLate() {
    PacketUnderTest packet = wonPacket().with(claim());

    assertThat(packet.take(hold(0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.with(paid(0, 1)).take(hold(0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.refusals().get(0))
        .isEqualTo("Hold of packet gala.3.1.7, share 0: its payout is out already");
  }

  @Test
  void shouldRefuseWhatIsAboutAShareThatIsNone() {
    PacketUnderTest packet = wonPacket().with(claim());

    assertThat(packet.take(share(1, "ann"))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(hold(1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(approve(1, 0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(refuse(1, 0))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(due(1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(paid(1, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.take(payFailed(1, 1))).isEqualTo(Effect.REFUSED);
    assertThat(packet.refusals())
        .hasSize(7)
        .contains("Share of packet gala.3.1.7, share 1: the packet has 1");
  }
}
