package io.hongbao.jobs.packets;

import static io.hongbao.jobs.packets.MoneyLog.AT;
import static io.hongbao.jobs.packets.MoneyLog.BATCH;
import static io.hongbao.jobs.packets.MoneyLog.HOUR;
import static io.hongbao.jobs.packets.MoneyLog.PACKET;
import static io.hongbao.jobs.packets.MoneyLog.claim;
import static io.hongbao.jobs.packets.MoneyLog.clockRecords;
import static io.hongbao.jobs.packets.MoneyLog.entries;
import static io.hongbao.jobs.packets.MoneyLog.entryIds;
import static io.hongbao.jobs.packets.MoneyLog.instructions;
import static io.hongbao.jobs.packets.MoneyLog.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.cache.PacketStanding;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.wire.records.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketFunctionTest {

  private static final PayoutInstruction PAYOUT =
      new PayoutInstruction(new ShareStep(PACKET, 0, 1), "u1", "cola", 188);

  private final MoneyLog log = new MoneyLog();
  private PacketHarness job;

  @BeforeEach
  void start() throws Exception {
    job = PacketHarness.start();
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void shouldEnterAndInstructAClaim() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    log.append(AT + 1, claim(PACKET));

    job.process(log.records());

    assertThat(entries(job.out()))
        .containsExactly(
            new LedgerEntry(PACKET + "/0/1/claim", LedgerEntry.Kind.CLAIM, BATCH, "cola", 188));
    assertThat(instructions(job.out())).containsExactly(PAYOUT);
    assertThat(job.out())
        .extracting(OutgoingRecord::key)
        .containsExactly(PACKET + "/0/1/claim", PACKET + "/0/1");
    assertThat(job.deadLetters()).isEmpty();
  }

  @Test
  void shouldSettleAClaimThatStandsAheadOfItsWin() throws Exception {
    log.append(AT, claim(PACKET));
    log.append(AT + 1, won(PACKET, HOUR, 188));

    job.process(log.records());

    assertThat(instructions(job.out())).containsExactly(PAYOUT);
    assertThat(job.standings()).extracting(PacketStanding::offset).containsExactly(0L, 1L);
    assertThat(job.standings().get(0).state().waiting())
        .containsExactly(new WaitingClaim("u1", RiskLevel.NONE));
    assertThat(job.standings().get(1).state().winnersShare().phase()).isEqualTo(Phase.INSTRUCTED);
  }

  @Test
  void shouldChangeNothingByARepeat() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    log.append(AT + 1, claim(PACKET));
    log.append(AT + 2, won(PACKET, HOUR, 188));
    log.append(AT + 3, claim(PACKET));

    job.process(log.records());

    assertThat(job.out()).hasSize(2);
    assertThat(job.standings()).hasSize(2);
    assertThat(job.deadLetters()).isEmpty();
  }

  @Test
  void shouldAppendAnExpireWhenTimeIsUpAndDecideNothingBefore() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    job.process(log.records());

    job.advanceTo(AT + 3_600_000);
    assertThat(job.out()).isEmpty();
    job.advanceTo(AT + 3_601_000);

    assertThat(clockRecords(job.out())).containsExactly(new Expire(PACKET));
    assertThat(entries(job.out())).as("the log decides").isEmpty();
    job.process(List.of(log.append(AT + 3_600_990, new Expire(PACKET))));
    assertThat(entryIds(job.out())).containsExactly(PACKET + "/0/0/expire");
  }

  @Test
  void shouldAppendWhatIsDueAgainUntilThePacketHasChanged() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    job.process(log.records());

    job.advanceTo(AT + 3_601_000);
    job.advanceTo(AT + 3_661_000);
    assertThat(clockRecords(job.out())).hasSize(2);
    job.process(List.of(log.append(AT + 3_660_990, new Expire(PACKET))));
    job.advanceTo(AT + 9_000_000);

    assertThat(clockRecords(job.out())).hasSize(2);
    assertThat(job.timers()).isZero();
  }

  @Test
  void shouldAppendAgainSoonWhatTheLogTookTooEarly() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    job.process(log.records());
    job.advanceTo(AT + 3_601_000);

    job.process(List.of(log.append(AT + 3_599_999, new Expire(PACKET))));
    job.advanceTo(AT + 3_602_000);

    assertThat(clockRecords(job.out())).hasSize(2);
  }

  @Test
  void shouldInstructWhenTheGraceIsOver() throws Exception {
    log.append(AT, won(PACKET, new ClaimTerms(3_600_000, 5_000), 188));
    log.append(AT + 10, claim(PACKET));
    job.process(log.records());
    assertThat(instructions(job.out())).isEmpty();

    job.advanceTo(AT + 6_010);

    assertThat(clockRecords(job.out())).containsExactly(new Due(PACKET, 0));
    job.process(List.of(log.append(AT + 6_000, new Due(PACKET, 0))));
    assertThat(instructions(job.out())).containsExactly(PAYOUT);
  }

  @Test
  void shouldAppendNothingForAPacketThatWasClaimed() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    log.append(AT + 1, claim(PACKET));
    job.process(log.records());

    job.advanceTo(AT + 9_000_000);

    assertThat(clockRecords(job.out())).isEmpty();
    assertThat(job.timers()).isZero();
  }

  /** Else a job that reads the log again would append an Expire for every packet in it. */
  @Test
  void shouldWaitForTheRestOfTheLogWhereTimeIsUpAlready() throws Exception {
    job.advanceTo(AT + 9_000_000);
    log.append(AT, won(PACKET, HOUR, 188));
    job.process(log.records());
    job.advanceTo(AT + 9_030_000);

    job.process(List.of(log.append(AT + 1, claim(PACKET))));
    job.advanceTo(AT + 19_000_000);

    assertThat(clockRecords(job.out())).isEmpty();
  }

  @Test
  void shouldEnterFundsAndWhatIsLeft() throws Exception {
    log.append(AT, new BatchRecord.Unissued(BATCH, 1, 188));
    log.append(AT + 1, new BatchRecord.Funded(BATCH, "cola", 3, 564));
    log.append(AT + 2, new BatchRecord.Funded(BATCH, "cola", 3, 564));

    job.process(log.records());

    assertThat(entryIds(job.out())).containsExactly(BATCH + "/fund", BATCH + "/return");
  }

  @Test
  void shouldSetAsideWhatMakesNoSenseAndGoOn() throws Exception {
    log.append(AT, new byte[] {1, 99});
    log.append(AT, new Paid(PACKET, 0, 1, "T-1"));
    log.append(AT, won(PACKET, HOUR, 188));
    log.append(AT, new Claim(PACKET, "u2", RiskLevel.NONE, new Origin("edge-1", "", "", AT)));
    log.append(AT, new BatchRecord.Funded(BATCH, "cola", 3, 564));
    log.append(AT, new BatchRecord.Funded(BATCH, "cola", 3, 565));
    log.append(AT, claim(PACKET));

    job.process(log.records());

    assertThat(job.deadLetters())
        .extracting(DeadLetter::topic, DeadLetter::offset)
        .containsExactly(
            tuple("packets", 0L), tuple("packets", 1L), tuple("packets", 3L), tuple("packets", 5L));
    assertThat(job.deadLetters().get(1).why())
        .isEqualTo("Paid of packet " + PACKET + ", which was not won");
    assertThat(instructions(job.out())).containsExactly(PAYOUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 40, 150})
  void shouldDecideTheSameAfterARestoreAnywhere(int cut) throws Exception {
    List<MoneyLogRecord> lively = MoneyLog.lively(30, 5).records();
    List<OutgoingRecord> out = new ArrayList<>();
    job.process(lively.subList(0, cut));
    out.addAll(job.out());
    OperatorSubtaskState snapshot = job.snapshot();
    job.process(lively.subList(cut, Math.min(cut + 20, lively.size())));

    try (PacketHarness second = PacketHarness.restored(snapshot)) {
      second.process(lively.subList(cut, lively.size()));
      out.addAll(second.out());
      assertThat(second.deadLetters()).isNotEmpty();
    }

    List<LedgerEntry> expected = PureLedger.of(lively);
    assertThat(expected).hasSizeGreaterThan(60);
    assertThat(entries(out)).isEqualTo(expected);
  }

  @Test
  void shouldKeepItsTimersOverARestore() throws Exception {
    log.append(AT, won(PACKET, HOUR, 188));
    job.process(log.records());

    try (PacketHarness second = PacketHarness.restored(job.snapshot())) {
      second.advanceTo(AT + 3_601_000);

      assertThat(clockRecords(second.out())).containsExactly(new Expire(PACKET));
    }
  }
}
