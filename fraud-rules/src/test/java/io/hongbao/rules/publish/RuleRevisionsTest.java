package io.hongbao.rules.publish;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.hammer;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleRevisionsTest {

  private static final RuleText OTHER = rule("other", "requests_10s > 5");

  private final RuleHistory history = new RuleHistory();
  private long nowMillis = T0;

  @BeforeEach
  void publishAWeekOfWork() {
    publish("ann", "first", hammer("requests_10s > 40"), OTHER);
    publish("bob", "fewer", hammer("requests_10s > 60"), OTHER);
    publish(
        "bob", "another rule's", hammer("requests_10s > 60"), rule("other", "requests_10s > 6"));
    publish("cat", "", new RuleText("bursts.yaml", retitled("requests_10s > 60")), OTHER);
    publish("ann", "sure", new RuleText("bursts.yaml", active("requests_10s > 60")), OTHER);
    publish("ann", "gone", OTHER);
  }

  @Test
  void shouldSayWhatEachVersionChangedAndWhomItHit() {
    RuleRevisionsFormatter formatter = new RuleRevisionsFormatter(history, "hammer");
    formatter.add(verdict("hammer", 2, "u1"));
    formatter.add(verdict("hammer", 2, "u1"));
    formatter.add(verdict("hammer", 2, "u2"));
    formatter.add(verdict("hammer", 5, "u1"));
    formatter.add(verdict("other", 1, "u3"));

    assertThat(formatter.of(RuleRevisions.of(history, "hammer")))
        .isEqualTo(
            """
            version 6 by ann, in force from 2027-01-15T08:05:03Z: gone
              taken out
            version 5 by ann, in force from 2027-01-15T08:04:03Z: sure
              mode: shadow → active
              verdict: empty on user for 10m → block on user for 10m
              hits in the last week: 1 user
            version 4 by cat, in force from 2027-01-15T08:03:03Z
              description: Posts as fast as it can. → Posts in bursts.
              file: hammer.yaml → bursts.yaml
              judges as before: the hits of version 2 are its own
            version 2 by bob, in force from 2027-01-15T08:01:03Z: fewer
              when: requests_10s > 40 → requests_10s > 60
              hits in the last week: 2 users
            version 1 by ann, in force from 2027-01-15T08:00:03Z: first
              new: requests_10s > 40
              hits in the last week: 0 users
            """);
  }

  @Test
  void shouldNameTheRulesThatThereAre() {
    assertThatThrownBy(() -> RuleRevisions.of(history, "othr"))
        .hasMessage("no version has a rule 'othr', expected one of other (did you mean other?)");
  }

  private void publish(String author, String note, RuleText... texts) {
    RuleSet next = history.next(List.of(texts), author, note, nowMillis);
    assertThat(history.take(next)).contains(next);
    nowMillis += 60_000;
  }

  private static String retitled(String when) {
    return hammer(when).text().replace("Posts as fast as it can.", "Posts in bursts.");
  }

  private static String active(String when) {
    return retitled(when)
        .replace("mode: shadow", "mode: active")
        .replace("level: empty", "level: block");
  }

  private static Verdict verdict(String rule, int version, String user) {
    return new Verdict(
        new Entity(EntityKind.USER, user),
        rule,
        version,
        RiskLevel.EMPTY,
        true,
        false,
        T0,
        T0,
        T0 + 600_000,
        Map.of(),
        List.of());
  }
}
