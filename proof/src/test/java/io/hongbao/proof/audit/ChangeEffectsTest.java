package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.InMemoryTopics.COLA;
import static io.hongbao.proof.audit.InMemoryTopics.OPENS;
import static io.hongbao.proof.audit.InMemoryTopics.SCHEDULE;
import static io.hongbao.proof.audit.InMemoryTopics.TEA;
import static io.hongbao.proof.audit.InMemoryTopics.WAVE;
import static io.hongbao.proof.audit.InMemoryTopics.plan;
import static io.hongbao.proof.audit.InMemoryTopics.pool;
import static io.hongbao.proof.audit.InMemoryTopics.seeds;
import static io.hongbao.proof.audit.InMemoryTopics.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Lottery;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.proof.audit.AuditReport.ChangeEffect;
import io.hongbao.proof.audit.AuditReport.Turn;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wave is paused and resumed, stock is added and a limit is raised while the wave is open. */
class ChangeEffectsTest {

  private static final long PAUSED = OPENS + 15_000;
  private static final long RESUMED = OPENS + 22_000;
  private static final long MORE = OPENS + 62_000;

  private static final SeedBatch COLAS = seeds(COLA, 12);
  private static final SeedBatch TEAS = new SeedBatch(WAVE, TEA, MORE, seeds(TEA, 9).seeds());

  private final InMemoryTopics topics = new InMemoryTopics();
  private AuditReport report;

  @BeforeEach
  void play() {
    topics.plansBefore.add(plan(1, wave(SCHEDULE, pool(COLAS))));
    topics.plansBefore.add(plan(2, wave(SCHEDULE, pool(COLAS), pool(TEAS))));
    LimitChange before = new LimitChange(0, new Limits(1, 1));
    topics.tellAll(1, ControlCodec.of(COLAS.ofPlan(1)));
    topics.tellAll(2, ControlCodec.of(InMemoryTopics.liveTerms(1, List.of(before), SCHEDULE)));
    topics.tellAll(3, ControlCodec.of(new Control.Activate(1, OPENS - 1_000)));
    topics.shakeAll(SCHEDULE, 1);
    topics.tellAll(4, ControlCodec.of(new Control.Pause(WAVE, true, PAUSED)));
    topics.tellAll(5, ControlCodec.of(new Control.Pause(WAVE, false, RESUMED)));
    for (int turn = 2; turn < 5; turn++) {
      topics.shakeAll(SCHEDULE, turn);
    }
    topics.tellAll(6, ControlCodec.of(TEAS.ofPlan(2)));
    topics.tellAll(
        7,
        ControlCodec.of(
            InMemoryTopics.liveTerms(
                2, List.of(before, new LimitChange(MORE, new Limits(2, 1))), SCHEDULE)));
    topics.tellAll(8, ControlCodec.of(new Control.Activate(2, OPENS + 55_000)));
    topics.shakeAll(SCHEDULE, 11);
    topics.shakeAll(SCHEDULE, 12);
    new TopicsDraw(topics).draw();
    report = topics.audit();
  }

  @Test
  void shouldPassAndNameFirstAndLastTurnOfEveryChange() {
    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(report.changes())
        .containsExactly(
            effect("pause of wave first", PAUSED, turnsInThePause()),
            effect("limits raised to 2 a user, 1 an enterprise", MORE, secondPackets()),
            effect("stock of tea added to wave first", MORE, won(TEA)));
    assertThat(report.toText())
        .contains(
            "Changes while shows ran, and the turns that they affected:\n"
                + "     gala: pause of wave first, from 2027-02-07T12:30:15Z: ");
    assertThat(report.toJson())
        .contains("\"changes\":[{\"show\":\"gala\",\"change\":\"pause of wave first\"");
  }

  @Test
  void shouldNameNothingOfAShowThatDidNotChange() {
    AuditReport quiet = HonestShow.world().audit();

    assertThat(quiet.changes()).isEmpty();
    assertThat(quiet.toText()).doesNotContain("Changes while");
    assertThat(quiet.toJson()).doesNotContain("\"changes\"");
  }

  /** Passing turns from turn 2 on that start in the pause, of users who may still win. */
  private List<Turn> turnsInThePause() {
    Terms terms =
        InMemoryTopics.liveTerms(1, List.of(new LimitChange(0, new Limits(1, 1))), SCHEDULE)
            .open(InMemoryTopics.SEALING_KEY);
    Lottery lottery = new Lottery(InMemoryTopics.SHOW, terms.waves().get(0));
    return shakes(
        turn ->
            turn.startsAtMillis() >= PAUSED
                && turn.startsAtMillis() < RESUMED
                && lottery.draw(turn.user(), turn.shakeId().turn()).passes()
                && topics.packets.stream()
                    .noneMatch(
                        won ->
                            won.user().equals(turn.user())
                                && won.shakeId().turn() < turn.shakeId().turn()));
  }

  private List<Turn> won(String enterpriseId) {
    return shakes(turn -> wonBy(turn).anyMatch(won -> won.enterpriseId().equals(enterpriseId)));
  }

  private List<Turn> secondPackets() {
    return shakes(
        turn ->
            wonBy(turn)
                .anyMatch(
                    won ->
                        topics.packets.stream()
                            .anyMatch(
                                other ->
                                    other.user().equals(won.user())
                                        && other.shakeId().turn() < won.shakeId().turn())));
  }

  private Stream<WonRecord> wonBy(Turn turn) {
    return topics.packets.stream()
        .filter(won -> won.user().equals(turn.user()) && won.shakeId().equals(turn.shakeId()));
  }

  private List<Turn> shakes(Predicate<Turn> wanted) {
    List<Turn> turns = new ArrayList<>();
    for (InMemoryTopics.Logged logged : topics.log) {
      InMemoryTopics.shakeOf(logged)
          .map(
              shake ->
                  new Turn(
                      shake.shakeId(),
                      shake.user(),
                      InMemoryTopics.turnStart(shake.user(), shake.shakeId().turn()),
                      RecordPosition.ofShakes(logged.partition(), logged.offset())))
          .filter(wanted)
          .ifPresent(turns::add);
    }
    return turns;
  }

  private static ChangeEffect effect(String what, long fromMillis, List<Turn> turns) {
    assertThat(turns).as(what).hasSizeGreaterThan(1);
    Comparator<Turn> byStart = Comparator.comparingLong(Turn::startsAtMillis);
    return new ChangeEffect(
        InMemoryTopics.SHOW,
        what,
        fromMillis,
        turns.size(),
        turns.stream().min(byStart).orElseThrow(),
        turns.stream().max(byStart).orElseThrow());
  }
}
