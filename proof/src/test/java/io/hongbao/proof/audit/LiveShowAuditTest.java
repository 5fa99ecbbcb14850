package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.InMemoryTopics.COLA;
import static io.hongbao.proof.audit.InMemoryTopics.KEYS;
import static io.hongbao.proof.audit.InMemoryTopics.LIMITS;
import static io.hongbao.proof.audit.InMemoryTopics.OPENS;
import static io.hongbao.proof.audit.InMemoryTopics.SCHEDULE;
import static io.hongbao.proof.audit.InMemoryTopics.SHOW;
import static io.hongbao.proof.audit.InMemoryTopics.TEA;
import static io.hongbao.proof.audit.InMemoryTopics.TURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A show whose plan changes, pauses and carries seeds while it runs keeps the promises too. */
class LiveShowAuditTest {

  private static final WaveSchedule SECOND =
      new WaveSchedule("second", OPENS + 400_000, OPENS + 500_000, TURN);

  /** From turn 3 on nobody wins in the first wave. */
  private static final long PAUSED_FROM = OPENS + 15_000;

  private final InMemoryTopics topics = new InMemoryTopics();

  @BeforeEach
  void playAndDraw() {
    topics.plansBefore.add(InMemoryTopics.plan(2, 20, 6));
    topics.tellAll(1, ControlCodec.of(InMemoryTopics.seeds(COLA, 20).ofPlan(1)));
    topics.tellAll(2, ControlCodec.of(terms(1)));
    topics.shakeAll(SCHEDULE, 0);
    topics.tellAll(3, ControlCodec.of(new Control.Activate(1, OPENS - 1_000)));
    topics.shakeAll(SCHEDULE, 1);
    topics.tellAll(4, ControlCodec.of(new Control.Pause("first", true, PAUSED_FROM)));
    topics.shakeAll(SCHEDULE, 2);
    topics.shakeAll(SCHEDULE, 4);
    SeedBatch stock = InMemoryTopics.seeds(TEA, 6).ofPlan(2);
    topics.tellAll(5, ControlCodec.of(stock));
    topics.tellAll(6, ControlCodec.of(terms(2)));
    topics.tellAll(7, ControlCodec.of(new Control.Activate(2, OPENS + 300_000)));
    topics.tellAll(8, ControlCodec.of(new Control.Carry("first", "second", new Curve.Ramp())));
    for (int turn : List.of(0, 4, 9, 14)) {
      topics.shakeAll(SECOND, turn);
    }
    new TopicsDraw(topics).draw();
  }

  @Test
  void shouldPassWhenAllIsAsTheLogSays() {
    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(topics.packets).anyMatch(won -> won.shakeId().waveId().equals("first"));
    assertThat(topics.packets)
        .as("carried seeds of both plans")
        .anyMatch(won -> won.shakeId().waveId().equals("second") && won.enterpriseId().equals(COLA))
        .anyMatch(won -> won.shakeId().waveId().equals("second") && won.enterpriseId().equals(TEA));
    assertThat(topics.packets)
        .as("nobody in the pause")
        .noneMatch(won -> won.shakeId().waveId().equals("first") && won.shakeId().turn() >= 3);
  }

  @Test
  void shouldFailWhenThePauseIsDropped() {
    topics.log.replaceAll(logged -> isControl(logged, 4) ? resumeInPlaceOf(logged) : logged);

    AuditReport report = topics.audit();

    assertThat(report.promises().get(0).breaches()).as(report.toText()).isPositive();
  }

  @Test
  void shouldFailWhenSomebodyWinsInThePause() {
    WonRecord won = firstWonIn("first");
    InMemoryTopics.Logged inPause = lastShakeOf(won.user(), "first");
    topics.packets.set(
        topics.packets.indexOf(won),
        new WonRecord(
            won.packetId(),
            SHOW,
            won.bucket(),
            won.user(),
            new ShakeId("first", 4),
            won.enterpriseId(),
            won.amountFen(),
            won.riskLevel(),
            won.partition(),
            inPause.offset(),
            inPause.appendedAtMillis(),
            false));

    assertThat(breachesOfSeeds()).contains("one that starts in a pause");
  }

  @Test
  void shouldFailWhenASeedOfAPlanIsWonBeforeItsActivate() {
    WonRecord won = firstWonIn("first");
    InMemoryTopics.Logged before =
        topics.log.stream()
            .filter(logged -> isShake(logged, won.user(), "first", 0))
            .findFirst()
            .orElseThrow();
    topics.packets.set(
        topics.packets.indexOf(won),
        new WonRecord(
            won.packetId(),
            SHOW,
            won.bucket(),
            won.user(),
            new ShakeId("first", 0),
            won.enterpriseId(),
            won.amountFen(),
            won.riskLevel(),
            won.partition(),
            before.offset(),
            before.appendedAtMillis(),
            false));

    assertThat(breachesOfSeeds()).contains("turn first-0, which they do not have");
  }

  @Test
  void shouldFailWhenACarriedSeedIsWonBeforeItsNewRelease() {
    WonRecord early = firstWonIn("second");
    int last = InMemoryTopics.seeds(COLA, 20).seeds().size() - 1;
    topics.packets.set(
        topics.packets.indexOf(early),
        new WonRecord(
            SHOW + "." + early.bucket() + ".1." + last,
            SHOW,
            early.bucket(),
            early.user(),
            early.shakeId(),
            COLA,
            100 + last,
            early.riskLevel(),
            early.partition(),
            early.offset(),
            early.appendedAtMillis(),
            false));

    assertThat(breachesOfSeeds()).contains("a turn and shake behind the release of its seed");
  }

  private String breachesOfSeeds() {
    return topics.audit().promises().stream()
        .filter(promise -> promise.id() == 3)
        .map(Object::toString)
        .findFirst()
        .orElseThrow();
  }

  private WonRecord firstWonIn(String wave) {
    return topics.packets.stream()
        .filter(won -> won.shakeId().waveId().equals(wave))
        .findFirst()
        .orElseThrow();
  }

  private InMemoryTopics.Logged lastShakeOf(String user, String wave) {
    return topics.log.stream()
        .filter(logged -> isShake(logged, user, wave, 4))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isShake(InMemoryTopics.Logged logged, String user, String wave, int turn) {
    return InMemoryTopics.shakeOf(logged)
        .filter(shake -> shake.user().equals(user))
        .filter(shake -> shake.shakeId().equals(new ShakeId(wave, turn)))
        .isPresent();
  }

  private static boolean isControl(InMemoryTopics.Logged logged, long number) {
    return ShakesRecord.decode(logged.key(), logged.value()) instanceof SignedControl control
        && control.number() == number;
  }

  /** The number is used by a resume of another instant, so that nothing is missing. */
  private static InMemoryTopics.Logged resumeInPlaceOf(InMemoryTopics.Logged logged) {
    SignedControl control =
        SignedControl.sign(
            KEYS.signingKey(),
            BucketKey.decode(logged.key()),
            4,
            ControlCodec.of(new Control.Pause("first", false, 0)));
    return new InMemoryTopics.Logged(
        logged.partition(),
        logged.offset(),
        logged.appendedAtMillis(),
        logged.key(),
        control.encode());
  }

  private static SealedTerms terms(long planNumber) {
    return InMemoryTopics.liveTerms(
        planNumber, List.of(new LimitChange(0, LIMITS)), SCHEDULE, SECOND);
  }
}
