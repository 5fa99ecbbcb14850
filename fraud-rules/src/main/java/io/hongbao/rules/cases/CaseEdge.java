package io.hongbao.rules.cases;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.traffic.SimulatedEdge;
import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes log records of a case's posts as an edge does. */
final class CaseEdge {

  private record Post(long atMillis, String user, String device, String address, long winFen) {}

  private final RuleCase ruleCase;
  private final long startMillis;
  private final List<RiskEvent> log = new ArrayList<>();
  private final SimulatedEdge<Post> edge = new SimulatedEdge<>(this::append);

  CaseEdge(RuleCase ruleCase, long startMillis) {
    this.ruleCase = ruleCase;
    this.startMillis = startMillis;
  }

  /** The records in order. */
  List<RiskEvent> log() {
    for (Post post : posts()) {
      if (post.winFen > 0) {
        edge.passTimeTo(post.atMillis);
        win(post);
      } else {
        edge.post(post.user, turnOf(post), post, post.atMillis);
      }
    }
    edge.finish();
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

  private String turnOf(Post post) {
    return "case-" + post.atMillis / ruleCase.turnMillis();
  }

  private void append(long atMillis, Post post, long stampMillis, int repeats) {
    log.add(
        new RiskEvent(
            startMillis + atMillis,
            startMillis + stampMillis,
            post.user,
            post.device,
            post.address,
            turnOf(post),
            1 + repeats,
            "",
            0));
  }

  private void win(Post post) {
    long at = startMillis + post.atMillis;
    String packetId = post.user + '@' + post.atMillis;
    log.add(new RiskEvent(at, at, post.user, "", "", "", 0, packetId, post.winFen));
  }
}
