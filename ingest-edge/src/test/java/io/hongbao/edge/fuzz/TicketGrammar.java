package io.hongbao.edge.fuzz;

import io.hongbao.edge.TestEdge;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tickets, half of them valid. Thread-safe. */
final class TicketGrammar {

  private static final int USERS = 64;
  private static final int MAX_JUNK_LETTERS = 400;
  private static final String BEARER = "Bearer ";

  private final List<FuzzTicket> valid = new ArrayList<>();
  private final List<String> invalid = new ArrayList<>();

  /**
   * A ticket as a case uses it.
   *
   * @param user empty if it is not valid
   */
  record FuzzTicket(String text, String user) {

    boolean isValid() {
      return !user.isEmpty();
    }

    /** The value of an Authorization header. */
    String header() {
      return BEARER + text;
    }
  }

  TicketGrammar() {
    for (int i = 0; i < USERS; i++) {
      String user = "fuzz-" + i;
      valid.add(new FuzzTicket(TestEdge.ticketOf(user), user));
    }
    String good = valid.get(0).text();
    String[] parts = good.split("\\.");
    TicketKeys otherKeys =
        new TicketKeys(
            Map.of("k1", "another secret of thirty-two byt".getBytes(StandardCharsets.US_ASCII)));
    TicketKeys otherKid =
        new TicketKeys(
            Map.of("k9", "another secret of thirty-two byt".getBytes(StandardCharsets.US_ASCII)));
    invalid.add(TestEdge.ticketOf("late", TestEdge.NOW_MILLIS - Duration.ofDays(1).toMillis()));
    invalid.add(minted(otherKeys));
    invalid.add(minted(otherKid));
    invalid.add(encoded("{\"alg\":\"none\",\"kid\":\"k1\"}") + "." + parts[1] + ".");
    invalid.add(encoded("{\"alg\":\"HS512\",\"kid\":\"k1\"}") + "." + parts[1] + "." + parts[2]);
    invalid.add(encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2]);
    invalid.add(encoded("[".repeat(500)) + "." + parts[1] + "." + parts[2]);
    invalid.add(parts[0] + "." + encoded("{\"sub\":\"fuzz-1\"}") + "." + parts[2]);
    invalid.add(parts[0] + "." + encoded("{\"sub\":7,\"exp\":1e400}") + "." + parts[2]);
    invalid.add(parts[0] + "." + parts[1]);
    invalid.add(parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20));
    invalid.add(good + "." + parts[2]);
    invalid.add("..");
    invalid.add(".");
    invalid.add(good.replace('.', '_'));
  }

  private static String minted(TicketKeys keys) {
    return new TicketMint(keys).mint("fuzz-0", "", Duration.ofHours(1), TestEdge.NOW_MILLIS).text();
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  FuzzTicket next(FuzzRandom random) {
    if (random.chance(50)) {
      return random.pick(valid);
    }
    String text =
        switch (random.below(4)) {
          case 0 -> random.word(1, MAX_JUNK_LETTERS);
          case 1 -> withOneOther(random.pick(valid).text(), random);
          default -> random.pick(invalid);
        };
    return new FuzzTicket(text, "");
  }

  /** A letter of the signature is another one, not the last, which has bits that do not count. */
  private static String withOneOther(String ticket, FuzzRandom random) {
    int at = random.between(ticket.lastIndexOf('.') + 1, ticket.length() - 2);
    char other = ticket.charAt(at) == 'A' ? 'B' : 'A';
    return ticket.substring(0, at) + other + ticket.substring(at + 1);
  }
}
