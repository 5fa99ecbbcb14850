package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static io.hongbao.proof.audit.AuditReportAssertions.way;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;

/** Promise 4: planted breaches are found. */
class LimitCheckTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindAUserAboveTheLimitOfAnEnterprise() {
    WonRecord won = topics.packets.get(0);
    WonRecord second =
        WonRecordBuilder.like(won)
            .packet("gala.0.9.1", 111)
            .turn(5)
            .at(0, won.offset() + 1)
            .build();
    topics.packets.add(second);

    assertBreaches(
        topics.audit(), 4, breach(second, "at most 1 packets of " + won.enterpriseId(), 2));
  }

  @Test
  void shouldFindAUserAboveTheLimitOfAll() {
    WonRecord won = topics.packets.get(0);
    for (int more = 1; more <= 2; more++) {
      topics.packets.add(
          WonRecordBuilder.like(won)
              .packet("gala.0.9." + more, 111)
              .of("sponsor-" + more)
              .turn(5 + more)
              .at(won.partition(), won.offset() + more)
              .build());
    }

    WonRecord third = topics.packets.get(topics.packets.size() - 1);
    assertBreaches(topics.audit(), 4, breach(third, "at most 2 packets of the show", 3));
  }

  @Test
  void shouldHoldEachPacketAgainstTheLimitsOfItsTurn() {
    WonRecord won = topics.packets.get(0);
    LimitChange first = new LimitChange(0, InMemoryTopics.LIMITS);
    LimitChange raised = new LimitChange(InMemoryTopics.OPENS + 50_000, new Limits(3, 2));
    for (int bucket = 0; bucket < InMemoryTopics.BUCKETS; bucket++) {
      topics.appendControl(
          InMemoryTopics.KEYS.signingKey(),
          bucket,
          4,
          ControlCodec.of(InMemoryTopics.terms(2, first, raised)));
    }
    long offset =
        topics.appendShake(won.user(), 30, InMemoryTopics.turnStart(won.user(), 30)).offset();
    WonRecordBuilder second =
        WonRecordBuilder.like(won).packet("gala.0.9.1", 111).at(won.partition(), offset);
    topics.packets.add(second.turn(30).build());
    AuditReport afterTheRaise = topics.audit();

    topics.packets.remove(topics.packets.size() - 1);
    WonRecord before = second.turn(8).build();
    topics.packets.add(before);
    AuditReport beforeTheRaise = topics.audit();

    assertThat(promise(afterTheRaise, 4).isKept()).as(afterTheRaise.toText()).isTrue();
    assertBreaches(
        beforeTheRaise, 4, breach(before, "at most 1 packets of " + won.enterpriseId(), 2));
  }

  @Test
  void shouldFindAUserWhoWonInAnotherBucket() {
    WonRecord won = topics.packets.get(0);
    String stranger = InMemoryTopics.usersOf(1 - won.bucket()).findFirst().orElseThrow();
    WonRecord outside = WonRecordBuilder.like(won).packet("gala.0.9.1", 111).by(stranger).build();
    topics.packets.add(outside);

    assertBreaches(
        topics.audit(),
        4,
        AuditBreach.at(
            RecordPosition.ofShakes(won.partition(), won.offset()),
            stranger + " in show gala, shake " + won.shakeId(),
            "packets in bucket " + (1 - won.bucket()) + " alone, for that is the user's",
            "packet gala.0.9.1 in bucket " + won.bucket(),
            way(outside)));
  }

  private static AuditBreach breach(WonRecord last, String expected, int held) {
    return AuditBreach.at(
        RecordPosition.ofShakes(last.partition(), last.offset()),
        last.user() + " in show gala, shake " + last.shakeId(),
        expected,
        held + " with packet " + last.packetId() + ", won here",
        way(last));
  }
}
