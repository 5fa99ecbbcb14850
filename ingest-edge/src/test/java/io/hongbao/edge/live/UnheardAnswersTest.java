package io.hongbao.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.tickets.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnheardAnswersTest {

  private static final long NOW = 1_000_000;
  private static final Ticket ALICE = Ticket.of("alice", "", NOW + 1);
  private static final Ticket BOB = Ticket.of("bob", "", NOW + 1);

  private final UnheardAnswers unheard = new UnheardAnswers(2);

  private void note(Ticket ticket, int turn, long millis) {
    unheard.note(ticket, "gala", new ShakeId("first", turn), millis);
  }

  private List<Integer> taken(Ticket ticket, long millis) {
    return taken(ticket, AnswerLifetime.USUAL, millis);
  }

  private List<Integer> taken(Ticket ticket, AnswerLifetime lifetime, long millis) {
    return unheard.take(ticket, lifetime, millis).stream()
        .map(each -> each.shakeId().turn())
        .toList();
  }

  @Test
  void shouldGiveEachToItsUserOnce() {
    note(ALICE, 1, NOW);
    note(ALICE, 2, NOW);
    note(ALICE, 1, NOW);
    note(BOB, 7, NOW);
    assertThat(taken(ALICE, NOW)).containsExactly(2, 1);
    assertThat(taken(ALICE, NOW)).isEmpty();
    assertThat(taken(BOB, NOW)).containsExactly(7);
    assertThat(unheard.users()).isZero();
  }

  @Test
  void shouldTellUsersOfTestGroupsApart() {
    note(ALICE, 1, NOW);
    assertThat(taken(Ticket.of("alice", "", "crew", NOW + 1), NOW)).isEmpty();
  }

  @Test
  void shouldForgetWhatCannotBeLookedUpAnyMore() {
    note(ALICE, 1, NOW);
    note(ALICE, 2, NOW + 1);
    assertThat(taken(ALICE, NOW + 600_000)).containsExactly(2);
  }

  @Test
  void shouldKeepItForAsLongAsAnswersAreKept() {
    AnswerLifetime longer = new AnswerLifetime(1_800_000, NOW + 1);
    note(ALICE, 1, NOW);
    note(ALICE, 2, NOW + 1);
    note(BOB, 3, NOW + 1);
    assertThat(taken(ALICE, longer, NOW + 600_000)).containsExactly(2);
    assertThat(taken(BOB, longer, NOW + 1_800_001)).isEmpty();
  }

  @Test
  void shouldKeepTheNewestOfAUserAndTheUsersNotedLast() {
    for (int turn = 1; turn <= 9; turn++) {
      note(ALICE, turn, NOW);
    }
    note(BOB, 1, NOW);
    note(Ticket.of("carol", "", NOW + 1), 1, NOW);
    assertThat(unheard.users()).isEqualTo(2);
    assertThat(taken(ALICE, NOW)).isEmpty();
    for (int turn = 1; turn <= 9; turn++) {
      note(BOB, turn, NOW);
    }
    assertThat(taken(BOB, NOW)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
  }
}
