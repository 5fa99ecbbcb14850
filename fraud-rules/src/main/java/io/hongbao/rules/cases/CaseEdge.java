package io.hongbao.rules.cases;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.rules.count.RiskEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes log records of a case's posts as an edge does: the first post of a turn is logged; those
 * after it are counted and ride on the user's next record, which comes after a second at the
 * latest.
 */
final class CaseEdge {

  /** A hammering user is reported so often at least. */
  private static final long REPORT_EACH_MILLIS = 1_000;

  private record Post(long atMillis, String user, String device, String address, long winFen) {}

  /** What the edge knows of a user. */
  private static final class Phone {
    private long turn = -1;
    private long loggedAtMillis;
    private int repeats;
    private Post lastRepeat;
  }

  private final RuleCase ruleCase;
  private final long startMillis;
  private final Map<String, Phone> phones = new HashMap<>();
  private final List<RiskEvent> log = new ArrayList<>();

  CaseEdge(RuleCase ruleCase, long startMillis) {
    this.ruleCase = ruleCase;
    this.startMillis = startMillis;
  }

  /** The records in order. */
  List<RiskEvent> log() {
    List<Post> posts = posts();
    for (Post post : posts) {
      reportOverdue(post.atMillis);
      if (post.winFen > 0) {
        win(post);
      } else {
        shake(post);
      }
    }
    reportOverdue(Long.MAX_VALUE);
    return log;
  }

  private List<Post> posts() {
    List<Post> posts = new ArrayList<>();
    int stepNumber = 0;
    for (CaseStep step : ruleCase.steps()) {
      for (int i = 0; i < step.times(); i++) {
        String n = Integer.toString(1 + i % step.of());
        String user = step.user().replace(CaseStep.NUMBER, n);
        String device = step.device().replace(CaseStep.NUMBER, n);
        String address = step.address().replace(CaseStep.NUMBER, n);
        posts.add(
            new Post(
                step.atMillis() + i * step.everyMillis() + jitter(step, stepNumber, i),
                user,
                device.isEmpty() ? "device-of-" + user : device,
                address.isEmpty() ? addressOf(user) : address,
                step.winFen()));
      }
      stepNumber++;
    }
    posts.sort(Comparator.comparingLong(Post::atMillis));
    return posts;
  }

  private long jitter(CaseStep step, int stepNumber, int repetition) {
    long hash = UserHash.of(ruleCase.name() + '/' + stepNumber + '/' + repetition);
    return Long.remainderUnsigned(hash, step.jitterMillis() + 1);
  }

  private static String addressOf(String user) {
    long hash = UserHash.of(user);
    return "10." + (hash & 0xff) + '.' + (hash >>> 8 & 0xff) + '.' + (hash >>> 16 & 0xff);
  }

  private void shake(Post post) {
    Phone phone = phones.computeIfAbsent(post.user, any -> new Phone());
    long turn = post.atMillis / ruleCase.turnMillis();
    if (turn != phone.turn || post.atMillis - phone.loggedAtMillis >= REPORT_EACH_MILLIS) {
      log(phone, post, turn, phone.repeats);
    } else {
      phone.repeats++;
      phone.lastRepeat = post;
    }
  }

  private void reportOverdue(long nowMillis) {
    List<Phone> overdue =
        phones.values().stream()
            .filter(phone -> phone.repeats > 0)
            .filter(phone -> nowMillis - phone.loggedAtMillis > REPORT_EACH_MILLIS)
            .sorted(Comparator.comparing(phone -> phone.lastRepeat.user))
            .toList();
    for (Phone phone : overdue) {
      log(phone, phone.lastRepeat, phone.turn, phone.repeats - 1);
    }
  }

  private void log(Phone phone, Post post, long turn, int repeatsBefore) {
    phone.turn = turn;
    phone.repeats = 0;
    phone.loggedAtMillis = post.atMillis;
    long at = startMillis + post.atMillis;
    log.add(
        new RiskEvent(
            at,
            at,
            post.user,
            post.device,
            post.address,
            "case-" + turn,
            1 + repeatsBefore,
            "",
            0));
  }

  private void win(Post post) {
    long at = startMillis + post.atMillis;
    String packetId = post.user + '@' + post.atMillis;
    log.add(new RiskEvent(at, at, post.user, "", "", "", 0, packetId, post.winFen));
  }
}
