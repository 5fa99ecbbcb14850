package io.hongbao.rehearsal.torture.history;

import static io.hongbao.rehearsal.torture.history.HistoryFixtures.ack;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.history;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.holds;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.miss;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.won;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.HistoryFormatter.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryFormatterTest {

  @Test
  void shouldShowWhatTheUserHeardAndTheFaultsNearItByTime() {
    History history =
        history(
            ack(11_000, "u1", 1),
            won(11_250, "u1", 1, "p1", "cola"),
            miss(12_000, "u2", 1),
            holds(14_000, 14_020, "u1"),
            miss(500_000, "u1", 90));
    List<Mark> faults =
        List.of(new Mark(13_000, "*** kill redis-1 (pid 5)"), new Mark(400_000, "*** far away"));
    HistoryBreach breach = new HistoryBreach(List.of("u1"), 14_020, "the list of u1 lacks p1");

    assertThat(HistoryFormatter.around(breach, history, faults, 10_000))
        .isEqualTo(
            """
                  1.000 s  u1  first-1 acknowledged
                  1.250 s  u1  first-1 answered PACKET p1 of cola, 100 fen
                  3.000 s      *** kill redis-1 (pid 5)
            >     4.020 s  u1  holds [] (asked 20 ms before)
            """);
  }
}
