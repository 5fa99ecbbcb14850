package io.hongbao.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTicketsTest {

  private static final long EXPIRES_AT_MILLIS = 1_802_003_460_500L;
  private static final String TEXT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

  private final VerifiedTickets verified = new VerifiedTickets(100);

  @Test
  void shouldKnowAllOfATicket() {
    Ticket whole = Ticket.of("用户-alice", "phone 📱", "rehearsal", EXPIRES_AT_MILLIS);
    Ticket bare = Ticket.of("bob", "", EXPIRES_AT_MILLIS);
    Ticket longest = Ticket.of("红".repeat(128), "📱".repeat(64), EXPIRES_AT_MILLIS);

    verified.put(TEXT + "1", whole);
    verified.put(TEXT + "2", bare);
    verified.put(TEXT + "3", longest);

    assertThat(verified.get(TEXT + "1")).isEqualTo(whole);
    assertThat(verified.get(TEXT + "2")).isEqualTo(bare);
    assertThat(verified.get(TEXT + "3")).isEqualTo(longest);
  }

  @Test
  void shouldNotKnowATextThatDiffersAnywhere() {
    verified.put(TEXT, Ticket.of("alice", "", EXPIRES_AT_MILLIS));

    for (int i = 0; i < TEXT.length(); i++) {
      for (String other : new String[] {"?", "é", "\ud800", "A", ""}) {
        String changed = TEXT.substring(0, i) + other + TEXT.substring(i + 1);
        if (!changed.equals(TEXT)) {
          assertThat(verified.get(changed)).as(changed).isNull();
        }
      }
    }
    assertThat(verified.get(TEXT + " ")).isNull();
    assertThat(verified.get(TEXT)).isNotNull();
  }

  @Test
  void shouldForgetWhatIsRemoved() {
    verified.put(TEXT, Ticket.of("alice", "", EXPIRES_AT_MILLIS));

    verified.remove(TEXT);

    assertThat(verified.get(TEXT)).isNull();
  }

  @Test
  void shouldKeepTheTicketsThatAreUsed() {
    VerifiedTickets many = new VerifiedTickets(40_000);
    // Below half of the bound, as some stripes get more than others: which, the seed decides.
    int used = 17_000;
    for (int round = 0; round < 5; round++) {
      int before = round;
      IntStream.range(0, used)
          .forEach(
              i -> {
                if (many.get(TEXT + i) == null) {
                  assertThat(before).isZero();
                  many.put(TEXT + i, Ticket.of("user-" + i, "", EXPIRES_AT_MILLIS));
                }
              });
    }
  }
}
