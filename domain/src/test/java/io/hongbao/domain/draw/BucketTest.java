package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.batch;
import static io.hongbao.domain.fixtures.Controls.record;
import static io.hongbao.domain.fixtures.Controls.seed;
import static io.hongbao.domain.fixtures.Shakes.aShake;
import static io.hongbao.domain.fixtures.TermsFixture.COLA;
import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.SHOW;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawDecision.Refused;
import io.hongbao.domain.fixtures.Shakes;
import io.hongbao.domain.fixtures.Users;
import io.hongbao.domain.risk.RiskLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a bucket says of shakes; see {@link BucketControlTest} for its control records. */
class BucketTest {

  private static final long TURN_5_STARTS_AT_MILLIS =
      SCHEDULE.turnStartsAtMillis(5, UserHash.of("u1"));

  private final Map<String, UserTally> tallies = new HashMap<>();
  private final Bucket bucket = new Bucket(SHOW, 0, new DrawEngine());

  @Test
  void shouldGiveAPacketAndThenTheSameToEveryRepeat() {
    open(batch(COLA, seed(188, 0), seed(288, 0)));
    Outcome packet = new Outcome.Packet(SHOW + ".0.1.0", COLA, 188);
    assertThat(outcome(aShake().turn(5))).isEqualTo(packet);
    assertThat(outcome(aShake().turn(5).at(TURN_5_STARTS_AT_MILLIS + 9_000))).isEqualTo(packet);
    assertThat(outcome(aShake().turn(5).risk(RiskLevel.BLOCK))).isEqualTo(packet);
    assertThat(bucket.seedsLeft()).containsEntry(COLA, 1L);
  }

  @Test
  void shouldRememberNothingOfALosingShake() {
    bucket.apply(record(1, terms().waves(wave(SCHEDULE, "0", "1")).build()));
    Decided decided = (Decided) bucket.decide(aShake().build(), this::neverAsked);
    assertThat(decided.change()).isEmpty();
    assertThat(decided.outcome()).isInstanceOf(Outcome.Greeting.class);
  }

  @Test
  void shouldDecideNothingWithoutTerms() {
    bucket.apply(record(1, batch(COLA, seed(1, 0))));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.BEHIND));
  }

  @Test
  void shouldDecideNothingBehindThePlanOfTheEdge() {
    open(batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().plan(2))).isEqualTo(new Closed(ClosedReason.BEHIND));
    bucket.apply(record(3, terms().plan(2).build()));
    assertThat(decide(aShake().plan(2))).isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideShakesOfAnOlderPlanByTheNewestTerms() {
    open(batch(COLA, seed(1, 0)));
    bucket.apply(record(3, terms().plan(2).limits(1, 1).build()));
    assertThat(outcome(aShake().turn(0).plan(1))).isInstanceOf(Outcome.Packet.class);
    assertThat(outcome(aShake().turn(1).plan(1))).isEqualTo(Outcome.LIMITED_USER);
  }

  @Test
  void shouldDecideNothingWhileARecordIsMissing() {
    open(batch(COLA, seed(1, 0)));
    bucket.apply(record(4, batch(COLA, seed(2, 0))));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.GAP));
    bucket.apply(record(3, batch(COLA, seed(3, 0))));
    assertThat(decide(aShake())).isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideNothingByTermsForAnotherEngineOrHash() {
    bucket.apply(record(1, terms().engine(UserHash.NAME, DrawEngine.VERSION + 1).build()));
    bucket.apply(record(2, new Control.Activate(1, 0)));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.OTHER_ENGINE));
    int withoutActivation = DrawEngine.VERSION_WITHOUT_ACTIVATION;
    bucket.apply(record(3, terms().engine("other-hash", withoutActivation).build()));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.OTHER_ENGINE));
    bucket.apply(record(4, terms().build()));
    assertThat(decide(aShake())).isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideNothingInAWaveOrTurnThatIsNot() {
    open(batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().wave("second"))).isEqualTo(new Closed(ClosedReason.NO_WAVE));
    assertThat(decide(aShake().turn(60))).isEqualTo(new Closed(ClosedReason.NO_TURN));
    assertThat(decide(aShake().turn(59))).isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideNothingInAWaveThatTheNewestPlanHasNoMore() {
    open(batch(COLA, seed(1, 0)));
    WaveSchedule later = new WaveSchedule("later", OPENS_AT_MILLIS, OPENS_AT_MILLIS + 1_000, 5_000);
    bucket.apply(record(3, terms().plan(2).waves(wave(later, "1", "0")).build()));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.NO_WAVE));
    assertThat(decide(aShake().wave("later"))).isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideNothingThatCameOverAQuarterSecondBeforeItsTurn() {
    open(batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().turn(5).at(TURN_5_STARTS_AT_MILLIS - 251)))
        .isEqualTo(new Closed(ClosedReason.EARLY));
    assertThat(decide(aShake().turn(5).at(TURN_5_STARTS_AT_MILLIS - 250)))
        .isInstanceOf(Decided.class);
  }

  @Test
  void shouldDecideATurnHoweverLateItCame() {
    open(batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().turn(5).at(OPENS_AT_MILLIS + 86_400_000)))
        .isInstanceOf(Decided.class);
  }

  @Test
  void shouldRefuseAShakeOfAnotherPartition() {
    open(batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().in(0, 1))).isEqualTo(new Refused("bucket 0 lives in partition 0"));
  }

  @Test
  void shouldRefuseAUserOfAnotherBucket() {
    bucket.apply(record(1, terms().buckets(2, 2).build()));
    String mine = Users.ofBucket(0, 2, 1).get(0);
    String other = Users.ofBucket(1, 2, 1).get(0);
    assertThat(decide(aShake().by(mine))).isInstanceOf(Decided.class);
    assertThat(decide(aShake().by(other)))
        .isEqualTo(new Refused("user " + other + " is not of bucket 0"));
  }

  @Test
  void shouldLiveInThePartitionThatItsNumberLeaves() {
    Bucket fifth = new Bucket(SHOW, 5, new DrawEngine());
    fifth.apply(record(5, 1, terms().buckets(8, 3).build()));
    String user = Users.ofBucket(5, 8, 1).get(0);
    Shakes shake = aShake().by(user);
    assertThat(fifth.decide(shake.in(5, 2).build(), this::tally)).isInstanceOf(Decided.class);
    assertThat(fifth.decide(shake.in(5, 5).build(), this::tally))
        .isEqualTo(new Refused("bucket 5 lives in partition 2"));
  }

  @Test
  void shouldDecideNothingAfterTheEnd() {
    open(batch(COLA, seed(1, 0)));
    outcome(aShake());
    bucket.apply(record(3, new Control.End()));
    assertThat(decide(aShake())).isEqualTo(new Closed(ClosedReason.ENDED));
    assertThat(bucket.isEnded()).isTrue();
  }

  @Test
  void shouldGiveEachSeedOnceToWhoeverComesFirst() {
    open(batch(COLA, seed(1, 0), seed(2, 0)));
    assertThat(List.of("u1", "u2", "u3").stream().map(user -> outcome(aShake().by(user))))
        .isEqualTo(
            List.of(
                new Outcome.Packet(SHOW + ".0.1.0", COLA, 1),
                new Outcome.Packet(SHOW + ".0.1.1", COLA, 2),
                Outcome.MISS));
  }

  private void open(SeedBatch batch) {
    bucket.apply(record(1, batch));
    bucket.apply(record(2, terms().build()));
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

  private UserTally neverAsked(String user) {
    throw new AssertionError("asked for the tally of " + user);
  }
}
