package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.Reports.assertBreaches;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.ControlContent;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Of promise 3: issued + left = budget. */
class BudgetCheckTest {

  private static final RecordPosition PLANNED_AT = World.at(Topics.SHOW, 0);

  private final World world = HonestShow.world();

  @Test
  void shouldFindSeedsMissingFromTheLog() {
    world.plansBefore.clear();
    world.plansBefore.add(World.plan(1, HonestShow.COLAS + 1, HonestShow.TEAS));

    assertBreaches(
        world.audit(),
        3,
        breach(
            PLANNED_AT,
            World.COLA,
            amount(World.seeds(World.COLA, HonestShow.COLAS + 1)) + ", as planned",
            World.seeds(World.COLA, HonestShow.COLAS)));
  }

  @Test
  void shouldFindMoreSeedsThanTheBudget() {
    world.plansBefore.clear();
    world.plansBefore.add(World.plan(1, HonestShow.COLAS, HonestShow.TEAS - 1));

    assertBreaches(
        world.audit(),
        3,
        breach(
            PLANNED_AT,
            World.TEA,
            amount(World.seeds(World.TEA, HonestShow.TEAS - 1)) + ", as planned",
            World.seeds(World.TEA, HonestShow.TEAS)));
  }

  @Test
  void shouldFindSeedsOfAShowWithoutAPlan() {
    world.plansBefore.clear();

    AuditReport report = world.audit();

    SeedBatch colas = World.seeds(World.COLA, HonestShow.COLAS);
    SeedBatch teas = World.seeds(World.TEA, HonestShow.TEAS);
    String nothing = "0 packets, 0 fen";
    assertBreaches(report, 3, breach(RecordPosition.ofShakes(0, 1), World.COLA, nothing, colas));
    assertBreaches(report, 3, breach(RecordPosition.ofShakes(0, 2), World.TEA, nothing, teas));
  }

  @Test
  void shouldAllowSeedsThatAreBeingAddedByAStagedPlan() {
    world.plansBefore.add(World.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5).activeFrom(0));
    world.appendControl(
        World.KEYS.signingKey(), 0, 4, ControlContent.of(World.seeds(World.TEA, 3)));

    AuditReport report = world.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
  }

  @Test
  void shouldAskForAllSeedsOnceThePlanIsActive() {
    world.plansBefore.add(World.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5));

    assertBreaches(
        world.audit(),
        3,
        breach(
            World.at(Topics.SHOW, 1),
            World.TEA,
            amount(World.seeds(World.TEA, HonestShow.TEAS + 5)) + ", as planned",
            World.seeds(World.TEA, HonestShow.TEAS)));
  }

  /** A pool's breach; both buckets had these seeds, and what was not issued of them is left. */
  private Breach breach(
      RecordPosition at, String enterpriseId, String expected, SeedBatch ofEachBucket) {
    List<Long> issued =
        world.packets.stream()
            .distinct()
            .filter(won -> won.enterpriseId().equals(enterpriseId))
            .map(WonRecord::amountFen)
            .toList();
    long issuedFen = issued.stream().mapToLong(Long::longValue).sum();
    int seeds = World.BUCKETS * ofEachBucket.seeds().size();
    long fen = World.BUCKETS * fenOf(ofEachBucket);
    return Breach.at(
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
        World.BUCKETS * ofEachBucket.seeds().size(),
        World.BUCKETS * fenOf(ofEachBucket));
  }

  private static long fenOf(SeedBatch batch) {
    return batch.seeds().stream().mapToLong(Seed::amountFen).sum();
  }
}
