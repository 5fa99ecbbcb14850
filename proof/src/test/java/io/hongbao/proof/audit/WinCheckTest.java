package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.packetOf;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static io.hongbao.proof.audit.AuditReportAssertions.way;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;

/** Of promise 1: the records of packets are the wins of the log. */
class WinCheckTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindAWinThatIsNotInPackets() {
    WonRecord missing = topics.packets.get(0);
    topics.packets.removeIf(missing::equals);

    assertBreaches(
        topics.audit(),
        1,
        AuditBreach.at(
            RecordPosition.ofShakes(missing.partition(), missing.offset()),
            packetOf(missing),
            "a record in packets, because the replay wins it at this shake",
            "none",
            way(missing)));
  }

  @Test
  void shouldFindAForgedWin() {
    WonRecord won = topics.packets.get(0);
    String id = InMemoryTopics.lastColaOf(won.bucket());
    WonRecord forged = WonRecordBuilder.like(won).packet(id, 119).of(InMemoryTopics.COLA).build();
    topics.packets.add(forged);

    assertBreaches(
        topics.audit(),
        1,
        AuditBreach.at(
            lastOfPackets(),
            packetOf(forged),
            "no winner, according to the replay",
            "it won",
            way(forged)));
  }

  @Test
  void shouldFindAWinThatDiffersInAnything() {
    WonRecord won = topics.packets.get(0);
    WonRecord other = WonRecordBuilder.like(won).at(won.partition(), won.offset() + 1).build();
    topics.packets.add(other);

    AuditReport report = topics.audit();

    assertBreaches(
        report,
        1,
        AuditBreach.at(
            lastOfPackets(),
            packetOf(won),
            won + ", by drawing again",
            other.toString(),
            way(won)));
    assertThat(promise(report, 3).isKept()).isTrue();
  }

  @Test
  void shouldTakeAWinOfAVersionThatSaidNothingOfClaiming() {
    WonRecord won = topics.packets.get(0);
    topics.packets.set(
        0,
        new WonRecord(
            won.packetId(),
            won.show(),
            won.bucket(),
            won.user(),
            won.shakeId(),
            won.enterpriseId(),
            won.amountFen(),
            won.riskLevel(),
            won.partition(),
            won.offset(),
            won.appendedAtMillis(),
            false));

    assertThat(promise(topics.audit(), 1).isKept()).isTrue();
  }

  @Test
  void shouldFindAWinThatCanBeClaimedForAnotherTime() {
    WonRecord won = topics.packets.get(0);
    WonRecord.Claiming how = won.howToClaim();
    WonRecord other =
        won.with(new WonRecord.Claiming(how.untilMillis() + 1, how.terms(), how.sharesFen()));
    topics.packets.set(0, other);

    assertThat(promise(topics.audit(), 1).breaches()).isEqualTo(2);
  }

  @Test
  void shouldFindAWinOfAShakeThatTheLogDoesNotHave() {
    WonRecord won = WonRecordBuilder.like(topics.packets.get(0)).at(0, 999_999).build();
    topics.packets.add(won);

    assertBreaches(
        topics.audit(),
        1,
        AuditBreach.at(
            lastOfPackets(),
            "packet " + won.packetId() + " of " + won.user(),
            "its shake at shakes/0/999999",
            "the log ends before that offset",
            way(won)));
  }

  private RecordPosition lastOfPackets() {
    return InMemoryTopics.at(Topics.PACKETS, topics.packets.size() - 1);
  }
}
