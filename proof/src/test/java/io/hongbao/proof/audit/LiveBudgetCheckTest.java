package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static io.hongbao.proof.audit.InMemoryTopics.COLA;
import static io.hongbao.proof.audit.InMemoryTopics.KEYS;
import static io.hongbao.proof.audit.InMemoryTopics.LIMITS;
import static io.hongbao.proof.audit.InMemoryTopics.OPENS;
import static io.hongbao.proof.audit.InMemoryTopics.SCHEDULE;
import static io.hongbao.proof.audit.InMemoryTopics.TEA;
import static io.hongbao.proof.audit.InMemoryTopics.TURN;
import static io.hongbao.proof.audit.InMemoryTopics.plan;
import static io.hongbao.proof.audit.InMemoryTopics.pool;
import static io.hongbao.proof.audit.InMemoryTopics.seeds;
import static io.hongbao.proof.audit.InMemoryTopics.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of promise 3: issued + left = budget, where several plans gave seeds. */
class LiveBudgetCheckTest {

  private static final WaveSchedule SECOND =
      new WaveSchedule("second", OPENS + 400_000, OPENS + 500_000, TURN);

  /** When plan 2 is activated: the first wave is open, the second is not. */
  private static final long LIVE = OPENS + 60_000;

  private static final SeedBatch COLAS = seeds(COLA, 10);
  private static final SeedBatch MORE_COLAS =
      new SeedBatch("first", COLA, LIVE, seeds(COLA, 4).seeds());
  private static final SeedBatch TEAS_OF_SECOND =
      new SeedBatch("second", TEA, 0, seeds(TEA, 5).seeds());

  private static final CampaignWave FIRST = wave(SCHEDULE, pool(COLAS));
  private static final CampaignWave MORE_IN_FIRST = wave(SCHEDULE, pool(COLAS, MORE_COLAS));
  private static final CampaignWave TEA_IN_SECOND = wave(SECOND, pool(TEAS_OF_SECOND));

  private final InMemoryTopics topics = new InMemoryTopics();
  private long lastNumber;

  @Test
  void shouldCountStockThatAPlanAdds() {
    topics.plansBefore.addAll(List.of(plan(1, FIRST), plan(2, MORE_IN_FIRST)));
    load(1, List.of(SCHEDULE), COLAS);
    topics.shakeAll(SCHEDULE, 2);
    load(2, List.of(SCHEDULE), MORE_COLAS);
    topics.shakeAll(SCHEDULE, 20);
    new TopicsDraw(topics).draw();

    assertKept(28, 1);
    assertThat(topics.packets).anyMatch(won -> won.packetId().startsWith("gala.0.4."));
    topics.plansBefore.set(1, plan(2, wave(SCHEDULE, pool(COLAS, seeds(COLA, 5)))));
    assertBroken("pool cola of wave first in show gala", "30 packets, 3110 fen, as planned");
  }

  @Test
  void shouldCountAWaveThatAPlanAdds() {
    topics.plansBefore.addAll(List.of(plan(1, FIRST), plan(2, FIRST, TEA_IN_SECOND)));
    load(1, List.of(SCHEDULE), COLAS);
    load(2, List.of(SCHEDULE, SECOND), TEAS_OF_SECOND);
    topics.shakeAll(SECOND, 3);
    new TopicsDraw(topics).draw();

    assertKept(30, 2);
    assertThat(topics.packets).anyMatch(won -> won.enterpriseId().equals(TEA));
    topics.plansBefore.remove(1);
    assertBroken("pool tea of wave second in show gala", "0 packets, 0 fen");
  }

  @Test
  void shouldCountTheSeedsOfADroppedWaveAsLeft() {
    topics.plansBefore.addAll(List.of(plan(1, FIRST, TEA_IN_SECOND), plan(2, FIRST)));
    load(1, List.of(SCHEDULE, SECOND), COLAS, TEAS_OF_SECOND);
    load(2, List.of(SCHEDULE));
    topics.shakeAll(SCHEDULE, 20);
    new TopicsDraw(topics).draw();

    assertKept(30, 2);
    topics.plansBefore.set(0, plan(1, FIRST, wave(SECOND, pool(seeds(TEA, 6)))));
    assertBroken("pool tea of wave second in show gala", "12 packets, 1230 fen, as planned");
  }

  @Test
  void shouldCountCarriedSeedsWhereTheyWereLoaded() {
    topics.plansBefore.add(plan(1, FIRST, TEA_IN_SECOND));
    load(1, List.of(SCHEDULE, SECOND), COLAS, TEAS_OF_SECOND);
    topics.shakeAll(SCHEDULE, 0);
    tell(new Control.Carry("first", "second", new Curve.Uniform()));
    topics.shakeAll(SECOND, 18);
    new TopicsDraw(topics).draw();

    assertKept(30, 2);
    assertThat(topics.packets)
        .anyMatch(
            won -> won.shakeId().waveId().equals("second") && won.enterpriseId().equals(COLA));
  }

  @Test
  void shouldNotLetAPlanThatIsOnlyStagedRaiseTheBudget() {
    topics.plansBefore.addAll(List.of(plan(1, FIRST), plan(2, MORE_IN_FIRST).staged()));
    load(1, List.of(SCHEDULE), COLAS, MORE_COLAS);
    new TopicsDraw(topics).draw();

    assertBroken("pool cola of wave first in show gala", "20 packets, 2090 fen, as planned");
  }

  @Test
  void shouldCountNothingOfAPlanThatWasAppendedAndNeverActivated() {
    topics.plansBefore.addAll(
        List.of(plan(1, FIRST), plan(2, MORE_IN_FIRST, TEA_IN_SECOND).staged()));
    load(1, List.of(SCHEDULE), COLAS);
    append(2, List.of(SCHEDULE, SECOND), MORE_COLAS, TEAS_OF_SECOND);
    topics.shakeAll(SCHEDULE, 20);
    new TopicsDraw(topics).draw();

    assertKept(20, 1);
  }

  @Test
  void shouldAllowAnActivationThatHasNotReachedEveryBucket() {
    PlanRecord next = plan(2, MORE_IN_FIRST);
    topics.plansBefore.addAll(List.of(plan(1, FIRST), next.activatingAt(LIVE)));
    load(1, List.of(SCHEDULE), COLAS);
    append(2, List.of(SCHEDULE), MORE_COLAS);
    topics.appendControl(
        KEYS.signingKey(), 0, ++lastNumber, ControlCodec.of(new Control.Activate(2, LIVE)));
    new TopicsDraw(topics).draw();

    assertKept(24, 1);
    topics.plansBefore.set(1, next);
    assertBroken("pool cola of wave first in show gala", "28 packets, 2902 fen, as planned");
  }

  @Test
  void shouldAskForAllSeedsOnceEveryBucketFollowsThePlan() {
    topics.plansBefore.addAll(
        List.of(plan(1, FIRST), plan(2, MORE_IN_FIRST, TEA_IN_SECOND).activatingAt(LIVE)));
    load(1, List.of(SCHEDULE), COLAS);
    load(2, List.of(SCHEDULE, SECOND), MORE_COLAS);
    new TopicsDraw(topics).draw();

    assertBroken("pool tea of wave second in show gala", "10 packets, 1020 fen, as planned");
  }

  /** The bucket took the plan out of those that wait, so no later Activate finds it. */
  @Test
  void shouldNotFollowAPlanWhoseActivateWasRefusedBefore() {
    topics.plansBefore.add(plan(1, FIRST, TEA_IN_SECOND));
    load(1, List.of(SCHEDULE, SECOND), COLAS, TEAS_OF_SECOND);
    append(2, List.of(SCHEDULE));
    int before = topics.log.size();
    tell(new Control.Activate(2, SECOND.opensAtMillis()));
    tell(new Control.Activate(2, LIVE));
    topics.log.subList(before, topics.log.size()).stream()
        .map(topics::letterOf)
        .forEach(topics.letters::add);
    topics.shakeAll(SECOND, 3);
    new TopicsDraw(topics).draw();

    assertKept(30, 2);
    assertThat(topics.packets).anyMatch(won -> won.enterpriseId().equals(TEA));
  }

  private void load(long plan, List<WaveSchedule> waves, SeedBatch... batches) {
    append(plan, waves, batches);
    tell(new Control.Activate(plan, plan == 1 ? OPENS - 1_000 : LIVE));
  }

  private void append(long plan, List<WaveSchedule> waves, SeedBatch... batches) {
    for (SeedBatch batch : batches) {
      topics.tellAll(++lastNumber, ControlCodec.of(batch.ofPlan(plan)));
    }
    topics.tellAll(
        ++lastNumber,
        ControlCodec.of(
            InMemoryTopics.liveTerms(
                plan, List.of(new LimitChange(0, LIMITS)), waves.toArray(WaveSchedule[]::new))));
  }

  private void tell(Control control) {
    topics.tellAll(++lastNumber, ControlCodec.of(control));
  }

  /** Every promise is kept; so many seeds came into force, and those that nobody won are left. */
  private void assertKept(int seeds, int pools) {
    AuditReport report = topics.audit();
    assertThat(report.isOk()).as(report.toText()).isTrue();
    int issued = topics.packets.size();
    assertThat(promise(report, 3).counts())
        .startsWith(issued + " packets issued for ")
        .contains(", " + (seeds - issued) + " seeds left for ")
        .endsWith(", " + pools + " pools");
  }

  /** Promise 3 is broken by a pool that is not as its plan says. */
  private void assertBroken(String what, String expected) {
    AuditReport report = topics.audit();
    assertThat(promise(report, 3).firstBreaches())
        .as(report.toText())
        .anySatisfy(
            breach -> {
              assertThat(breach.what()).isEqualTo(what);
              assertThat(breach.expected()).isEqualTo(expected);
            });
  }
}
