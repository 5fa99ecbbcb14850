package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.SealedSecret;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.SealedTerms.SealedWave;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A show with one wave and two enterprises, and the log records that tests append for it. */
final class TestShow {

  static final String SHOW = "gala";
  static final String WAVE = "first";
  static final long OPENS_AT = 1_000_000;
  static final int TURN_MILLIS = 5_000;
  static final WaveSchedule SCHEDULE =
      new WaveSchedule(WAVE, OPENS_AT, OPENS_AT + 300_000, TURN_MILLIS);
  static final WaveSchedule SECOND =
      new WaveSchedule("second", OPENS_AT + 400_000, OPENS_AT + 500_000, TURN_MILLIS);
  static final Limits LIMITS = new Limits(2, 1);

  private final int buckets;
  private final int partitions;
  private final SigningKey signingKey;
  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey = SealingKey.generate();
  private final BucketKeys bucketKeys = new BucketKeys();
  private long nextOffset;

  TestShow(int buckets, int partitions) {
    this.buckets = buckets;
    this.partitions = partitions;
    SigningKey.Pair pair = SigningKey.generate();
    this.signingKey = pair.signingKey();
    this.verifyingKey = pair.verifyingKey();
  }

  /** With one bucket, where every user lives. */
  static TestShow ofOneBucket() {
    return new TestShow(1, 1);
  }

  ControlKeys keys() {
    return new ControlKeys(verifyingKey, sealingKey);
  }

  ControlKeys.Loader keysLoader() {
    String verifying = verifyingKey.toBase64();
    String sealing = sealingKey.toBase64();
    return () ->
        new ControlKeys(VerifyingKey.fromBase64(verifying), SealingKey.fromBase64(sealing));
  }

  int partitions() {
    return partitions;
  }

  int buckets() {
    return buckets;
  }

  int bucketOf(String user) {
    return UserHash.bucket(UserHash.of(user), buckets);
  }

  /** Terms of plan 1 whose turns pass, and get a greeting otherwise, with these odds. */
  LogRecord terms(int bucket, long number, String odds, String greetingOdds) {
    return terms(bucket, number, odds, greetingOdds, ClaimTerms.DEFAULT, AnswerLifetime.USUAL);
  }

  /** Terms by which every turn passes, and what is won can be claimed as said. */
  LogRecord terms(int bucket, long number, ClaimTerms claimTerms) {
    return terms(bucket, number, "1", "0", claimTerms, AnswerLifetime.USUAL);
  }

  /** Terms by which every turn passes, and answers are kept as said. */
  LogRecord terms(int bucket, long number, AnswerLifetime answerLifetime) {
    return terms(bucket, number, "1", "0", ClaimTerms.DEFAULT, answerLifetime);
  }

  private LogRecord terms(
      int bucket,
      long number,
      String odds,
      String greetingOdds,
      ClaimTerms claimTerms,
      AnswerLifetime answerLifetime) {
    return terms(
        bucket,
        number,
        1,
        DrawEngine.VERSION_WITHOUT_ACTIVATION,
        List.of(wave(SCHEDULE, odds, greetingOdds, List.of("stars", "moon"))),
        ShowKind.LIVE,
        claimTerms,
        answerLifetime);
  }

  /** Terms of two waves, in which every turn passes, of a plan that waits for its activation. */
  LogRecord liveTerms(int bucket, long number, long planNumber) {
    return terms(
        bucket,
        number,
        planNumber,
        DrawEngine.VERSION,
        List.of(wave(SCHEDULE, "1", "0", List.of()), wave(SECOND, "1", "0", List.of())),
        ShowKind.LIVE,
        ClaimTerms.DEFAULT,
        AnswerLifetime.USUAL);
  }

  /** Terms of one wave of plan 1, of a show of some kind; every turn passes, in practice none. */
  LogRecord termsOfKind(int bucket, long number, ShowKind kind) {
    return terms(
        bucket,
        number,
        1,
        DrawEngine.VERSION,
        List.of(wave(SCHEDULE, kind.isPractice() ? "0" : "1", "0", List.of())),
        kind,
        ClaimTerms.DEFAULT,
        AnswerLifetime.USUAL);
  }

  private LogRecord terms(
      int bucket,
      long number,
      long planNumber,
      int engineVersion,
      List<SealedWave> waves,
      ShowKind kind,
      ClaimTerms claimTerms,
      AnswerLifetime answerLifetime) {
    SealedTerms terms =
        new SealedTerms(
            SHOW,
            planNumber,
            buckets,
            partitions,
            UserHash.NAME,
            engineVersion,
            waves,
            List.of("cola", "tea"),
            List.of(new LimitChange(0, LIMITS)),
            kind,
            claimTerms,
            answerLifetime);
    return control(bucket, number, ControlCodec.of(terms));
  }

  private SealedWave wave(
      WaveSchedule schedule, String odds, String greetingOdds, List<String> greetingIds) {
    return new SealedWave(
        schedule,
        Odds.of(odds),
        Odds.of(greetingOdds),
        greetingIds,
        SealedSecret.seal(
            sealingKey, SHOW, schedule.id(), new WaveSecret(new byte[WaveSecret.LENGTH])));
  }

  /** Seeds of a plan, released at the opening of the first wave. */
  LogRecord seedsOfPlan(int bucket, long number, long planNumber, String enterpriseId, int count) {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seeds.add(new Seed(100 + i, 0));
    }
    SeedBatch batch = new SeedBatch(planNumber, WAVE, enterpriseId, 0, seeds, 1);
    return control(bucket, number, ControlCodec.of(batch));
  }

  /** Seeds of 100 fen and more, all released at the opening. */
  LogRecord seeds(int bucket, long number, String enterpriseId, int count) {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seeds.add(new Seed(100 + i, 0));
    }
    return control(bucket, number, ControlCodec.of(new SeedBatch(WAVE, enterpriseId, 0, seeds)));
  }

  /** Seeds of 100 fen and more, whose packets are split. */
  LogRecord splitSeeds(int bucket, long number, String enterpriseId, int count, int shares) {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seeds.add(new Seed(100 + i, 0));
    }
    SeedBatch batch = new SeedBatch(SeedBatch.NO_PLAN, WAVE, enterpriseId, 0, seeds, shares);
    return control(bucket, number, ControlCodec.of(batch));
  }

  LogRecord end(int bucket, long number) {
    return control(bucket, number, ControlCodec.ofEnd());
  }

  LogRecord control(int bucket, long number, byte[] content) {
    BucketKey key = new BucketKey(SHOW, bucket);
    return append(key, SignedControl.sign(signingKey, key, number, content).encode(), OPENS_AT);
  }

  /** A control record that somebody without the key signed. */
  LogRecord forgedEnd(int bucket, long number) {
    BucketKey key = new BucketKey(SHOW, bucket);
    SigningKey other = SigningKey.generate().signingKey();
    byte[] value = SignedControl.sign(other, key, number, ControlCodec.ofEnd()).encode();
    return append(key, value, OPENS_AT);
  }

  /**
   * A lively log: every bucket's controls, then shakes of some users with repeats, other stamps and
   * risk levels, and repeated controls in between.
   */
  List<LogRecord> livelyLog(int shakes, long seed) {
    Random random = new Random(seed);
    List<LogRecord> controls = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      controls.add(terms(bucket, 1, "0.5", "0.3"));
      controls.add(seeds(bucket, 2, "cola", 5));
      controls.add(seeds(bucket, 3, "tea", 20));
    }
    List<LogRecord> log = new ArrayList<>(controls);
    for (int i = 0; i < shakes; i++) {
      log.add(
          aShake()
              .by("u" + random.nextInt(40))
              .turn(random.nextInt(6))
              .at(random.nextInt(10) == 0 ? RiskLevel.EMPTY : RiskLevel.NONE)
              .stamped(random.nextInt(1_000_000))
              .build());
      if (random.nextInt(50) == 0) {
        log.add(controls.get(random.nextInt(controls.size())));
      }
    }
    return log;
  }

  LogRecord append(BucketKey key, byte[] value, long appendedAtMillis) {
    return LogRecord.read(
            bucketKeys,
            key.encode(),
            value,
            key.bucket() % partitions,
            nextOffset++,
            appendedAtMillis)
        .orElseThrow();
  }

  ShakeBuilder aShake() {
    return new ShakeBuilder();
  }

  /** Builds the log record of a shake that was appended in the middle of its turn. */
  final class ShakeBuilder {

    private String user = "u1";
    private WaveSchedule wave = SCHEDULE;
    private int turn;
    private long planNumber = 1;
    private RiskLevel riskLevel = RiskLevel.NONE;
    private Integer bucket;
    private long stampMillis;

    ShakeBuilder by(String user) {
      this.user = user;
      return this;
    }

    ShakeBuilder turn(int turn) {
      this.turn = turn;
      return this;
    }

    ShakeBuilder in(WaveSchedule wave) {
      this.wave = wave;
      return this;
    }

    ShakeBuilder plan(long planNumber) {
      this.planNumber = planNumber;
      return this;
    }

    ShakeBuilder at(RiskLevel riskLevel) {
      this.riskLevel = riskLevel;
      return this;
    }

    ShakeBuilder inBucket(int bucket) {
      this.bucket = bucket;
      return this;
    }

    ShakeBuilder stamped(long stampMillis) {
      this.stampMillis = stampMillis;
      return this;
    }

    LogRecord build() {
      ShakeRecord shake =
          new ShakeRecord(
              new BucketKey(SHOW, bucket == null ? bucketOf(user) : bucket),
              user,
              new ShakeId(wave.id(), turn),
              planNumber,
              stampMillis,
              "edge-1",
              "",
              "",
              riskLevel,
              0,
              false);
      long startsAt = wave.turnStartsAtMillis(turn, UserHash.of(user));
      return append(shake.key(), shake.encode(), startsAt + TURN_MILLIS / 2);
    }
  }
}
