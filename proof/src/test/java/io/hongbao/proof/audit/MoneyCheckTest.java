package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promise 5: the ledger follows from packets, and each packet is paid at most once. */
class MoneyCheckTest {

  private final InMemoryTopics topics = HonestShow.world();
  private final WonRecord first = topics.packets.get(0);
  private final WonRecord second =
      topics.packets.stream()
          .filter(won -> won.bucket() != first.bucket())
          .findFirst()
          .orElseThrow();

  /** Every batch is funded, one packet is paid and one claimed; all of it is settled. */
  private void settle() {
    for (int bucket = 0; bucket < InMemoryTopics.BUCKETS; bucket++) {
      say(funded(bucket, 2, InMemoryTopics.COLA, HonestShow.COLAS));
      say(funded(bucket, 3, InMemoryTopics.TEA, HonestShow.TEAS));
    }
    say(claim(first));
    say(claim(second));
    say(new Paid(first.packetId(), 0, 1, "T-1"));
    run();
  }

  @Test
  void shouldCheckNothingWhereNoPacketsJobHasRun() {
    PromiseResult five = promise(topics.audit(), 5);

    assertThat(five.isKept()).isTrue();
    assertThat(five.checked()).isZero();
    assertThat(five.counts()).isEqualTo("no packets job has run");
  }

  @Test
  void shouldFindEveryEntryAndPayoutThatPacketsSays() {
    settle();

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(promise(report, 5).checked()).isEqualTo(topics.packets.stream().distinct().count());
    assertThat(promise(report, 5).counts()).contains("7 entries, 2 payouts");
  }

  @Test
  void shouldCheckThePartsOfTheLogAsTheWhole() {
    settle();
    long whole = promise(topics.audit(), 5).checked();

    AuditReport one = topics.audit(Set.of(0));
    AuditReport other = topics.audit(Set.of(1));

    assertThat(one.isOk()).as(one.toText()).isTrue();
    assertThat(other.isOk()).as(other.toText()).isTrue();
    assertThat(promise(one, 5).checked() + promise(other, 5).checked()).isEqualTo(whole);
  }

  @Test
  void shouldTakeRepeatsOfEntriesAndPayouts() {
    settle();
    topics.ledger.addAll(List.copyOf(topics.ledger));
    topics.payouts.addAll(List.copyOf(topics.payouts));

    assertThat(promise(topics.audit(), 5).isKept()).isTrue();
  }

  @Test
  void shouldFindAnEntryThatIsMissing() {
    settle();
    String id = first.packetId() + "/0/1/claim";
    LedgerEntry missing = entry(id);
    topics.ledger.removeIf(value -> LedgerCodec.decodeEntry(value).id().equals(id));

    assertBreaches(
        topics.audit(),
        5,
        AuditBreach.at(
            claimOfFirst(),
            id,
            "a record in ledger: " + missing,
            "none",
            "./hongbao trace --at " + claimOfFirst()));
  }

  @Test
  void shouldMissNothingThatThePacketsJobHadNotReachedYet() {
    settle();
    topics.packetsPassed = Optional.of(claimOfFirst().offset());
    topics.ledger.subList(4, topics.ledger.size()).clear();
    topics.payouts.clear();

    assertThat(promise(topics.audit(), 5).isKept()).isTrue();
  }

  @Test
  void shouldFindAnEntryAndAPayoutThatNothingInPacketsSays() {
    settle();
    LedgerEntry entry =
        new LedgerEntry(
            second.packetId() + "/0/1/pay",
            LedgerEntry.Kind.PAY,
            entry(second.packetId() + "/0/1/claim").batchId(),
            second.enterpriseId(),
            second.amountFen());
    topics.ledger.add(LedgerCodec.encode(entry));
    topics.payouts.add(
        LedgerCodec.encode(
            new PayoutInstruction(
                ShareStep.parse(second.packetId() + "/0/2"),
                second.user(),
                second.enterpriseId(),
                second.amountFen())));

    AuditReport report = topics.audit();

    RecordPosition at = InMemoryTopics.at(Topics.LEDGER, topics.ledger.size() - 1);
    assertBreaches(
        report,
        5,
        AuditBreach.at(
            at,
            "entry " + entry.id(),
            "none, by what packets says, decided again",
            entry.toString(),
            "./hongbao trace --at " + at));
    assertThat(promise(report, 5).breaches()).isEqualTo(2);
  }

  @Test
  void shouldFindAnEntryOfAnotherAmount() {
    settle();
    LedgerEntry right = entry(first.packetId() + "/0/1/pay");
    LedgerEntry wrong =
        new LedgerEntry(
            right.id(), right.kind(), right.batchId(), right.enterpriseId(), right.amountFen() + 1);
    topics.ledger.add(LedgerCodec.encode(wrong));

    AuditReport report = topics.audit();

    assertThat(promise(report, 5).breaches()).isEqualTo(1);
    assertThat(promise(report, 5).firstBreaches().get(0).found()).isEqualTo(wrong.toString());
  }

  @Test
  void shouldFindAKeyThatWasPaidTwice() {
    settle();
    say(new Paid(first.packetId(), 0, 1, "T-2"));
    topics.packetsPassed = Optional.of(end());

    AuditReport report = topics.audit();

    assertThat(promise(report, 5).breaches()).isEqualTo(1);
    assertThat(promise(report, 5).firstBreaches().get(0).expected())
        .isEqualTo("one payment, by reference 'T-1'");
  }

  @Test
  void shouldFindAKeyThatWasPaidAfterItWasRefused() {
    say(claim(second));
    say(new PayFailed(second.packetId(), 0, 1, new Note("payout-1", "no account")));
    say(new Paid(second.packetId(), 0, 1, "T-2"));
    run();

    AuditReport report = topics.audit();

    assertThat(promise(report, 5).breaches()).isEqualTo(1);
    assertThat(promise(report, 5).firstBreaches().get(0).found()).isEqualTo("it was paid");
  }

  @Test
  void shouldFindABatchThatWasFundedForAnotherSumThanItsSeeds() {
    Funded wrong = new Funded("gala.0.2", InMemoryTopics.COLA, HonestShow.COLAS, 10_000);
    say(wrong);
    run();

    AuditReport report = topics.audit();

    assertThat(promise(report, 5).firstBreaches().get(0).expected())
        .isEqualTo(funded(0, 2, InMemoryTopics.COLA, HonestShow.COLAS) + ", by drawing again");
    assertThat(promise(report, 5).firstBreaches().get(0).found()).isEqualTo(wrong.toString());
  }

  @Test
  void shouldFindMoneyThatWasGivenBackThoughItWasWon() {
    settle();
    Funded funded = funded(first.bucket(), 2, InMemoryTopics.COLA, HonestShow.COLAS);
    say(new Unissued(funded.batchId(), funded.packets(), funded.amountFen()));
    topics.ledger.clear();
    topics.payouts.clear();
    run();

    AuditReport report = topics.audit();

    assertThat(promise(report, 5).breaches()).isPositive();
    assertThat(promise(report, 5).firstBreaches())
        .anySatisfy(breach -> assertThat(breach.found()).contains("fen won beyond its funds"));
  }

  @Test
  void shouldNameRecordsThatAreNoEntries() {
    settle();
    topics.ledger.add(new byte[] {1, 99});
    topics.payouts.add(new byte[] {1, 99});

    assertThat(promise(topics.audit(), 5).breaches()).isEqualTo(2);
  }

  private static Funded funded(int bucket, long batch, String enterprise, int seeds) {
    return new Funded(
        "gala." + bucket + '.' + batch,
        enterprise,
        seeds,
        InMemoryTopics.seeds(enterprise, seeds).amountFen());
  }

  private static Claim claim(WonRecord won) {
    return new Claim(won.packetId(), won.user(), RiskLevel.NONE, new Origin("edge-1", "", "", 1));
  }

  private void say(MoneyRecord record) {
    topics.money.add(MoneyCodec.encode(record));
  }

  private long end() {
    return (long) topics.packets.size() + topics.money.size();
  }

  /** Behind the four batches. */
  private RecordPosition claimOfFirst() {
    return InMemoryTopics.at(Topics.PACKETS, topics.packets.size() + 4);
  }

  private LedgerEntry entry(String id) {
    return topics.ledger.stream()
        .map(LedgerCodec::decodeEntry)
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Writes what the packets job would. */
  private void run() {
    PacketEngine engine = new PacketEngine();
    Map<String, PacketState> packets = new HashMap<>();
    Map<String, BatchState> batches = new HashMap<>();
    topics.packets.forEach(
        won ->
            packets.put(
                won.packetId(),
                engine
                    .decide(
                        packets.getOrDefault(won.packetId(), PacketState.UNKNOWN), won.toWon(), 1)
                    .after()));
    for (byte[] value : topics.money) {
      MoneyRecord record = MoneyCodec.decode(value);
      if (record instanceof PacketRecord ofPacket) {
        PacketDecision decision =
            engine.decide(packets.get(ofPacket.packetId()), ofPacket, InMemoryTopics.OPENS);
        packets.put(ofPacket.packetId(), decision.after());
        decision.entries().forEach(entry -> topics.ledger.add(LedgerCodec.encode(entry)));
        decision.instructions().forEach(it -> topics.payouts.add(LedgerCodec.encode(it)));
      } else {
        BatchState.Decision decision =
            batches.getOrDefault(record.key(), BatchState.UNKNOWN).decide((BatchRecord) record);
        batches.put(record.key(), decision.after());
        decision.entries().forEach(entry -> topics.ledger.add(LedgerCodec.encode(entry)));
      }
    }
    topics.packetsPassed = Optional.of(end());
  }
}
