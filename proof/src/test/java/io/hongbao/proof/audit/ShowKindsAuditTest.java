package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.InMemoryTopics.BUCKETS;
import static io.hongbao.proof.audit.InMemoryTopics.COLA;
import static io.hongbao.proof.audit.InMemoryTopics.KEYS;
import static io.hongbao.proof.audit.InMemoryTopics.LIMITS;
import static io.hongbao.proof.audit.InMemoryTopics.OPENS;
import static io.hongbao.proof.audit.InMemoryTopics.SCHEDULE;
import static io.hongbao.proof.audit.InMemoryTopics.SEALING_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.SealedSecret;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.SealedTerms.SealedWave;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shadow show is checked as any other; of a practice show nothing is counted. */
class ShowKindsAuditTest {

  private static final ShowKind CREW = ShowKind.shadowFor("crew");
  private static final String WARM = "warm";

  @Test
  void shouldCheckAShadowShowAndSayThatItIsOne() {
    InMemoryTopics topics = shadowShow();

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
    assertThat(report.shadowShows()).containsExactly("gala");
    assertThat(report.toText())
        .contains("Shadow shows, checked as any other; their packets can never be paid: gala\n");
    assertThat(report.toJson()).contains(",\"shadowShows\":[\"gala\"]");
    assertThat(HonestShow.world().audit().toText()).doesNotContain("Shadow");
    assertThat(HonestShow.world().audit().toJson()).doesNotContain("shadow");
  }

  /** Or somebody could make it one that is paid. */
  @Test
  void shouldFailWhenAPacketOfAShadowShowIsNotMarked() {
    InMemoryTopics topics = shadowShow();
    topics.packets.set(0, marked(topics.packets.get(0), false));

    assertThat(promise(topics.audit(), 1).isKept()).isFalse();
  }

  @Test
  void shouldFailWhenAPacketOfALiveShowIsMarked() {
    InMemoryTopics topics = HonestShow.world();
    topics.packets.replaceAll(won -> marked(won, true));

    assertThat(promise(topics.audit(), 1).isKept()).isFalse();
  }

  @Test
  void shouldCountNothingOfAPracticeShow() {
    AuditReport before = HonestShow.world().audit();
    InMemoryTopics topics = HonestShow.world();

    addPracticeShow(topics);

    AuditReport report = topics.audit();
    assertThat(report.toText()).isEqualTo(before.toText());
    assertThat(report.isOk()).isTrue();
  }

  @Test
  void shouldMissTheDeadLetterOfARecordInAPracticeShow() {
    InMemoryTopics topics = HonestShow.world();
    addPracticeShow(topics);
    tell(topics, 0, 9, ControlCodec.of(new Control.Activate(1, OPENS + 1)));

    assertThat(promise(topics.audit(), 6).isKept()).isFalse();
  }

  /** The kind stands in the log; whoever holds the key can write a plan long after the show. */
  @Test
  void shouldNotLeaveAShowOutBecauseAPlanSaysLaterThatItWasPractice() {
    InMemoryTopics topics = HonestShow.world();
    String before = promise(topics.audit(), 1).counts();
    CampaignWave empty =
        new CampaignWave(SCHEDULE, Odds.of("0"), Odds.of("0"), new Curve.Uniform(), List.of());

    topics.plansSince.add(
        InMemoryTopics.plan(2, empty).staged().ofKind(ShowKind.practiceFor("gala")));

    assertThat(promise(topics.audit(), 1).counts()).isEqualTo(before);
  }

  private static InMemoryTopics shadowShow() {
    InMemoryTopics topics = new InMemoryTopics();
    topics.plansBefore.add(
        InMemoryTopics.plan(
                1,
                InMemoryTopics.wave(SCHEDULE, InMemoryTopics.pool(InMemoryTopics.seeds(COLA, 20))))
            .ofKind(CREW));
    topics.tellAll(1, ControlCodec.of(InMemoryTopics.seeds(COLA, 20).ofPlan(1)));
    topics.tellAll(
        2,
        ControlCodec.of(
            InMemoryTopics.liveTerms(1, CREW, List.of(new LimitChange(0, LIMITS)), SCHEDULE)));
    topics.tellAll(3, ControlCodec.of(new Control.Activate(1, OPENS - 1_000)));
    topics.shakeAll(SCHEDULE, 1);
    topics.shakeAll(SCHEDULE, 2);
    new TopicsDraw(topics).draw();
    assertThat(topics.packets).isNotEmpty().allMatch(WonRecord::isShadow);
    return topics;
  }

  /** Loaded, played by everybody for a turn, heard of, and ended. */
  private static void addPracticeShow(InMemoryTopics topics) {
    SealedTerms terms =
        new SealedTerms(
            WARM,
            1,
            BUCKETS,
            BUCKETS,
            UserHash.NAME,
            DrawEngine.VERSION,
            List.of(
                new SealedWave(
                    SCHEDULE,
                    Odds.of("0"),
                    Odds.of("0"),
                    List.of(),
                    SealedSecret.seal(
                        SEALING_KEY,
                        WARM,
                        SCHEDULE.id(),
                        new WaveSecret(new byte[WaveSecret.LENGTH])))),
            List.of(),
            List.of(new LimitChange(0, LIMITS)),
            ShowKind.practiceFor(WARM),
            ClaimTerms.DEFAULT,
            AnswerLifetime.USUAL);
    tellAll(topics, 1, ControlCodec.of(terms));
    tellAll(topics, 2, ControlCodec.of(new Control.Activate(1, OPENS - 1_000)));
    for (String user : InMemoryTopics.users()) {
      BucketKey key = new BucketKey(WARM, InMemoryTopics.bucketOf(user));
      ShakeId shakeId = new ShakeId(SCHEDULE.id(), 1);
      long atMillis = InMemoryTopics.turnStart(user, 1) + 700;
      ShakeRecord shake =
          new ShakeRecord(
              key, user, shakeId, 1, atMillis, "edge-1", "", "", RiskLevel.NONE, 0, false, true);
      topics.append(key.bucket(), atMillis, key.encode(), shake.encode());
      topics.seen.add(
          new ShakeEvent.Answered(atMillis, WARM, user, shakeId, PhoneAnswer.of(Outcome.MISS)));
    }
    tellAll(topics, 3, ControlCodec.ofEnd());
    CampaignWave wave =
        new CampaignWave(SCHEDULE, Odds.of("0"), Odds.of("0"), new Curve.Uniform(), List.of());
    topics.plansBefore.add(InMemoryTopics.plan(WARM, 1, wave).ofKind(ShowKind.practiceFor(WARM)));
  }

  private static void tellAll(InMemoryTopics topics, long number, byte[] content) {
    IntStream.range(0, BUCKETS).forEach(bucket -> tell(topics, bucket, number, content));
  }

  private static void tell(InMemoryTopics topics, int bucket, long number, byte[] content) {
    BucketKey key = new BucketKey(WARM, bucket);
    byte[] control = SignedControl.sign(KEYS.signingKey(), key, number, content).encode();
    topics.append(bucket, OPENS + 25_000, key.encode(), control);
  }

  private static PromiseResult promise(AuditReport report, int id) {
    return report.promises().stream()
        .filter(promise -> promise.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private static WonRecord marked(WonRecord won, boolean isShadow) {
    return new WonRecord(
        won.packetId(),
        won.show(),
        won.bucket(),
        won.user(),
        won.shakeId(),
        won.enterpriseId(),
        won.amountFen(),
        won.riskLevel(),
        won.partition(),
        won.offset(),
        won.appendedAtMillis(),
        isShadow);
  }
}
