package io.hongbao.rehearsal.audit;

import static io.hongbao.rehearsal.audit.Reports.assertBreaches;
import static io.hongbao.rehearsal.audit.Reports.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.seen.HeardAnswer;
import io.hongbao.rehearsal.seen.SeenEvent;
import org.junit.jupiter.api.Test;

/** Promises 1 and 2: planted breaches are found. */
class OutcomeCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindAnAcknowledgedShakeThatIsNotLogged() {
    ShakeId lost = new ShakeId(World.WAVE, 9);
    world.seen.add(new SeenEvent.Acknowledged(5, World.SHOW, "u7", lost));
    world.seen.add(answered("u7", lost, HeardAnswer.of(Outcome.MISS)));

    AuditReport report = world.audit();

    assertBreaches(report, 1, "u7 first-9 of show gala: acknowledged at 5, and not in the log");
    assertThat(promise(report, 1).breaches()).isEqualTo(1);
  }

  @Test
  void shouldFindAnAnswerThatTheLogDoesNotGive() {
    SeenEvent.Answered miss = heard(Outcome.Miss.class);
    world.seen.remove(miss);
    world.seen.removeIf(event -> isOfSameShake(event, miss));
    Outcome claimed = new Outcome.Packet("gala.0.2.11", World.COLA, 111);
    world.seen.add(answered(miss.user(), miss.shakeId(), HeardAnswer.of(claimed)));

    AuditReport report = world.audit();

    assertBreaches(
        report, 1, "heard PACKET gala.0.2.11 of cola, 111 fen, drawing again gives MISS");
  }

  @Test
  void shouldNotMindAnAcknowledgedShakeThatIsUndecided() {
    ShakeId closed = new ShakeId(World.WAVE, 8);
    world.appendShake("u7", 8, World.OPENS - 1_000);
    world.seen.add(new SeenEvent.Acknowledged(5, World.SHOW, "u7", closed));
    world.seen.add(answered("u7", closed, HeardAnswer.CLOSED));

    AuditReport report = world.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(promise(report, 1).counts()).contains(" 1 undecided");
  }

  @Test
  void shouldFindAnOutcomeOfAShakeThatIsUndecided() {
    ShakeId closed = new ShakeId(World.WAVE, 8);
    world.appendShake("u7", 8, World.OPENS - 1_000);
    world.seen.add(answered("u7", closed, HeardAnswer.of(Outcome.MISS)));

    assertBreaches(world.audit(), 1, "heard MISS, drawing again gives undecided");
  }

  @Test
  void shouldFindAnAnswerThatChanged() {
    SeenEvent.Answered before = heard(Outcome.Miss.class);
    world.seen.add(answered(before.user(), before.shakeId(), HeardAnswer.of(Outcome.LIMITED_USER)));

    AuditReport report = world.audit();

    assertBreaches(report, 2, before.user() + " " + before.shakeId() + " heard MISS, and at 6");
    assertThat(promise(report, 2).examples().get(0)).endsWith("LIMITED USER");
  }

  @Test
  void shouldNotMindAnAnswerAfterClosed() {
    SeenEvent.Answered answer = heard(Outcome.Packet.class);
    world.seen.add(0, answered(answer.user(), answer.shakeId(), HeardAnswer.CLOSED));
    world.seen.add(answer);

    assertThat(world.audit().isOk()).isTrue();
  }

  private static SeenEvent.Answered answered(String user, ShakeId shakeId, HeardAnswer answer) {
    return new SeenEvent.Answered(6, World.SHOW, user, shakeId, answer);
  }

  private SeenEvent.Answered heard(Class<? extends Outcome> kind) {
    return world.seen.stream()
        .filter(SeenEvent.Answered.class::isInstance)
        .map(SeenEvent.Answered.class::cast)
        .filter(event -> event.answer().outcome().filter(kind::isInstance).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOfSameShake(SeenEvent event, SeenEvent other) {
    return event instanceof SeenEvent.Answered
        && event.user().equals(other.user())
        && event.shakeId().equals(other.shakeId());
  }
}
