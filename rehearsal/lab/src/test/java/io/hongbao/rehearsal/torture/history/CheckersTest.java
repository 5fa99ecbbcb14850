package io.hongbao.rehearsal.torture.history;

import static io.hongbao.rehearsal.torture.history.HistoryFixtures.ack;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.closed;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.history;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.holds;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.miss;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.won;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each checker with histories that it must accept and such that it must refuse. */
class CheckersTest {

  @Test
  void shouldFindNothingInAnHonestHistory() {
    History honest =
        history(
            ack(1_000, "a", 1),
            won(1_000, "a", 1, "p1", "cola"),
            holds(1_002, 1_010, "a", "p1"),
            ack(2_000, "b", 1),
            miss(2_500, "b", 1),
            won(6_000, "a", 1, "p1", "cola"),
            ack(7_000, "a", 2),
            won(7_100, "a", 2, "p2", "tea"),
            holds(9_000, 9_010, "a", "p1", "p2"),
            miss(9_500, "b", 1));

    assertThat(Checkers.check(honest, Duration.ofMinutes(1)))
        .containsExactly(
            new Finding("lost acknowledged shake", 3, "acknowledged shakes", List.of()),
            new Finding("changed outcome", 5, "answers", List.of()),
            new Finding("packet given twice", 2, "packets", List.of()),
            new Finding("limit broken", 1, "users with packets", List.of()),
            new Finding("answer without a record", 3, "answered shakes", List.of()),
            new Finding("packets list going back", 2, "lists", List.of()));
  }

  @Nested
  class LostShake {

    private final Checker checker = new LostShakes(Duration.ofMinutes(1));

    @Test
    void shouldAcceptAnAnswerAfterAMinute() {
      accepts(checker, ack(1_000, "a", 1), miss(61_000, "a", 1));
    }

    @Test
    void shouldAcceptAShakeThatWasNeverAcknowledged() {
      accepts(checker, closed(1_000, "a", 1));
    }

    @Test
    void shouldRefuseAShakeWithoutAnAnswer() {
      refuses(
          checker,
          new HistoryBreach(List.of("a"), 1_000, "a first-1 was acknowledged and never answered"),
          ack(1_000, "a", 1),
          miss(2_000, "a", 2),
          miss(2_000, "b", 1));
    }

    @Test
    void shouldRefuseAnAnswerAfterMoreThanAMinute() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a"), 1_000, "a first-1 was acknowledged and answered only 60.5 s later"),
          ack(1_000, "a", 1),
          miss(61_500, "a", 1));
    }

    @Test
    void shouldNotTakeClosedForAnAnswer() {
      refuses(
          checker,
          new HistoryBreach(List.of("a"), 1_000, "a first-1 was acknowledged and never answered"),
          ack(1_000, "a", 1),
          closed(2_000, "a", 1));
    }
  }

  @Nested
  class ChangedOutcome {

    private final Checker checker = new ChangedOutcomes();

    @Test
    void shouldAcceptTheSameAgainAndClosedInBetween() {
      accepts(
          checker,
          won(1_000, "a", 1, "p1", "cola"),
          closed(2_000, "a", 1),
          won(3_000, "a", 1, "p1", "cola"),
          miss(3_000, "a", 2),
          miss(3_000, "b", 1));
    }

    @Test
    void shouldRefuseAnotherResult() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a"),
              3_000,
              "a first-1 was answered PACKET p1 of cola, 100 fen and later MISS"),
          won(1_000, "a", 1, "p1", "cola"),
          miss(3_000, "a", 1));
    }

    @Test
    void shouldRefuseAnotherPacket() {
      assertThat(
              checker
                  .check(
                      history(won(1_000, "a", 1, "p1", "cola"), won(3_000, "a", 1, "p2", "cola")))
                  .breaches())
          .hasSize(1);
    }
  }

  @Nested
  class PacketTwice {

    private final Checker checker = new PacketsTwice();

    @Test
    void shouldAcceptAPacketThatItsWinnerHearsOfAgain() {
      accepts(
          checker,
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "a", 1, "p1", "cola"),
          holds(3_000, 3_001, "a", "p1"));
    }

    @Test
    void shouldRefuseAPacketOfTwoUsers() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a", "b"), 2_000, "packet p1 was won by a first-1 and by b first-1"),
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "b", 1, "p1", "cola"));
    }

    @Test
    void shouldRefuseAPacketOfTwoTurns() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a", "a"), 2_000, "packet p1 was won by a first-1 and by a first-2"),
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "a", 2, "p1", "cola"));
    }

    @Test
    void shouldRefuseAPacketInTheListOfAnother() {
      refuses(
          checker,
          new HistoryBreach(List.of("a", "b"), 2_000, "packet p1 of a is listed for b"),
          won(1_000, "a", 1, "p1", "cola"),
          holds(1_990, 2_000, "b", "p1"));
    }
  }

  @Nested
  class BrokenLimit {

    private final Checker checker = new BrokenLimits();

    @Test
    void shouldAcceptThreePacketsOfThreeEnterprises() {
      accepts(
          checker,
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "a", 2, "p2", "tea"),
          won(3_000, "a", 3, "p3", "bank"),
          won(4_000, "a", 3, "p3", "bank"),
          holds(5_000, 5_000, "a", "p1", "p2", "p3"));
    }

    @Test
    void shouldRefuseAFourthPacket() {
      refuses(
          checker,
          new HistoryBreach(List.of("a"), 4_000, "a holds 4 packets, at most 3 are allowed"),
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "a", 2, "p2", "tea"),
          won(3_000, "a", 3, "p3", "bank"),
          won(4_000, "a", 4, "p4", "airline"));
    }

    @Test
    void shouldRefuseAFourthPacketThatOnlyAListShows() {
      refuses(
          checker,
          new HistoryBreach(List.of("a"), 4_000, "a holds 4 packets, at most 3 are allowed"),
          won(1_000, "a", 1, "p1", "cola"),
          holds(4_000, 4_000, "a", "p1", "p2", "p3", "p4"));
    }

    @Test
    void shouldRefuseASecondPacketOfAnEnterprise() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a"), 2_000, "a of cola holds 2 packets, at most 1 are allowed"),
          won(1_000, "a", 1, "p1", "cola"),
          won(2_000, "a", 2, "p2", "cola"));
    }
  }

  @Nested
  class UnloggedAnswer {

    private final Checker checker = new UnloggedAnswers();

    @Test
    void shouldAcceptWhatStandsInTheLog() {
      accepts(checker, miss(1_000, "a", 1));
    }

    @Test
    void shouldAcceptClosedWithoutARecord() {
      assertThat(checker.check(new History(List.of(closed(1, "a", 1)), Set.of())).breaches())
          .isEmpty();
    }

    @Test
    void shouldRefuseAnAnswerThatTheLogKnowsNothingOf() {
      var logged = Set.of(ShakeName.of(miss(1_000, "a", 1)));

      Finding finding =
          checker.check(
              new History(
                  List.of(miss(1_000, "a", 1), miss(2_000, "a", 2), miss(3_000, "a", 2)), logged));

      assertThat(finding.breaches())
          .containsExactly(
              new HistoryBreach(
                  List.of("a"), 2_000, "a first-2 was answered and is not in the log"));
    }
  }

  @Nested
  class PacketsGoingBackwards {

    private final Checker checker = new PacketsGoingBack();

    @Test
    void shouldAcceptAListAskedForBeforeTheAnswerWasHeard() {
      accepts(
          checker,
          holds(900, 1_500, "a"),
          won(1_000, "a", 1, "p1", "cola"),
          holds(1_000, 1_500, "a"));
    }

    @Test
    void shouldAcceptListsOfDifferentUsers() {
      accepts(checker, won(1_000, "a", 1, "p1", "cola"), holds(2_000, 2_001, "b"));
    }

    @Test
    void shouldRefuseAListWithoutWhatAnAnswerHadShown() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a"), 1_010, "the list of a lacks p1, shown before it was asked for"),
          won(1_000, "a", 1, "p1", "cola"),
          holds(1_001, 1_010, "a"));
    }

    @Test
    void shouldRefuseAListWithoutWhatAnEarlierListHadShown() {
      refuses(
          checker,
          new HistoryBreach(
              List.of("a"), 2_010, "the list of a lacks p1, p2, shown before it was asked for"),
          holds(1_000, 1_010, "a", "p1", "p2", "p3"),
          holds(2_000, 2_010, "a", "p3"));
    }
  }

  private static void accepts(Checker checker, PhoneEvent... events) {
    assertThat(checker.check(history(events)).breaches()).isEmpty();
  }

  private static void refuses(Checker checker, HistoryBreach breach, PhoneEvent... events) {
    assertThat(checker.check(history(events)).breaches()).containsExactly(breach);
  }
}
