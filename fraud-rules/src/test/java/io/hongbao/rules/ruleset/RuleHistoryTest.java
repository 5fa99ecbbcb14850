package io.hongbao.rules.ruleset;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleHistoryTest {

  private static final ApprovalPolicy REQUIRED = new ApprovalPolicy(true, T0);
  private static final List<RuleText> OLD = List.of(rule("a", "requests_10s > 5"));
  private static final List<RuleText> NEW = List.of(rule("a", "requests_10s > 9"));
  private static final List<RuleText> OTHER = List.of(rule("b", "requests_10s > 9"));

  private final RuleHistory history = new RuleHistory();

  @Test
  void shouldHaveEveryVersionInForceWhereNothingElseIsSaid() {
    RuleSet first = set(OLD.get(0));
    RuleSet second = first.next(NEW, "ann", "", T0);

    assertThat(history.take(first)).contains(first);
    assertThat(history.take(second)).contains(second);
    assertThat(history.take(first.next(OTHER, "bob", "", T0))).isEmpty();

    assertThat(history.inForce()).contains(second);
    assertThat(history.versions()).containsExactly(first, second);
  }

  @Test
  void shouldLetAVersionWaitUntilSomebodyElseApprovesIt() {
    history.take(set(OLD.get(0)));
    history.take(REQUIRED);
    RuleSet wanted = publish(NEW, "ann");

    assertThat(history.isWaiting(2)).isTrue();
    assertThat(history.inForce()).map(RuleSet::version).contains(1);
    assertThatThrownBy(() -> history.approve(2, "ann", "", T0 + 60_000))
        .hasMessage("version 2 is by ann: somebody else approves it (--author)");
    RuleSet approved = history.approve(2, "bob", "fine", T0 + 60_000);
    assertThat(history.take(approved)).contains(approved);

    assertThat(approved.version()).isEqualTo(3);
    assertThat(approved.sha256()).isEqualTo(wanted.sha256());
    assertThat(approved.effectiveAtMillis()).isEqualTo(T0 + 63_000);
    assertThat(approved.texts()).extracting(PublishedText::version).containsExactly(3);
    assertThat(history.inForce()).contains(approved);
    assertThat(history.isWaiting(2)).isFalse();
    assertThat(history.isOutdated(2)).isFalse();
    assertThat(history.approvedAs(2)).contains(3);
    assertThat(history.everInForce()).extracting(RuleSet::version).containsExactly(1, 3);
    assertThatThrownBy(() -> history.approve(2, "carl", "", T0 + 70_000))
        .hasMessage(
            "version 2 does not wait for approval, expected one that does, and there is none");
  }

  @Test
  void shouldHoldAVersionForNoApprovalWhoseTextsOrAuthorAreNotRight() {
    history.take(set(OLD.get(0)));
    history.take(REQUIRED);
    publish(NEW, "ann");
    RuleSet approval = history.approve(2, "bob", "", T0 + 60_000);
    RuleSet otherTexts = history.next(OTHER, "bob", "", T0 + 60_000).approving(2).numbered(3);
    RuleSet sameAuthor = history.next(NEW, "ann", "", T0 + 60_000).numbered(4).approving(2);

    assertThat(history.take(otherTexts)).isEmpty();
    assertThat(history.take(sameAuthor)).isEmpty();
    assertThat(history.take(approval.numbered(5))).isPresent();
    assertThat(history.take(approval.numbered(6))).isPresent();
  }

  @Test
  void shouldNotApproveOnTopOfTextsThatNobodyCompared() {
    history.take(set(OLD.get(0)));
    history.take(REQUIRED);
    publish(NEW, "ann");
    publish(OTHER, "ann");
    RuleSet late = history.approve(2, "bob", "", T0 + 60_000);
    history.take(history.approve(3, "bob", "", T0 + 60_000));

    assertThat(history.isOutdated(2)).isTrue();
    assertThatThrownBy(() -> history.approve(2, "bob", "", T0 + 61_000))
        .hasMessage(
            "version 2: version 4 came into force since it was published; publish it again");
    assertThat(history.take(late.numbered(5))).isEmpty();
  }

  @Test
  void shouldLiftAtOnceAndKeepTheLiftInWhatIsApprovedLater() {
    history.take(set(OLD.get(0)));
    history.take(REQUIRED);
    publish(NEW, "ann");
    Lift lift = new Lift(new Entity(EntityKind.USER, "u1"), T0 + 10_000);

    RuleSet lifted = history.lift(lift, "ann", "a person");

    assertThat(lifted.version()).isEqualTo(3);
    assertThat(history.take(lifted)).contains(lifted);
    RuleSet approved = history.approve(2, "bob", "", T0 + 60_000);
    assertThat(approved.lifts()).containsExactly(lift);
    assertThat(history.take(approved)).contains(approved);
  }

  @Test
  void shouldLetTheFirstVersionWaitToo() {
    history.take(REQUIRED);
    publish(NEW, "ann");

    assertThat(history.inForce()).isEmpty();
    assertThat(history.take(history.approve(1, "bob", "", T0))).isPresent();
    assertThat(history.inForce()).map(RuleSet::version).contains(2);
  }

  @Test
  void shouldTravelAsJson() {
    RuleSet approval = set(OLD.get(0)).numbered(3).approving(2);

    assertThat(RulesRecordJson.decode(RuleSetJson.encode(approval))).isEqualTo(approval);
    assertThat(RulesRecordJson.decode(RulesRecordJson.encode(REQUIRED))).isEqualTo(REQUIRED);
    for (String none : List.of("", "7", "{\"format\":1,\"approval\":\"perhaps\",\"atMillis\":1}")) {
      assertThatThrownBy(() -> RulesRecordJson.decode(none.getBytes(StandardCharsets.UTF_8)))
          .as(none)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  private RuleSet publish(List<RuleText> texts, String author) {
    RuleSet set = history.next(texts, author, "", T0);
    history.take(set);
    return set;
  }
}
