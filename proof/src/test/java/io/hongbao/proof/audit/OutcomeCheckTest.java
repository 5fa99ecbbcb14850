package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.assertBreaches;
import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static io.hongbao.proof.audit.AuditReportAssertions.way;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.records.ShakeRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Promises 1 and 2: planted breaches are found. */
class OutcomeCheckTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindAnAcknowledgedShakeThatIsNotLogged() {
    ShakeId lost = new ShakeId(InMemoryTopics.WAVE, 9);
    topics.seen.add(new ShakeEvent.Acknowledged(5, InMemoryTopics.SHOW, "u7", lost));
    topics.seen.add(answered("u7", lost, PhoneAnswer.of(Outcome.MISS)));

    AuditReport report = topics.audit();

    assertBreaches(
        report,
        1,
        new AuditBreach(
            Optional.empty(),
            "shake first-9 of u7 in show gala",
            "it in the log, as a phone was told at 1970-01-01T00:00:00.005Z",
            "none",
            way("u7", lost)));
    assertThat(promise(report, 1).breaches()).isEqualTo(1);
  }

  @Test
  void shouldFindAnAnswerThatTheLogDoesNotGive() {
    ShakeEvent.Answered miss = heard(Outcome.Miss.class);
    topics.seen.remove(miss);
    topics.seen.removeIf(event -> isOfSameShake(event, miss));
    Outcome claimed = new Outcome.Packet("gala.0.2.11", InMemoryTopics.COLA, 111);
    topics.seen.add(answered(miss.user(), miss.shakeId(), PhoneAnswer.of(claimed)));

    AuditReport report = topics.audit();

    assertBreaches(
        report,
        1,
        new AuditBreach(
            Optional.of(positionOf(miss)),
            "shake " + miss.shakeId() + " of " + miss.user() + " in show gala",
            "MISS, by drawing again",
            "PACKET gala.0.2.11 of cola, 111 fen, heard by a phone at 1970-01-01T00:00:00.006Z",
            way(miss.user(), miss.shakeId())));
  }

  @Test
  void shouldNotMindAnAcknowledgedShakeThatIsUndecided() {
    ShakeId closed = new ShakeId(InMemoryTopics.WAVE, 8);
    topics.appendShake("u7", 8, InMemoryTopics.OPENS - 1_000);
    topics.seen.add(new ShakeEvent.Acknowledged(5, InMemoryTopics.SHOW, "u7", closed));
    topics.seen.add(answered("u7", closed, PhoneAnswer.CLOSED));

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(promise(report, 1).counts()).contains(" 1 undecided");
  }

  @Test
  void shouldFindAnOutcomeOfAShakeThatIsUndecided() {
    ShakeId closed = new ShakeId(InMemoryTopics.WAVE, 8);
    InMemoryTopics.Logged early = topics.appendShake("u7", 8, InMemoryTopics.OPENS - 1_000);
    topics.seen.add(answered("u7", closed, PhoneAnswer.of(Outcome.MISS)));

    assertBreaches(
        topics.audit(),
        1,
        new AuditBreach(
            Optional.of(RecordPosition.ofShakes(early.partition(), early.offset())),
            "shake first-8 of u7 in show gala",
            "undecided, by drawing again",
            "MISS, heard by a phone at 1970-01-01T00:00:00.006Z",
            way("u7", closed)));
  }

  @Test
  void shouldFindARepeatInTheLogThatIsDecidedOtherwise() {
    BreachCollector one = new BreachCollector(1, "one");
    OutcomeCheck check = new OutcomeCheck(one, new BreachCollector(2, "two"));
    check.startPartition(1, 2);
    ShakeRecord shake =
        InMemoryTopics.shakeOf(topics.appendShake("u7", 3, InMemoryTopics.OPENS)).orElseThrow();

    check.logged(shake, RecordPosition.ofShakes(1, 70), decided(Outcome.MISS));
    check.logged(shake, RecordPosition.ofShakes(1, 81), decided(Outcome.LIMITED_USER));

    assertThat(one.result(1, "").firstBreaches())
        .isEqualTo(
            List.of(
                new AuditBreach(
                    Optional.of(RecordPosition.ofShakes(1, 81)),
                    "shake first-3 of u7 in show gala",
                    "MISS, as decided since shakes/1/70",
                    "LIMITED USER, by drawing again",
                    way("u7", shake.shakeId()))));
  }

  private static DrawDecision decided(Outcome outcome) {
    return new DrawDecision.Decided(outcome, Optional.empty());
  }

  @Test
  void shouldFindAnAnswerThatChanged() {
    ShakeEvent.Answered before = heard(Outcome.Miss.class);
    topics.seen.add(
        answered(before.user(), before.shakeId(), PhoneAnswer.of(Outcome.LIMITED_USER)));

    AuditReport report = topics.audit();

    assertBreaches(
        report,
        2,
        new AuditBreach(
            Optional.of(positionOf(before)),
            "shake " + before.shakeId() + " of " + before.user() + " in show gala",
            "MISS, as a phone heard first",
            "LIMITED USER, heard at 1970-01-01T00:00:00.006Z",
            way(before.user(), before.shakeId())));
  }

  @Test
  void shouldNotMindAnAnswerAfterClosed() {
    ShakeEvent.Answered answer = heard(Outcome.Packet.class);
    topics.seen.add(0, answered(answer.user(), answer.shakeId(), PhoneAnswer.CLOSED));
    topics.seen.add(answer);

    assertThat(topics.audit().isOk()).isTrue();
  }

  /** Where the first record of a shake stands. */
  private RecordPosition positionOf(ShakeEvent event) {
    return topics.log.stream()
        .filter(it -> isOfShake(it, event))
        .map(it -> RecordPosition.ofShakes(it.partition(), it.offset()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOfShake(InMemoryTopics.Logged logged, ShakeEvent event) {
    return InMemoryTopics.shakeOf(logged)
        .filter(it -> it.user().equals(event.user()) && it.shakeId().equals(event.shakeId()))
        .isPresent();
  }

  private static ShakeEvent.Answered answered(String user, ShakeId shakeId, PhoneAnswer answer) {
    return new ShakeEvent.Answered(6, InMemoryTopics.SHOW, user, shakeId, answer);
  }

  private ShakeEvent.Answered heard(Class<? extends Outcome> kind) {
    return topics.seen.stream()
        .filter(ShakeEvent.Answered.class::isInstance)
        .map(ShakeEvent.Answered.class::cast)
        .filter(event -> event.answer().outcome().filter(kind::isInstance).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOfSameShake(ShakeEvent event, ShakeEvent other) {
    return event instanceof ShakeEvent.Answered
        && event.user().equals(other.user())
        && event.shakeId().equals(other.shakeId());
  }
}
