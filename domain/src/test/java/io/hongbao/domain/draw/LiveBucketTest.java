package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.batch;
import static io.hongbao.domain.fixtures.Controls.record;
import static io.hongbao.domain.fixtures.Controls.seed;
import static io.hongbao.domain.fixtures.Shakes.aShake;
import static io.hongbao.domain.fixtures.TermsFixture.COLA;
import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.SHOW;
import static io.hongbao.domain.fixtures.TermsFixture.TEA;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.fixtures.Shakes;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.money.BatchRecord;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators change while the show runs, as a bucket sees it. */
class LiveBucketTest {

  private static final long BEFORE = OPENS_AT_MILLIS - 60_000;
  private static final long TURN_5 = SCHEDULE.turnStartsAtMillis(5, UserHash.of("u1"));
  private static final WaveSchedule SECOND =
      new WaveSchedule("second", OPENS_AT_MILLIS + 400_000, OPENS_AT_MILLIS + 500_000, 5_000);
  private static final Control.BeaconValue VALUE = Control.BeaconValue.of(new byte[32]);

  private final Map<String, UserTally> tallies = new HashMap<>();
  private final Bucket bucket = new Bucket(SHOW, 0, new DrawEngine());
  private long lastNumber;

  @Test
  void shouldKeepAPlanInertUntilItsActivate() {
    say(batch(COLA, seed(188, 0)).ofPlan(1));
    say(live().build());
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.BEHIND));
    assertThat(bucket.seedsLeft()).isEmpty();

    say(new Control.Activate(1, BEFORE));

    assertThat(outcome(aShake())).isEqualTo(new Outcome.Packet(SHOW + ".0.1.0", COLA, 188));
  }

  @Test
  void shouldGiveNothingOfADroppedPlan() {
    activate(live().build());
    say(batch(COLA, seed(188, 0)).ofPlan(2));
    say(live().plan(2).limits(9, 9).build());

    activate(live().plan(3).build(), batch(TEA, seed(3, 0)));

    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(TEA, 1L));
    assertThat(say(batch(COLA, seed(1, 0)).ofPlan(2))).isEqualTo(ControlEffect.REFUSED);
    assertThat(bucket.refusals())
        .containsExactly(
            "control 8 changes nothing: plan 2 comes after plan 3: expected a later one");
  }

  @Test
  void shouldDrawTheSameWhateverTheShowIsPlayedFor() {
    activate(live().kind(ShowKind.shadowFor("crew")).build(), batch(COLA, seed(188, 0)));

    assertThat(outcome(aShake())).isEqualTo(new Outcome.Packet(SHOW + ".0.1.0", COLA, 188));
    assertThat(bucket.kind()).isEqualTo(ShowKind.shadowFor("crew"));
  }

  @Test
  void shouldRefuseToTurnAShadowShowIntoALiveOne() {
    activate(live().kind(ShowKind.shadowFor("crew")).build());
    say(live().plan(2).build());

    assertThat(say(new Control.Activate(2, BEFORE))).isEqualTo(ControlEffect.REFUSED);

    assertThat(bucket.refusals().get(0))
        .endsWith("engine or kind change: expected those of plan 1");
    assertThat(bucket.kind()).isEqualTo(ShowKind.shadowFor("crew"));
  }

  @Test
  void shouldKnowWhatAShowWasPlayedForWhenItIsOver() {
    Wave losing = wave(SCHEDULE, "0", "1");
    activate(live().waves(losing).kind(ShowKind.practiceFor("warm")).build());

    say(new Control.End());

    assertThat(bucket.kind().isPractice()).isTrue();
  }

  @Test
  void shouldSayWhatEachBatchIsWorthOnceItCanBeWonAndWhatIsLeftAtTheEnd() {
    say(batch(COLA, seed(188, 0), seed(12, 0)).ofPlan(1));
    say(batch(TEA, seed(7, 0)).ofPlan(2));
    say(live().build());
    assertThat(bucket.moneyRecords()).as("no plan is in force").isEmpty();

    say(new Control.Activate(1, BEFORE));

    assertThat(bucket.moneyRecords())
        .containsExactly(new BatchRecord.Funded(SHOW + ".0.1", COLA, 2, 200));
    assertThat(outcome(aShake())).isInstanceOf(Outcome.Packet.class);
    say(new Control.Pause(SCHEDULE.id(), true, TURN_5));
    assertThat(bucket.moneyRecords()).as("a pause changes no batch").isEmpty();

    say(new Control.End());

    assertThat(bucket.moneyRecords())
        .containsExactly(new BatchRecord.Unissued(SHOW + ".0.1", 1, 12));
  }

  @Test
  void shouldSayThatNothingIsLeftOfABatchThatWasWonWhole() {
    activate(live().build(), batch(COLA, seed(188, 0)));
    assertThat(outcome(aShake())).isInstanceOf(Outcome.Packet.class);

    say(new Control.End());

    assertThat(bucket.moneyRecords())
        .containsExactly(new BatchRecord.Unissued(SHOW + ".0.1", 0, 0));
  }

  @Test
  void shouldFundAndReturnAtOnceWhatAMissingRecordHeldUp() {
    bucket.apply(record(3, new Control.End()));
    bucket.apply(record(2, batch(COLA, seed(188, 0))));

    bucket.apply(record(1, terms().build()));

    assertThat(bucket.moneyRecords())
        .containsExactly(
            new BatchRecord.Funded(SHOW + ".0.2", COLA, 1, 188),
            new BatchRecord.Unissued(SHOW + ".0.2", 1, 188));
  }

  @Test
  void shouldSayNothingOfMoneyInAShowThatNobodyPaysFor() {
    activate(live().kind(ShowKind.shadowFor("crew")).build(), batch(COLA, seed(188, 0)));
    assertThat(bucket.moneyRecords()).isEmpty();

    say(new Control.End());

    assertThat(bucket.moneyRecords()).isEmpty();
  }

  @Test
  void shouldKnowTheTermsInForce() {
    assertThat(bucket.terms()).isEmpty();
    Terms terms = live().build();

    activate(terms);

    assertThat(bucket.terms()).contains(terms);
  }

  @Test
  void shouldRefuseToActivateWhatIsNotStaged() {
    assertThat(say(new Control.Activate(1, BEFORE))).isEqualTo(ControlEffect.REFUSED);
    assertThat(bucket.refusals())
        .containsExactly("control 1 changes nothing: plan 1 is not staged in this bucket");
    assertThat(bucket.appliedUpTo()).as("its number is used all the same").isEqualTo(1);
  }

  @Test
  void shouldRefuseTermsOfAPlanThatHasSome() {
    say(live().build());
    assertThat(say(live().limits(9, 9).build())).isEqualTo(ControlEffect.REFUSED);
    assertThat(bucket.refusals())
        .containsExactly("control 2 changes nothing: plan 1 has its terms: expected them once");
  }

  @Test
  void shouldNotFollowAPlanThatDropsAnOpenedWave() {
    activate(live().waves(wave(SCHEDULE, "1", "0"), wave(SECOND, "1", "0")).build());
    say(live().plan(2).waves(wave(SECOND, "1", "0")).build());

    assertThat(say(new Control.Activate(2, OPENS_AT_MILLIS))).isEqualTo(ControlEffect.REFUSED);

    assertThat(bucket.refusals())
        .containsExactly(
            "control 4 changes nothing: wave first has opened by "
                + OPENS_AT_MILLIS
                + ": expected it unchanged");
    assertThat(decide(aShake())).isInstanceOf(Decided.class);
  }

  @Test
  void shouldSayWhatAPlanMustNotChange() {
    Terms now = live().build();
    assertThat(problem(now, live().plan(1).build())).contains("expected one after 1");
    assertThat(problem(now, live().plan(2).buckets(2, 1).build())).contains("buckets, partitions");
    assertThat(problem(now, live().plan(2).engine("other", DrawEngine.VERSION).build()))
        .contains("hash of users");
    assertThat(problem(now, withEnterprises(List.of(TEA, COLA))))
        .contains("begin with [cola, tea]");
    assertThat(problem(now, withEnterprises(List.of(COLA)))).contains("begin with [cola, tea]");
    assertThat(problem(now, withEnterprises(List.of(COLA, TEA, "rice")))).isEmpty();
    assertThat(problem(now, live().plan(2).limits(9, 9).build())).contains("limits that count");
    assertThat(problem(now, live().plan(2).limitsFrom(TURN_5 - 1, 9, 9).build()))
        .contains("limits that count");
    assertThat(problem(now, live().plan(2).limitsFrom(TURN_5, 9, 9).build())).isEmpty();
    assertThat(problem(now, live().plan(2).waves(wave(SCHEDULE, "0.5", "0")).build()))
        .contains("wave first has opened");
    assertThat(
            problem(
                now,
                live()
                    .plan(2)
                    .waves(
                        wave(new WaveSchedule("early", 0, OPENS_AT_MILLIS, 5_000), "1", "0"),
                        wave(SCHEDULE, "1", "0"))
                    .build()))
        .contains("wave early has opened");
  }

  @Test
  void shouldMoveAWaveThatHasNotOpened() {
    activate(live().build());
    WaveSchedule later =
        new WaveSchedule(
            "first", OPENS_AT_MILLIS + 20_000, OPENS_AT_MILLIS + 320_000, SCHEDULE.turnMillis());

    activate(live().plan(2).waves(wave(later, "1", "0")).build());

    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.EARLY));
    assertThat(decide(aShake().at(OPENS_AT_MILLIS + 20_000))).isInstanceOf(Decided.class);
  }

  @Test
  void shouldGiveNothingToATurnThatStartsInAPause() {
    activate(live().build(), batch(COLA, seed(1, 0), seed(2, 0)));
    say(new Control.Pause("first", true, TURN_5));
    say(new Control.Pause("first", false, TURN_5 + 1));

    assertThat(outcome(aShake().turn(4).at(TURN_5 + 10))).isInstanceOf(Outcome.Packet.class);
    assertThat(outcome(aShake().turn(5).at(TURN_5 + 4_000))).isEqualTo(Outcome.MISS);
    assertThat(outcome(aShake().by("u2").turn(7))).isInstanceOf(Outcome.Packet.class);
  }

  @Test
  void shouldLetTheLaterChangeOfAnInstantStandAndKeepWavesApart() {
    activate(live().build(), batch(COLA, seed(1, 0), seed(2, 0)));
    say(new Control.Pause("second", true, 0));
    say(new Control.Pause("first", false, TURN_5));
    say(new Control.Pause("first", true, TURN_5));
    assertThat(outcome(aShake().turn(5))).isEqualTo(Outcome.MISS);
    say(new Control.Pause("first", false, TURN_5));
    assertThat(outcome(aShake().turn(5))).as("decided before").isEqualTo(Outcome.MISS);
    assertThat(outcome(aShake().turn(6))).isInstanceOf(Outcome.Packet.class);
  }

  @Test
  void shouldSayThatTheLimitIsReachedInAPauseToo() {
    activate(live().limits(1, 1).build(), batch(COLA, seed(1, 0)));
    outcome(aShake());
    say(new Control.Pause("first", true, TURN_5));
    assertThat(outcome(aShake().turn(5))).isEqualTo(Outcome.LIMITED_USER);
  }

  @Test
  void shouldCountAddedStockFromItsInstant() {
    activate(live().build());
    activate(
        live().plan(2).build(), new SeedBatch(2, "first", COLA, TURN_5, List.of(seed(7, 0)), 1));
    assertThat(outcome(aShake().turn(4))).isEqualTo(Outcome.MISS);
    assertThat(outcome(aShake().turn(5))).isEqualTo(new Outcome.Packet(SHOW + ".0.3.0", COLA, 7));
  }

  @Test
  void shouldCarryWhatIsLeftWithItsIdsAndAmounts() {
    activate(twoWaves(), batch(COLA, seed(1, 0), seed(2, 0), seed(3, 0)), batch(TEA, seed(9, 0)));
    outcome(aShake());

    say(new Control.Carry("first", "second", new Curve.Uniform()));

    assertThat(outcome(aShake().turn(5))).as("nothing is left here").isEqualTo(Outcome.MISS);
    long opens = SECOND.opensAtMillis();
    // The two colas that are left are released at 0 and 50 s of 100 s, the one tea at 0.
    assertThat(outcome(second("u2", opens)))
        .isEqualTo(new Outcome.Packet(SHOW + ".0.1.1", COLA, 2));
    assertThat(outcome(second("u3", opens))).isEqualTo(new Outcome.Packet(SHOW + ".0.2.0", TEA, 9));
    assertThat(outcome(second("u4", opens))).isEqualTo(Outcome.MISS);
    assertThat(bucket.seedsLeft()).isEqualTo(Map.of(COLA, 1L, TEA, 0L));
    assertThat(bucket.carry(lastNumber)).contains(Map.of(1L, 1));
  }

  @Test
  void shouldComeBackWithWhatWasCarried() {
    activate(twoWaves(), batch(COLA, seed(1, 0), seed(2, 0), seed(3, 0)));
    outcome(aShake());
    Control.Carry carry = new Control.Carry("first", "second", new Curve.Uniform());
    say(carry);
    Bucket restored = new Bucket(SHOW, 0, new DrawEngine());
    restored.restoreCarry(4, bucket.carry(4).orElseThrow());

    restored.restore(record(4, carry));
    restored.restore(record(3, new Control.Activate(1, BEFORE)));
    restored.restore(record(2, twoWaves()));
    restored.restore(record(1, batch(COLA, seed(1, 0), seed(2, 0), seed(3, 0)).ofPlan(1)));
    restored.restoreSeedsTaken(1, 1);

    Shake shake = second("u2", SECOND.opensAtMillis()).build();
    assertThat(restored.decide(shake, user -> UserTally.EMPTY))
        .isEqualTo(bucket.decide(shake, user -> UserTally.EMPTY));
    assertThat(restored.seedsLeft()).isEqualTo(bucket.seedsLeft());
  }

  @Test
  void shouldLetBucketsTakeTurnsWithWhatIsCarried() {
    SeedPools pools = new SeedPools();
    pools.add(1, batch(COLA, seed(1, 0), seed(2, 0)));
    var carry = new Control.Carry("first", "second", new Curve.Uniform());
    pools.carry(carry, Map.of(), SECOND, 3, 10);
    // Packets 3 and 13 of 20 in 100 s.
    assertThat(headAt(pools, 14_999)).isEmpty();
    assertThat(headAt(pools, 15_000)).contains(new SeedPosition(1, 0, COLA, seed(1, 15_000), 1));
    pools.advance(1, 1);
    assertThat(headAt(pools, 64_999)).isEmpty();
    assertThat(headAt(pools, 65_000)).contains(new SeedPosition(1, 1, COLA, seed(2, 65_000), 1));
  }

  @Test
  void shouldRefuseToCarryIntoAWaveThatIsNotLater() {
    activate(twoWaves(), batch(COLA, seed(1, 0)));
    say(new Control.Carry("second", "first", new Curve.Uniform()));
    assertThat(bucket.refusals())
        .containsExactly("control 4 changes nothing: wave first is not after wave second");
    say(new Control.Carry("first", "third", new Curve.Uniform()));
    assertThat(bucket.refusals())
        .containsExactly("control 5 changes nothing: the plan in force lacks one of its waves");
    Curve late = new Curve.Steps(List.of(new Curve.Step(100_000, BigDecimal.ONE)));
    say(new Control.Carry("first", "second", late));
    assertThat(bucket.refusals())
        .containsExactly(
            "control 6 changes nothing: steps: the last one is after the wave's close");
    assertThat(outcome(aShake())).isInstanceOf(Outcome.Packet.class);
  }

  @Test
  void shouldDrawNothingUntilTheBeaconHasSpoken() {
    Wave wave = withBeacon(7);
    activate(live().waves(wave).build(), batch(COLA, seed(1, 0)));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.NO_BEACON));

    say(new Control.Beacon("first", 7, Optional.of(VALUE)));

    Lottery.Chance chance = new Lottery(SHOW, wave, VALUE).draw("u1", 0);
    assertThat(outcome(aShake()) instanceof Outcome.Packet).isEqualTo(chance.passes());
    assertThat(new Lottery(SHOW, wave, VALUE).hash("u1", 0))
        .isNotEqualTo(new Lottery(SHOW, wave).hash("u1", 0));
  }

  @Test
  void shouldWaitForTheNextRoundWhenOneFails() {
    activate(live().waves(withBeacon(7)).build());
    say(new Control.Beacon("first", 7, Optional.empty()));
    assertThat(say(new Control.Beacon("first", 7, Optional.of(VALUE))))
        .isEqualTo(ControlEffect.REFUSED);
    assertThat(bucket.refusals())
        .containsExactly("control 4 changes nothing: beacon round 7 of wave first: expected 8");
    assertThat(say(new Control.Beacon("first", 8, Optional.of(VALUE))))
        .isEqualTo(ControlEffect.KEPT);
    assertThat(say(new Control.Beacon("first", 9, Optional.of(VALUE))))
        .isEqualTo(ControlEffect.REFUSED);
    assertThat(decide(aShake())).isInstanceOf(Decided.class);
  }

  @Test
  void shouldTakeNoValueOfAWaveWithoutBeacon() {
    activate(live().build());
    say(new Control.Beacon("first", 1, Optional.of(VALUE)));
    assertThat(bucket.refusals())
        .containsExactly("control 3 changes nothing: wave first has no beacon");
  }

  @Test
  void shouldTellOfARefusalWhoseRecordHadToWait() {
    assertThat(bucket.apply(record(2, new Control.Activate(1, BEFORE))))
        .isEqualTo(ControlEffect.KEPT);
    assertThat(bucket.apply(record(1, batch(COLA, seed(1, 0)).ofPlan(1))))
        .isEqualTo(ControlEffect.REFUSED);
    assertThat(bucket.refusals())
        .containsExactly("control 2 changes nothing: plan 1 is not staged in this bucket");
    assertThat(bucket.apply(record(3, live().build()))).isEqualTo(ControlEffect.KEPT);
    assertThat(bucket.refusals()).isEmpty();
  }

  @Test
  void shouldForgetAllOfItAtTheEnd() {
    activate(twoWaves(), batch(COLA, seed(1, 0)));
    say(new Control.Pause("first", true, 0));
    say(new Control.Carry("first", "second", new Curve.Uniform()));
    say(live().plan(2).build());
    assertThat(say(new Control.End())).isEqualTo(ControlEffect.ENDED);
    assertThat(bucket.carry(5)).isEmpty();
    assertThat(bucket.seedsLeft()).isEmpty();
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.ENDED));
  }

  private static TermsFixture live() {
    return terms().engine(UserHash.NAME, DrawEngine.VERSION);
  }

  private static Terms twoWaves() {
    return live().waves(wave(SCHEDULE, "1", "0"), wave(SECOND, "1", "0")).build();
  }

  private static Terms withEnterprises(List<String> enterpriseIds) {
    return live().plan(2).enterprises(enterpriseIds).build();
  }

  private static Wave withBeacon(long round) {
    return new Wave(
        SCHEDULE,
        Odds.of("0.5"),
        Odds.of("0"),
        List.of(),
        TermsFixture.SECRET,
        Optional.of(new BeaconRound("chain", round)));
  }

  /** Of a plan that is to be activated at the start of turn 5; empty if it may be. */
  private static String problem(Terms current, Terms next) {
    return PlanChange.problem(current, next, TURN_5).orElse("");
  }

  /** Appends a plan's seeds and terms, and activates it a minute before the wave. */
  private void activate(Terms plan, SeedBatch... batches) {
    for (SeedBatch batch : batches) {
      say(batch.ofPlan(plan.planNumber()));
    }
    say(plan);
    say(new Control.Activate(plan.planNumber(), BEFORE));
  }

  private ControlEffect say(Control control) {
    return bucket.apply(record(++lastNumber, control));
  }

  private static Shakes second(String user, long atMillis) {
    return aShake().by(user).wave("second").at(atMillis);
  }

  private static Optional<SeedPosition> headAt(SeedPools pools, long millisAfterOpening) {
    return pools.earliestReleased(
        SECOND, SECOND.opensAtMillis() + millisAfterOpening, List.of(COLA), id -> true);
  }

  private DrawDecision decide(Shakes shake) {
    return bucket.decide(shake.build(), this::tally);
  }

  private Outcome outcome(Shakes shakes) {
    Shake shake = shakes.build();
    Decided decided = (Decided) bucket.decide(shake, this::tally);
    bucket.accept(decided);
    decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
    return decided.outcome();
  }

  private UserTally tally(String user) {
    return tallies.getOrDefault(user, UserTally.EMPTY);
  }
}
