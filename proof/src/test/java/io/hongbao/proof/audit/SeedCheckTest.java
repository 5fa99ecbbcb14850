package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.packetOf;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static io.hongbao.proof.audit.AuditReportAssertions.way;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 3: planted breaches are found. */
class SeedCheckTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindASeedIssuedTwice() {
    WonRecord first = topics.packets.get(0);
    String other = otherUserThan(first);
    WonRecord again = WonRecordBuilder.like(first).by(other).build();
    topics.packets.add(again);

    assertBreaches(
        topics.audit(),
        3,
        breach(
            again,
            "it issued once, to " + first.user() + ", shake " + first.shakeId(),
            "it issued to " + other + ", shake " + first.shakeId()));
  }

  @Test
  void shouldFindAPacketWorthAnotherAmountThanItsSeed() {
    WonRecord won = topics.packets.get(0);
    WonRecord dearer =
        WonRecordBuilder.like(won).packet(won.packetId(), won.amountFen() + 1).build();
    replace(won, dearer);

    AuditReport report = topics.audit();

    String rest = " fen of " + won.enterpriseId() + " in wave first of gala/" + won.bucket();
    String seedAt = ", as its seed at shakes/" + won.bucket() + "/" + (batchOf(won) - 1);
    assertBreaches(
        report, 3, breach(dearer, won.amountFen() + rest + seedAt, dearer.amountFen() + rest));
    assertThat(promise(report, 3).firstBreaches())
        .extracting(AuditBreach::what)
        .contains("pool " + won.enterpriseId() + " of wave first in show gala");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gala.0.2.20", "gala.0.9.0", "gala.0.1.0", "other.0.2.0", "gala.0.02.19", "gala"})
  void shouldFindAPacketWithoutASeed(String id) {
    WonRecord seedless = WonRecordBuilder.like(topics.packets.get(0)).packet(id, 100).build();
    topics.packets.add(seedless);

    assertBreaches(topics.audit(), 3, breach(seedless, "a seed of this id in the log", "none"));
  }

  @Test
  void shouldFindASeedIssuedBeforeItsRelease() {
    WonRecord won = packetOfTurn(0);
    WonRecord early =
        WonRecordBuilder.like(won)
            .packet(InMemoryTopics.lastColaOf(won.bucket()), 119)
            .of(InMemoryTopics.COLA)
            .build();
    topics.packets.add(early);

    assertBreaches(
        topics.audit(),
        3,
        breach(
            early,
            "a turn and shake behind the release of its seed at shakes/" + won.bucket() + "/1",
            "a turn that starts 19000 ms before it, shake at shakes/"
                + won.partition()
                + "/"
                + won.offset()));
  }

  @Test
  void shouldFindAPacketGivenToAShakeBeforeItsTurn() {
    WonRecord won = topics.packets.get(0);
    long startsAtMillis = InMemoryTopics.turnStart(won.user(), won.shakeId().turn());
    WonRecord early = WonRecordBuilder.like(won).appendedAt(startsAtMillis - 251).build();
    replace(won, early);

    assertBreaches(
        topics.audit(),
        3,
        breach(
            early,
            "a shake appended at most 250 ms before its turn",
            "one appended 251 ms before it"));
  }

  @Test
  void shouldFindAPacketOfATurnThatDoesNotExist() {
    WonRecord won = topics.packets.get(0);
    WonRecord of60 = WonRecordBuilder.like(won).turn(60).build();
    replace(won, of60);

    assertBreaches(
        topics.audit(),
        3,
        breach(
            of60,
            "a turn of the terms in force at shakes/" + won.partition() + "/" + won.offset(),
            "turn first-60, which they do not have"));
  }

  /** A breach that the last record of packets shows. */
  private AuditBreach breach(WonRecord won, String expected, String found) {
    RecordPosition at = InMemoryTopics.at(Topics.PACKETS, topics.packets.indexOf(won));
    return AuditBreach.at(at, packetOf(won), expected, found, way(won));
  }

  private static long batchOf(WonRecord won) {
    return PacketId.parse(won.packetId()).orElseThrow().batchNumber();
  }

  private void replace(WonRecord won, WonRecord by) {
    topics.packets.removeIf(won::equals);
    topics.packets.add(by);
  }

  private static String otherUserThan(WonRecord won) {
    return InMemoryTopics.usersOf(won.bucket())
        .filter(user -> !user.equals(won.user()))
        .findFirst()
        .orElseThrow();
  }

  private WonRecord packetOfTurn(int turn) {
    return topics.packets.stream()
        .filter(won -> won.shakeId().turn() == turn)
        .findFirst()
        .orElseThrow();
  }
}
