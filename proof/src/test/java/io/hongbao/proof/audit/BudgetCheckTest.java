package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Of promise 3: issued + left = budget. */
class BudgetCheckTest {

  private static final RecordPosition PLANNED_AT = InMemoryTopics.at(Topics.SHOW, 0);

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindSeedsMissingFromTheLog() {
    topics.plansBefore.clear();
    topics.plansBefore.add(InMemoryTopics.plan(1, HonestShow.COLAS + 1, HonestShow.TEAS));

    assertBreaches(
        topics.audit(),
        3,
        breach(
            PLANNED_AT,
            InMemoryTopics.COLA,
            amount(InMemoryTopics.seeds(InMemoryTopics.COLA, HonestShow.COLAS + 1))
                + ", as planned",
            InMemoryTopics.seeds(InMemoryTopics.COLA, HonestShow.COLAS)));
  }

  @Test
  void shouldFindMoreSeedsThanTheBudget() {
    topics.plansBefore.clear();
    topics.plansBefore.add(InMemoryTopics.plan(1, HonestShow.COLAS, HonestShow.TEAS - 1));

    assertBreaches(
        topics.audit(),
        3,
        breach(
            PLANNED_AT,
            InMemoryTopics.TEA,
            amount(InMemoryTopics.seeds(InMemoryTopics.TEA, HonestShow.TEAS - 1)) + ", as planned",
            InMemoryTopics.seeds(InMemoryTopics.TEA, HonestShow.TEAS)));
  }

  @Test
  void shouldFindSeedsOfAShowWithoutAPlan() {
    topics.plansBefore.clear();

    AuditReport report = topics.audit();

    SeedBatch colas = InMemoryTopics.seeds(InMemoryTopics.COLA, HonestShow.COLAS);
    SeedBatch teas = InMemoryTopics.seeds(InMemoryTopics.TEA, HonestShow.TEAS);
    String nothing = "0 packets, 0 fen";
    assertBreaches(
        report, 3, breach(RecordPosition.ofShakes(0, 1), InMemoryTopics.COLA, nothing, colas));
    assertBreaches(
        report, 3, breach(RecordPosition.ofShakes(0, 2), InMemoryTopics.TEA, nothing, teas));
  }

  @Test
  void shouldAllowSeedsThatAreBeingAddedByAStagedPlan() {
    topics.plansBefore.add(
        InMemoryTopics.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5).activeFrom(0));
    topics.appendControl(
        InMemoryTopics.KEYS.signingKey(),
        0,
        4,
        ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.TEA, 3)));

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
  }

  @Test
  void shouldAskForAllSeedsOnceThePlanIsActive() {
    topics.plansBefore.add(InMemoryTopics.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5));

    assertBreaches(
        topics.audit(),
        3,
        breach(
            InMemoryTopics.at(Topics.SHOW, 1),
            InMemoryTopics.TEA,
            amount(InMemoryTopics.seeds(InMemoryTopics.TEA, HonestShow.TEAS + 5)) + ", as planned",
            InMemoryTopics.seeds(InMemoryTopics.TEA, HonestShow.TEAS)));
  }

  /** A pool's breach; both buckets had these seeds, and what was not issued of them is left. */
  private AuditBreach breach(
      RecordPosition at, String enterpriseId, String expected, SeedBatch ofEachBucket) {
    List<Long> issued =
        topics.packets.stream()
            .distinct()
            .filter(won -> won.enterpriseId().equals(enterpriseId))
            .map(WonRecord::amountFen)
            .toList();
    long issuedFen = issued.stream().mapToLong(Long::longValue).sum();
    int seeds = InMemoryTopics.BUCKETS * ofEachBucket.seeds().size();
    long fen = InMemoryTopics.BUCKETS * fenOf(ofEachBucket);
    return AuditBreach.at(
        at,
        "pool " + enterpriseId + " of wave first in show gala",
        expected,
        String.format(
            Locale.ROOT,
            "%d packets, %d fen: issued %d packets, %d fen, left %d packets, %d fen",
            seeds,
            fen,
            issued.size(),
            issuedFen,
            seeds - issued.size(),
            fen - issuedFen),
        "./hongbao trace --at " + at);
  }

  private static String amount(SeedBatch ofEachBucket) {
    return String.format(
        Locale.ROOT,
        "%d packets, %d fen",
        InMemoryTopics.BUCKETS * ofEachBucket.seeds().size(),
        InMemoryTopics.BUCKETS * fenOf(ofEachBucket));
  }

  private static long fenOf(SeedBatch batch) {
    return batch.seeds().stream().mapToLong(Seed::amountFen).sum();
  }
}
