package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of money that cannot be wrong. */
class MoneyRecordsTest {

  private static final String ID = "gala.3.1.7";
  private static final Note NOTE = new Note("ann", "");
  private static final Origin ORIGIN = new Origin("", "", "", 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gala",
        "gala.3.1",
        "gala.3.1.",
        "gala.3..7",
        ".3.1.7",
        "Gala.3.1.7",
        "gala.3.1.x",
        "gala.3.1.7.",
        "gala.3.1.-7",
        "gala.3.1.12345678901234567890",
        "a.b.3.1.7",
        "gala.3.1./"
      })
  void shouldRefuseWhatIsNoPacketId(String id) {
    assertThatThrownBy(() -> new Expire(id))
        .hasMessage("packet '" + id + "': expected SHOW.BUCKET.BATCH.INDEX");
  }

  @Test
  void shouldFindTheBatchOfAPacket() {
    assertThat(PacketIds.batchId(ID)).isEqualTo("gala.3.1");
    assertThat(PacketIds.batchId("gala", 3, 1)).isEqualTo("gala.3.1");
    Won won = PacketUnderTest.won(PacketUnderTest.TERMS, 100L, 50L, 38L);
    assertThat(won.batchId()).isEqualTo("gala.3.1");
    assertThat(won.amountFen()).isEqualTo(188);
    assertThat(new Expire("g-9.0.1234567890123456789.0").key())
        .isEqualTo("g-9.0.1234567890123456789.0");
    assertThatThrownBy(() -> new Expire(null)).hasMessageContaining("packet 'null'");
  }

  @Test
  void shouldReadBackTheKeyOfAStep() {
    ShareStep step = new ShareStep(ID, 2, 13);

    assertThat(step).hasToString("gala.3.1.7/2/13");
    assertThat(ShareStep.parse("gala.3.1.7/2/13")).isEqualTo(step);
    for (String wrong :
        List.of("gala.3.1.7/2", "gala.3.1.7/2/13/1", "gala.3.1.7/a/1", "gala.3.1.7/02/1", "")) {
      assertThatThrownBy(() -> ShareStep.parse(wrong))
          .hasMessage("'" + wrong + "': expected PACKET/SHARE/STEP");
    }
    assertThatThrownBy(() -> ShareStep.parse("gala.3.1/2/13"))
        .hasMessageContaining("expected SHOW.BUCKET.BATCH.INDEX");
  }

  @Test
  void shouldRefuseStepsThatCannotBe() {
    assertThatThrownBy(() -> new ShareStep(ID, -1, 0))
        .hasMessage("share -1, step 0: expected a share below 100 and a step of 0 or more");
    assertThatThrownBy(() -> new ShareStep(ID, 100, 0)).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new ShareStep(ID, 0, -1)).hasMessageContaining("step -1");
    assertThat(new ShareStep(ID, 99, 0).share()).isEqualTo(99);
    assertThat(new ShareStep(ID, 0, 0).step()).isZero();
    assertThatThrownBy(() -> new ShareStep("gala", 0, 0)).hasMessageContaining("packet 'gala'");
  }

  @Test
  void shouldRefuseSharesAndStepsThatARecordCannotName() {
    assertThatThrownBy(() -> new Share(ID, 0, "u", RiskLevel.NONE, ORIGIN))
        .hasMessage("share 0: expected 1 to 99");
    assertThatThrownBy(() -> new Share(ID, 100, "u", RiskLevel.NONE, ORIGIN))
        .hasMessage("share 100: expected 1 to 99");
    assertThatThrownBy(() -> new Hold(ID, -1, NOTE)).hasMessage("share -1: expected 0 to 99");
    assertThatThrownBy(() -> new Due(ID, 100)).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new Approve(ID, 100, 0, NOTE)).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new Approve(ID, 0, -1, NOTE))
        .hasMessage("step -1: expected 0 or more");
    assertThatThrownBy(() -> new Refuse(ID, 100, 0, NOTE)).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new Refuse(ID, 0, -1, NOTE)).hasMessageContaining("step -1");
    assertThatThrownBy(() -> new Paid(ID, 100, 1, "")).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new Paid(ID, 0, 0, ""))
        .hasMessage("step 0: expected that of an instruction, from 1");
    assertThatThrownBy(() -> new PayFailed(ID, 100, 1, NOTE)).hasMessageContaining("share 100");
    assertThatThrownBy(() -> new PayFailed(ID, 0, 0, NOTE)).hasMessageContaining("step 0");
    assertThat(new Share(ID, 99, "u", RiskLevel.NONE, ORIGIN).share()).isEqualTo(99);
    assertThat(new Hold(ID, 0, NOTE).share()).isZero();
  }

  @Test
  void shouldRefuseIdsInEveryRecord() {
    String wrong = "gala";
    for (Runnable making :
        List.<Runnable>of(
            () -> new Won(wrong, "u", "cola", List.of(1L), 0, ClaimTerms.DEFAULT, false),
            () -> new Claim(wrong, "u", RiskLevel.NONE, ORIGIN),
            () -> new Share(wrong, 1, "u", RiskLevel.NONE, ORIGIN),
            () -> new Hold(wrong, 0, NOTE),
            () -> new Approve(wrong, 0, 0, NOTE),
            () -> new Refuse(wrong, 0, 0, NOTE),
            () -> new Due(wrong, 0),
            () -> new Paid(wrong, 0, 1, ""),
            () -> new PayFailed(wrong, 0, 1, NOTE))) {
      assertThatThrownBy(making::run).hasMessageContaining("packet 'gala'");
    }
    assertThatThrownBy(() -> new BatchRecord.Unissued("x", 0, 0)).hasMessageContaining("batch 'x'");
  }

  @Test
  void shouldRefuseUsersAndTextsThatAreTooLong() {
    String longest = "x".repeat(128);
    assertThatThrownBy(() -> new Claim(ID, "", RiskLevel.NONE, ORIGIN))
        .hasMessageContaining("user ''");
    assertThatThrownBy(() -> new Share(ID, 1, longest + "x", RiskLevel.NONE, ORIGIN))
        .hasMessageContaining("user");
    assertThatThrownBy(() -> new Won(ID, "", "cola", List.of(1L), 0, ClaimTerms.DEFAULT, false))
        .hasMessageContaining("user ''");
    assertThatThrownBy(() -> new Won(ID, "u", "Cola", List.of(1L), 0, ClaimTerms.DEFAULT, false))
        .hasMessageContaining("enterprise 'Cola'");
    assertThatThrownBy(() -> new Won(ID, "u", "cola", List.of(1L), -1, ClaimTerms.DEFAULT, false))
        .hasMessage("claimUntil -1: expected 0 or more");
    assertThatThrownBy(() -> new Note("", "")).hasMessageContaining("user ''");
    assertThatThrownBy(() -> new Note("ann", "x".repeat(501)))
        .hasMessage("why of 501 characters: expected at most 500");
    assertThatThrownBy(() -> new Paid(ID, 0, 1, longest + "x"))
        .hasMessageContaining("reference of 129 characters");
    assertThatThrownBy(() -> new Origin(longest + "x", "", "", 0)).hasMessageContaining("edge of");
    assertThatThrownBy(() -> new Origin("", longest + "x", "", 0)).hasMessageContaining("device");
    assertThatThrownBy(() -> new Origin("", "", longest + "x", 0)).hasMessageContaining("address");
    assertThatThrownBy(() -> new Origin("", "", "", -1)).hasMessageContaining("stamp -1");
    assertThat(new Origin(longest, longest, longest, 0).edge()).hasSize(128);
    assertThat(new Note("ann", "x".repeat(500)).why()).hasSize(500);
  }

  @Test
  void shouldRefuseInstructionsThatCannotBe() {
    ShareStep step = new ShareStep(ID, 0, 1);
    assertThatThrownBy(() -> new PayoutInstruction(step, "u", "cola", 0))
        .hasMessage("payout of 0 fen: expected at least 1");
    assertThatThrownBy(() -> new PayoutInstruction(step, "", "cola", 1))
        .hasMessageContaining("user");
    assertThatThrownBy(() -> new PayoutInstruction(step, "u", "C", 1))
        .hasMessageContaining("enterprise");
    assertThat(new PayoutInstruction(step, "u", "cola", 1).key()).isEqualTo("gala.3.1.7/0/1");
  }

  @Test
  void shouldRefuseStatesThatCannotBe() {
    assertThatThrownBy(() -> new ShareState(Phase.OPEN, "", 0, 5))
        .hasMessage(
            "OPEN share of step 0, due at 5: expected 0 or more, and an instant only of a claimed"
                + " one");
    assertThatThrownBy(() -> new ShareState(Phase.CLAIMED, "", -1, 5)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new ShareState(Phase.CLAIMED, "", 1, -5)).hasMessageContaining("-5");
    assertThat(new ShareState(Phase.CLAIMED, "", 0, 0).step()).isZero();
    Optional<Won> won = Optional.of(PacketUnderTest.won(PacketUnderTest.TERMS, 5L, 5L));
    List<ShareState> shares = List.of(ShareState.OPEN, ShareState.OPEN);
    List<WaitingClaim> waiting = List.of(new WaitingClaim("u", RiskLevel.NONE));
    assertThatThrownBy(() -> new PacketState(won, 0, List.of(ShareState.OPEN), List.of()))
        .hasMessage("1 shares: expected as many as the packet was split into");
    assertThatThrownBy(() -> new PacketState(won, -1, shares, List.of()))
        .hasMessage("sharesUntil -1: expected 0 or more");
    assertThatThrownBy(() -> new PacketState(won, 0, shares, waiting))
        .hasMessage("1 waiting claims: expected at most 4 before the win");
    assertThatThrownBy(
            () ->
                new PacketState(
                    Optional.empty(), 0, List.of(), Collections.nCopies(5, waiting.get(0))))
        .hasMessageContaining("5 waiting claims");
  }

  @Test
  void shouldReadBackPhases() {
    for (Phase phase : Phase.values()) {
      assertThat(Phase.ofCode(phase.code())).isEqualTo(phase);
    }
    assertThatThrownBy(() -> Phase.ofCode(8)).hasMessage("phase 8: unknown");
    assertThat(Phase.values()).filteredOn(Phase::isUntaken).hasSize(2);
    assertThat(Phase.values())
        .filteredOn(Phase::isClaimed)
        .containsExactly(Phase.CLAIMED, Phase.INSTRUCTED, Phase.PAID);
  }

  @Test
  void shouldBoundClaimTerms() {
    assertThat(ClaimTerms.DEFAULT).isEqualTo(new ClaimTerms(86_400_000, 0));
    assertThat(new ClaimTerms(1_000, 604_800_000).claimWithinMillis()).isEqualTo(1_000);
    assertThat(new ClaimTerms(31_622_400_000L, 0).claimWithinMillis()).isEqualTo(31_622_400_000L);
    assertThatThrownBy(() -> new ClaimTerms(999, 0))
        .hasMessage("claim_within of 999 ms: expected 1000 to 31622400000");
    assertThatThrownBy(() -> new ClaimTerms(31_622_400_001L, 0)).hasMessageContaining("claim");
    assertThatThrownBy(() -> new ClaimTerms(1_000, -1))
        .hasMessage("payout_grace of -1 ms: expected 0 to 604800000");
    assertThatThrownBy(() -> new ClaimTerms(1_000, 604_800_001)).hasMessageContaining("grace");
  }
}
