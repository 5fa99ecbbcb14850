package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** An honest show passes; what is planted is found under the promise that it breaks. */
class AuditEngineTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindAnHonestShowRight() {
    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(promise(report, 1).checked()).isEqualTo(120);
    assertThat(promise(report, 1).counts())
        .startsWith("120 acknowledged, 120 in the log as 124 records, 0 undecided, ");
    assertThat(promise(report, 2).checked()).isEqualTo(123);
    assertThat(promise(report, 4).checked()).isGreaterThan(10);
    assertThat(promise(report, 6).counts())
        .isEqualTo("135 records read, 4 unusable, 4 of them in dead-letters");
    assertThat(topics.packets).hasSizeGreaterThan(20);
  }

  @Test
  void shouldCheckTheLogAloneWithoutASeenFile() {
    topics.seen.clear();

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(promise(report, 1).checked()).isEqualTo(120);
    assertThat(promise(report, 1).counts()).startsWith("no seen file, 120 in the log");
    assertThat(promise(report, 2).checked()).isZero();
  }

  @Test
  void shouldLeaveOutWhatFollowsFromRecordsBehindTheEnd() {
    InMemoryTopics.Logged damaged = topics.append(0, InMemoryTopics.OPENS, null, new byte[] {'x'});
    InMemoryTopics.Logged shake = topics.append(1, InMemoryTopics.OPENS, null, new byte[] {'x'});
    topics.lateRecords = 1;
    topics.letters.add(topics.letterOf(damaged));
    topics.packets.add(
        WonRecordBuilder.like(topics.packets.get(0))
            .packet("gala.1.2.19", 119)
            .at(1, shake.offset())
            .build());

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
  }

  @Test
  void shouldNameRecordsThatAreNeitherPacketsNorLettersNorPlans() {
    byte[] garbage = {1, 99, 3};
    AuditEngine engine = InMemoryTopics.emptyEngine();

    engine.showRecord(garbage, InMemoryTopics.at(Topics.SHOW, 3), true);
    engine.packet(garbage, 5, InMemoryTopics.at(Topics.PACKETS, 5));
    engine.deadLetter(garbage, InMemoryTopics.at(Topics.DEAD_LETTERS, 7));

    AuditReport report = engine.report();
    assertBreaches(
        report,
        3,
        unreadable(InMemoryTopics.at(Topics.SHOW, 3), "a plan", () -> PlanRecord.decode(garbage)));
    assertBreaches(
        report,
        1,
        unreadable(
            InMemoryTopics.at(Topics.PACKETS, 5), "a packet", () -> MoneyCodec.decode(garbage)));
    assertBreaches(
        report,
        6,
        unreadable(
            InMemoryTopics.at(Topics.DEAD_LETTERS, 7),
            "a dead letter",
            () -> DeadLetter.decode(garbage)));
  }

  @Test
  void shouldNotTakeAPlanWithAWrongSignature() {
    PlanRecord plan = InMemoryTopics.plan(1, 1, 1);
    AuditEngine engine = InMemoryTopics.emptyEngine();

    engine.showRecord(
        plan.sign(SigningKey.generate().signingKey()), InMemoryTopics.at(Topics.SHOW, 3), true);

    assertThat(promise(engine.report(), 3).firstBreaches())
        .containsExactly(
            AuditBreach.at(
                InMemoryTopics.at(Topics.SHOW, 3),
                "record",
                "one that show-control signed",
                "bytes that cannot be decoded: record of topic show: signature is wrong",
                "./hongbao trace --at show/0/3"));
  }

  @Test
  void shouldTakeAnUnsignedPlanUntilOneOfItsShowIsSigned() {
    byte[] unsigned = InMemoryTopics.plan(1, 1, 1).encode();
    byte[] signed = InMemoryTopics.plan(1, 1, 1).sign(InMemoryTopics.KEYS.signingKey());
    AuditEngine engine = InMemoryTopics.emptyEngine();
    engine.showRecord(unsigned, InMemoryTopics.at(Topics.SHOW, 1), false);
    engine.showRecord(signed, InMemoryTopics.at(Topics.SHOW, 2), false);
    assertThat(promise(engine.report(), 3).breaches()).isZero();

    engine.showRecord(unsigned, InMemoryTopics.at(Topics.SHOW, 3), false);

    assertThat(promise(engine.report(), 3).firstBreaches())
        .containsExactly(
            AuditBreach.at(
                InMemoryTopics.at(Topics.SHOW, 3),
                "gala/plan/1",
                "a signature, as earlier records of show gala have one",
                "none",
                "./hongbao trace --at show/0/3"));
  }

  @Test
  void shouldPassOverWhatOperatorsDidAndTheMode() {
    AuditEngine engine = InMemoryTopics.emptyEngine();
    List<ShowRecord> records =
        List.of(
            new OpRecord("gala", 1, 5, "ann", true, new OpRecord.PublishSecrets(), List.of()),
            new ModeRecord("gala", 1, ModeRecord.Mode.CALM, ""),
            new SecretsRecord("gala", Map.of()));
    for (ShowRecord record : records) {
      engine.showRecord(
          record.sign(InMemoryTopics.KEYS.signingKey()), InMemoryTopics.at(Topics.SHOW, 1), true);
    }

    assertThat(engine.report().isOk()).isTrue();
  }

  private static AuditBreach unreadable(
      RecordPosition at, String expected, ThrowableAssert.ThrowingCallable decoding) {
    return new AuditBreach(
        Optional.of(at),
        "record",
        expected,
        "bytes that cannot be decoded: " + catchThrowable(decoding).getMessage(),
        "./hongbao trace --at " + at);
  }

  @Test
  void shouldNameARecordWithoutAValue() {
    AuditEngine engine = InMemoryTopics.emptyEngine();

    engine.packet(null, 5, InMemoryTopics.at(Topics.PACKETS, 5));
    engine.deadLetter(null, InMemoryTopics.at(Topics.DEAD_LETTERS, 7));

    AuditReport report = engine.report();
    assertThat(promise(report, 1).breaches()).isEqualTo(1);
    assertThat(promise(report, 6).breaches()).isEqualTo(1);
  }

  @Test
  void shouldAuditPartitionsApartAsItDoesTogether() {
    AuditReport whole = topics.audit();

    AuditReport first = topics.audit(Set.of(0));
    AuditReport second = topics.audit(Set.of(1));

    assertThat(first.isOk()).as(first.toText()).isTrue();
    assertThat(second.isOk()).as(second.toText()).isTrue();
    for (int id : List.of(1, 2, 4, 6)) {
      assertThat(promise(first, id).checked() + promise(second, id).checked())
          .isEqualTo(promise(whole, id).checked());
    }
    assertThat(promise(first, 1).checked()).isBetween(1L, 119L);
    assertThat(first.part().orElseThrow().partitions()).containsExactly(0);
    assertThat(first.part().orElseThrow().of()).isEqualTo(2);
    assertThat(sumOfPools(first) + sumOfPools(second)).isEqualTo(budgetOf(first));
    assertThat(whole.part()).isEmpty();
  }

  private static long sumOfPools(AuditReport report) {
    return report.part().orElseThrow().pools().stream()
        .mapToLong(pool -> pool.issuedFen() + pool.leftFen())
        .sum();
  }

  private static long budgetOf(AuditReport report) {
    return report.part().orElseThrow().pools().stream()
        .mapToLong(AuditReport.PoolPart::budgetFen)
        .sum();
  }

  @Test
  void shouldFindABreachInItsPartitionAlone() {
    WonRecord missing = topics.packets.get(0);
    topics.packets.removeIf(missing::equals);

    AuditReport other = topics.audit(Set.of(1 - missing.partition()));
    AuditReport its = topics.audit(Set.of(missing.partition()));

    assertThat(other.isOk()).as(other.toText()).isTrue();
    assertThat(promise(its, 1).breaches()).isEqualTo(1);
  }

  @Test
  void shouldFindMoreSeedsThanTheBudgetInAPartOfTheLog() {
    topics.plansBefore.clear();
    topics.plansBefore.add(InMemoryTopics.plan(1, HonestShow.COLAS, 1));

    assertThat(promise(topics.audit(Set.of(0)), 3).breaches()).isEqualTo(1);
  }

  /** Its bucket may have had its terms by then or not, for no order between partitions says. */
  @Test
  void shouldAllowALetterAboutAShakeOutsideItsPartitionAndAskForNone() {
    InMemoryTopics.Logged shake = topics.appendShake("u1", 7, InMemoryTopics.turnStart("u1", 7));
    topics.log.remove(shake);
    InMemoryTopics.Logged misplaced =
        topics.append(1 - shake.partition(), shake.appendedAtMillis(), shake.key(), shake.value());

    AuditReport withoutLetter = topics.audit();
    topics.letters.add(topics.letterOf(misplaced));
    AuditReport withLetter = topics.audit();

    assertThat(withoutLetter.isOk()).as(withoutLetter.toText()).isTrue();
    assertThat(withLetter.isOk()).as(withLetter.toText()).isTrue();
    assertThat(promise(withLetter, 6).counts()).endsWith("5 unusable, 5 of them in dead-letters");
  }

  @Test
  void shouldNameAShakeOfAShowWithoutAPlan() {
    topics.seen.add(
        new ShakeEvent.Acknowledged(5, "nowhere", "u7", new ShakeId(InMemoryTopics.WAVE, 9)));

    assertBreaches(
        topics.audit(),
        1,
        new AuditBreach(
            Optional.empty(),
            "shake first-9 of u7 in show nowhere",
            "a plan of show nowhere in topic show, to find the shake's partition by",
            "none, though a phone heard of the shake at 1970-01-01T00:00:00.005Z",
            "./hongbao trace first-9 --user=u7 --show=nowhere"));
  }

  @Test
  void shouldKeepFiveExamplesOfManyBreaches() {
    IntStream.range(0, 9)
        .forEach(
            i ->
                topics.seen.add(
                    new ShakeEvent.Acknowledged(
                        5,
                        InMemoryTopics.SHOW,
                        "nobody-" + i,
                        new ShakeId(InMemoryTopics.WAVE, 1))));

    PromiseResult result = promise(topics.audit(), 1);

    assertThat(result.breaches()).isEqualTo(9);
    assertThat(result.firstBreaches())
        .extracting(AuditBreach::what)
        .isEqualTo(
            IntStream.range(0, 5)
                .mapToObj(i -> "shake first-1 of nobody-" + i + " in show gala")
                .toList());
  }
}
