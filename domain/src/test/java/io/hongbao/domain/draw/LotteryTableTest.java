package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.record;
import static io.hongbao.domain.fixtures.Shakes.aShake;
import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.SECRET;
import static io.hongbao.domain.fixtures.TermsFixture.SHOW;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.Control.BeaconValue;
import io.hongbao.domain.draw.LotteryTable.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LotteryTableTest {

  private static final String USER = "u1";
  private static final BeaconValue VALUE = BeaconValue.of(SECRET.bytes());
  private static final BeaconRound ROUND = new BeaconRound("52db9ba7", 4_711);
  private static final Wave PLAIN = wave(SCHEDULE, "0.5", "0.5");
  private static final Wave WITH_BEACON =
      new Wave(
          PLAIN.schedule(),
          PLAIN.odds(),
          PLAIN.greetingOdds(),
          PLAIN.greetingIds(),
          PLAIN.secret(),
          Optional.of(ROUND));

  /** Turn 17 is the check of the design: b919… is above half. */
  @Test
  void shouldListEveryTurnOfTheUserWithWhatTheLotterySays() {
    List<Row> rows = LotteryTable.of(SHOW, PLAIN, Optional.empty(), USER).toList();

    long phase = UserHash.phaseMillis(UserHash.of(USER), 5_000);
    assertThat(rows).hasSize(60);
    assertThat(rows.get(0).startsAtMillis()).isEqualTo(OPENS_AT_MILLIS);
    assertThat(rows.get(17).turn()).isEqualTo(17);
    assertThat(rows.get(17).startsAtMillis()).isEqualTo(OPENS_AT_MILLIS + 85_000 + phase);
    assertThat(rows.get(17).chance().passes()).isFalse();
    assertThat(rows.get(59).startsAtMillis()).isLessThan(SCHEDULE.closesAtMillis());
    assertThat(rows).extracting(row -> row.chance().passes()).contains(true, false);
    assertThat(rows)
        .extracting(row -> row.chance().losingOutcome())
        .contains(Outcome.MISS, new Outcome.Greeting("stars"), new Outcome.Greeting("moon"));
  }

  @Test
  void shouldSayOfEveryTurnWhatABucketDecides() {
    for (Wave wave : List.of(PLAIN, WITH_BEACON)) {
      Optional<BeaconValue> value = wave.beacon().map(round -> VALUE);
      Bucket bucket = bucketWithoutSeeds(wave);

      for (Row row : LotteryTable.of(SHOW, wave, value, USER).toList()) {
        DrawDecision decision =
            bucket.decide(aShake().turn(row.turn()).build(), user -> UserTally.EMPTY);

        Outcome expected = row.chance().passes() ? Outcome.MISS : row.chance().losingOutcome();
        assertThat(((DrawDecision.Decided) decision).outcome()).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldDependOnTheBeacon() {
    assertThat(passing(WITH_BEACON, Optional.of(VALUE)))
        .isNotEqualTo(passing(PLAIN, Optional.empty()));
  }

  @Test
  void shouldAskForTheValueOfABeaconAndForNoOther() {
    assertThatThrownBy(() -> LotteryTable.of(SHOW, WITH_BEACON, Optional.empty(), USER))
        .hasMessage("wave first: no value of its beacon, expected that of round 4711 of 52db9ba7");
    assertThatThrownBy(() -> LotteryTable.of(SHOW, PLAIN, Optional.of(VALUE), USER))
        .hasMessage("wave first: a beacon's value, expected none");
  }

  /** One that says MISS wherever a turn passes. */
  private static Bucket bucketWithoutSeeds(Wave wave) {
    Bucket bucket = new Bucket(SHOW, 0, new DrawEngine());
    bucket.apply(record(1, terms().waves(wave).build()));
    wave.beacon()
        .ifPresent(
            round ->
                bucket.apply(
                    record(2, new Control.Beacon(wave.id(), round.round(), Optional.of(VALUE)))));
    return bucket;
  }

  private static List<Integer> passing(Wave wave, Optional<BeaconValue> value) {
    return LotteryTable.of(SHOW, wave, value, USER)
        .filter(row -> row.chance().passes())
        .map(Row::turn)
        .toList();
  }
}
