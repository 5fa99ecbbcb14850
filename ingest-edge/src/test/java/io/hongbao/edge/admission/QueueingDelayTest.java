package io.hongbao.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.edge.admission.QueueingDelay.Reading;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueueingDelayTest {

  private static final long OVERTAKEN_MILLIS = 500;

  private final QueueingDelay delay = new QueueingDelay(at(0), OVERTAKEN_MILLIS);

  /** Somewhere in the machine's nanoseconds, which may well be below zero. */
  private static long at(double millis) {
    return -7_000_000_000_000L + (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void send(int count, double millis) {
    for (int i = 0; i < count; i++) {
      delay.sent(at(millis));
    }
  }

  @Test
  void shouldKnowHowManyAreOnTheWayAndHowOldTheOldestIs() {
    send(3, 100);
    send(2, 145);
    delay.answered(at(100), at(150));

    Reading reading = delay.read(at(160));

    assertThat(reading.onTheWay()).isEqualTo(4);
    assertThat(reading.oldestMillis()).isCloseTo(60, within(0.1));
    assertThat(reading.answered()).isEqualTo(1);
  }

  @Test
  void shouldTellTheTwoStretchesOfTheWayApart() {
    send(2, 0);
    delay.acknowledged(at(0), at(15));
    delay.acknowledged(at(0), at(25));
    delay.answered(at(0), at(50));
    delay.answered(at(0), at(70));

    Reading reading = delay.read(at(80));

    assertThat(reading.logMillis()).isCloseTo(20, within(0.1));
    assertThat(reading.drawMillis()).isCloseTo(40, within(0.1));
  }

  @Test
  void shouldBeginEachIntervalAnew() {
    send(1, 0);
    delay.answered(at(0), at(10));
    delay.read(at(20));

    assertThat(delay.read(at(40))).isEqualTo(new Reading(0, 0, 0, 0, 0));
  }

  @Test
  void shouldSeeATotalStopByTheAgeOfWhatIsNotAnswered() {
    send(5, 0);

    assertThat(delay.read(at(3_000)).oldestMillis()).isCloseTo(3_000, within(0.1));
    assertThat(delay.read(at(3_000)).onTheWay()).isEqualTo(5);
  }

  @Test
  void shouldNotWaitForWhatWasOvertakenByFar() {
    send(7, 0);
    send(2, 400);
    delay.answered(at(400), at(450));
    int whileItMayBeOnlyLate = delay.read(at(460)).onTheWay();
    send(1, 800);
    delay.answered(at(800), at(850));

    int afterwards = delay.read(at(860)).onTheWay();

    assertThat(whileItMayBeOnlyLate).isEqualTo(8);
    assertThat(afterwards).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForAnythingForMoreThanTenSeconds() {
    send(7, 0);

    assertThat(delay.read(at(9_990)).onTheWay()).isEqualTo(7);
    assertThat(delay.read(at(10_100)).onTheWay()).isZero();
  }

  @Test
  void shouldForgetWhatIsGivenUp() {
    send(2, 0);
    delay.gone(at(0), at(40));

    Reading reading = delay.read(at(60));

    assertThat(reading.onTheWay()).isEqualTo(1);
    assertThat(reading.answered()).isZero();
  }

  @Test
  void shouldKeepItsCountForHours() {
    for (int second = 0; second < 20_000; second++) {
      send(10, second * 1_000.0);
      for (int i = 0; i < 9; i++) {
        delay.answered(at(second * 1_000.0), at(second * 1_000.0 + 100));
      }
      delay.read(at(second * 1_000.0 + 990));
    }

    // The tenth of each second is lost, and waited for until it is overtaken.
    assertThat(delay.read(at(20_000_000)).onTheWay()).isEqualTo(1);
  }

  @Test
  void shouldNotMindAnAnswerThatComesMinutesLate() {
    send(1, 0);
    for (int millis = 0; millis < 60_000; millis += 20) {
      delay.read(at(millis));
    }
    send(1, 60_000);

    delay.answered(at(0), at(60_010));

    assertThat(delay.read(at(60_020)).onTheWay()).isEqualTo(1);
  }
}
