package io.hongbao.edge.live;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.tickets.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Shakes of which phones may not have heard the answer, as their connection ended before. Only the
 * names are kept, for as long as an answer can be looked up. Those of whom something was noted
 * longest ago are forgotten first. Thread-safe.
 */
final class UnheardAnswers {

  /** Of a user; the newest. A phone that is away for longer asks by name. */
  private static final int MAX_OF_USER = 8;

  private final int maxUsers;
  private final LinkedHashMap<Phone, List<Unheard>> byPhone = new LinkedHashMap<>();

  UnheardAnswers(int maxUsers) {
    this.maxUsers = maxUsers;
  }

  /** Users of test groups see other shows. */
  private record Phone(String user, String group) {
    static Phone of(Ticket ticket) {
      return new Phone(ticket.user(), ticket.group());
    }
  }

  /**
   * A shake without a heard answer.
   *
   * @param notedAtMillis when its connection ended
   */
  record Unheard(String show, ShakeId shakeId, long notedAtMillis) {}

  synchronized void note(Ticket ticket, String show, ShakeId shakeId, long nowMillis) {
    Phone phone = Phone.of(ticket);
    List<Unheard> ofPhone = byPhone.remove(phone);
    if (ofPhone == null) {
      ofPhone = new ArrayList<>(1);
    }
    ofPhone.removeIf(known -> known.shakeId().equals(shakeId) && known.show().equals(show));
    ofPhone.add(new Unheard(show, shakeId, nowMillis));
    if (ofPhone.size() > MAX_OF_USER) {
      ofPhone.remove(0);
    }
    byPhone.put(phone, ofPhone);
    if (byPhone.size() > maxUsers) {
      byPhone.remove(byPhone.keySet().iterator().next());
    }
  }

  /**
   * What the user has not heard, the oldest first; it counts as heard from now on.
   *
   * @param lifetime of answers, after which none is left to look up
   */
  synchronized List<Unheard> take(Ticket ticket, AnswerLifetime lifetime, long nowMillis) {
    List<Unheard> ofPhone = byPhone.remove(Phone.of(ticket));
    if (ofPhone == null) {
      return List.of();
    }
    ofPhone.removeIf(
        unheard ->
            nowMillis - unheard.notedAtMillis() >= lifetime.keptMillisAt(unheard.notedAtMillis()));
    return ofPhone;
  }

  synchronized int users() {
    return byPhone.size();
  }
}
