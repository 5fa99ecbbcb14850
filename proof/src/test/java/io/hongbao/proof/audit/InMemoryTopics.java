package io.hongbao.proof.audit;

import static java.util.stream.Collectors.toMap;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Curve;
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
import io.hongbao.kafka.Topics;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small system's topics as lists, to be spoilt by a test: one show of two buckets in two
 * partitions, one wave in which every second turn passes, limits of 2 packets a user and 1 an
 * enterprise.
 */
public final class InMemoryTopics {

  public static final String SHOW = "gala";
  public static final String WAVE = "first";
  public static final String COLA = "cola";
  public static final String TEA = "tea";
  public static final int BUCKETS = 2;
  public static final long OPENS = 1_802_003_400_000L;
  public static final int TURN = 5_000;
  public static final WaveSchedule SCHEDULE = new WaveSchedule(WAVE, OPENS, OPENS + 300_000, TURN);
  public static final Limits LIMITS = new Limits(2, 1);

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  /** A record of {@code shakes}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Logged(
      int partition, long offset, long appendedAtMillis, byte[] key, byte[] value) {}

  public static final SigningKey.Pair KEYS = SigningKey.generate();
  public static final SealingKey SEALING_KEY = SealingKey.generate();

  public final List<PlanRecord> plansBefore = new ArrayList<>();
  public final List<PlanRecord> plansSince = new ArrayList<>();
  public final List<EnvelopeRecord> envelopes = new ArrayList<>();
  public final List<Logged> log = new ArrayList<>();
  public final List<WonRecord> packets = new ArrayList<>();
  public final List<DeadLetter> letters = new ArrayList<>();
  public final List<ShakeEvent> seen = new ArrayList<>();

  /** Behind the wins in topic packets, one a millisecond from the opening on. */
  final List<byte[]> money = new ArrayList<>();

  final List<byte[]> ledger = new ArrayList<>();
  final List<byte[]> payouts = new ArrayList<>();

  /** How far the packets job had come when the ledger was read; empty if there is none. */
  Optional<Long> packetsPassed = Optional.empty();

  /** So many records of each partition are too late for the audit. */
  int lateRecords;

  public static int bucketOf(String user) {
    return UserHash.bucket(UserHash.of(user), BUCKETS);
  }

  public static long turnStart(String user, int turn) {
    return SCHEDULE.turnStartsAtMillis(turn, UserHash.of(user));
  }

  /**
   * The id of the bucket's last seed of cola, worth 119 fen, which an honest show does not give.
   */
  public static String lastColaOf(int bucket) {
    return "gala." + bucket + ".2.19";
  }

  /** The users u1 to u40. */
  public static List<String> users() {
    return IntStream.rangeClosed(1, 40).mapToObj(i -> "u" + i).toList();
  }

  /** Seeds of 100, 101, 102 … fen, released one second after another. */
  public static SeedBatch seeds(String enterpriseId, int count) {
    List<Seed> seeds =
        IntStream.range(0, count).mapToObj(i -> new Seed(100 + i, 1_000L * i)).toList();
    return new SeedBatch(WAVE, enterpriseId, 0, seeds);
  }

  /** A plan whose pools are two buckets' batches of so many seeds. */
  public static PlanRecord plan(long number, int seedsOfCola, int seedsOfTea) {
    return plan(
        number, wave(SCHEDULE, pool(seeds(COLA, seedsOfCola)), pool(seeds(TEA, seedsOfTea))));
  }

  /** A plan of some waves. */
  static PlanRecord plan(long number, CampaignWave... waves) {
    return plan(SHOW, number, waves);
  }

  /** A plan of another show. */
  static PlanRecord plan(String show, long number, CampaignWave... waves) {
    Campaign campaign =
        new Campaign(
            show,
            "Asia/Shanghai",
            BUCKETS,
            LIMITS,
            List.of(new Enterprise(COLA, "Cola", "", ""), new Enterprise(TEA, "Tea", "", "")),
            List.of(new Greeting("stars", "Happy New Year", "")),
            List.of(waves));
    return new PlanRecord(
        number,
        OPENS - 1_000,
        BUCKETS,
        campaign,
        "00",
        Arrays.stream(waves).collect(toMap(CampaignWave::id, wave -> sealedSecret(wave.id()))),
        sealedSecret());
  }

  static CampaignWave wave(WaveSchedule schedule, Pool... pools) {
    return new CampaignWave(
        schedule, Odds.of("0.5"), Odds.of("0.3"), new Curve.Uniform(), List.of(pools));
  }

  /** What the batches of an enterprise give away, each loaded into every bucket. */
  static Pool pool(SeedBatch... batches) {
    List<Seed> seeds = Arrays.stream(batches).flatMap(batch -> batch.seeds().stream()).toList();
    long fen = seeds.stream().mapToLong(Seed::amountFen).sum();
    return new Pool(batches[0].enterpriseId(), BUCKETS * seeds.size(), BUCKETS * fen, 1, 10_000);
  }

  /** Terms that wait for their activation; half of the turns pass. */
  static SealedTerms liveTerms(long planNumber, List<LimitChange> limits, WaveSchedule... waves) {
    return liveTerms(planNumber, ShowKind.LIVE, limits, waves);
  }

  /** The same, of a show of some kind. */
  static SealedTerms liveTerms(
      long planNumber, ShowKind kind, List<LimitChange> limits, WaveSchedule... waves) {
    return terms(planNumber, DrawEngine.VERSION, kind, limits, waves);
  }

  public static SealedTerms terms(long planNumber, LimitChange... limits) {
    return terms(
        planNumber,
        DrawEngine.VERSION_WITHOUT_ACTIVATION,
        ShowKind.LIVE,
        List.of(limits),
        SCHEDULE);
  }

  private static SealedTerms terms(
      long planNumber,
      int engineVersion,
      ShowKind kind,
      List<LimitChange> limits,
      WaveSchedule... waves) {
    return new SealedTerms(
        SHOW,
        planNumber,
        BUCKETS,
        BUCKETS,
        UserHash.NAME,
        engineVersion,
        Arrays.stream(waves)
            .map(
                schedule ->
                    new SealedTerms.SealedWave(
                        schedule,
                        Odds.of("0.5"),
                        Odds.of("0.3"),
                        List.of("stars"),
                        sealedSecret(schedule.id())))
            .toList(),
        List.of(COLA, TEA),
        limits,
        kind,
        ClaimTerms.DEFAULT,
        AnswerLifetime.USUAL);
  }

  /** Appends a record to the end of a partition. */
  public Logged append(int partition, long appendedAtMillis, byte[] key, byte[] value) {
    long offset = log.stream().filter(it -> it.partition() == partition).count();
    Logged logged = new Logged(partition, offset, appendedAtMillis, key, value);
    log.add(logged);
    return logged;
  }

  /** The same record for every bucket. */
  void tellAll(long number, byte[] content) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      appendControl(KEYS.signingKey(), bucket, number, content);
    }
  }

  public Logged appendControl(SigningKey signer, int bucket, long number, byte[] content) {
    BucketKey key = new BucketKey(SHOW, bucket);
    SignedControl control = SignedControl.sign(signer, key, number, content);
    return append(bucket, OPENS - 5_000, key.encode(), control.encode());
  }

  /** Terms, cola's seeds and tea's seeds, as numbers 1 to 3 of every bucket. */
  void appendLoad(int seedsOfCola, int seedsOfTea) {
    SigningKey signer = KEYS.signingKey();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      appendControl(signer, bucket, 1, ControlCodec.of(terms(1, new LimitChange(0, LIMITS))));
      appendControl(signer, bucket, 2, ControlCodec.of(seeds(COLA, seedsOfCola)));
      appendControl(signer, bucket, 3, ControlCodec.of(seeds(TEA, seedsOfTea)));
    }
  }

  public Logged appendShake(String user, int turn, long appendedAtMillis) {
    return appendShake(new ShakeId(WAVE, turn), user, appendedAtMillis);
  }

  /** Everybody's shake of a turn, each 700 ms after it starts. */
  void shakeAll(WaveSchedule wave, int turn) {
    for (String user : users()) {
      appendShake(
          new ShakeId(wave.id(), turn),
          user,
          wave.turnStartsAtMillis(turn, UserHash.of(user)) + 700);
    }
  }

  Logged appendShake(ShakeId shakeId, String user, long appendedAtMillis) {
    ShakeRecord shake =
        new ShakeRecord(
            new BucketKey(SHOW, bucketOf(user)),
            user,
            shakeId,
            1,
            appendedAtMillis,
            "edge-1",
            "",
            "",
            RiskLevel.NONE,
            0,
            false);
    return append(shake.key().bucket(), appendedAtMillis, shake.key().encode(), shake.encode());
  }

  /** The shake of a record; empty if it is none. */
  public static Optional<ShakeRecord> shakeOf(Logged logged) {
    try {
      return ShakesRecord.decode(logged.key(), logged.value()) instanceof ShakeRecord shake
          ? Optional.of(shake)
          : Optional.empty();
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  public DeadLetter letterOf(Logged logged) {
    return new DeadLetter(
        "damaged",
        "shakes",
        logged.partition(),
        logged.offset(),
        logged.appendedAtMillis(),
        logged.key() == null ? new byte[0] : logged.key(),
        logged.value());
  }

  /** An engine of both partitions that has seen no record. */
  static AuditEngine emptyEngine() {
    return engine(Map.of(0, 0L, 1, 0L), Set.of(0, 1), new PartitionSpill(TEMPORARY));
  }

  private static AuditEngine engine(
      Map<Integer, Long> ends, Set<Integer> partitions, PartitionSpill spill) {
    return new AuditEngine(KEYS.verifyingKey(), SEALING_KEY, ends, partitions, spill);
  }

  /** Audits all of it but the late records. */
  public AuditReport audit() {
    return audit(Set.of(0, 1));
  }

  /** Audits some partitions of it but the late records. */
  public AuditReport audit(Set<Integer> partitions) {
    Map<Integer, Long> latest = Map.of(0, size(0), 1, size(1));
    Map<Integer, Long> ends = Map.of(0, size(0) - lateRecords, 1, size(1) - lateRecords);
    try (PartitionSpill spill = new PartitionSpill(TEMPORARY)) {
      AuditEngine engine = engine(ends, partitions, spill);
      plansBefore.forEach(
          plan ->
              engine.showRecord(plan.sign(KEYS.signingKey()), placeOf(plansBefore, plan, 0), true));
      plansSince.forEach(
          plan ->
              engine.showRecord(
                  plan.sign(KEYS.signingKey()),
                  placeOf(plansSince, plan, plansBefore.size()),
                  false));
      int envelopesFrom = plansBefore.size() + plansSince.size();
      envelopes.forEach(
          envelope ->
              engine.showRecord(
                  envelope.sign(KEYS.signingKey()),
                  at(Topics.SHOW, envelopesFrom + envelopes.indexOf(envelope)),
                  true));
      engine.latestEnds(latest);
      packetsPassed.ifPresent(end -> engine.packetsJobPassed(Map.of(0, end)));
      packets.forEach(
          won ->
              engine.packet(
                  won.encode(), won.appendedAtMillis(), at(Topics.PACKETS, packets.indexOf(won))));
      for (int i = 0; i < money.size(); i++) {
        engine.packet(money.get(i), OPENS + i, at(Topics.PACKETS, packets.size() + i));
      }
      for (int i = 0; i < ledger.size(); i++) {
        engine.ledgerEntry(ledger.get(i), at(Topics.LEDGER, i));
      }
      for (int i = 0; i < payouts.size(); i++) {
        engine.payout(payouts.get(i), at(Topics.PAYOUTS, i));
      }
      letters.forEach(
          letter ->
              engine.deadLetter(letter.encode(), at(Topics.DEAD_LETTERS, letters.indexOf(letter))));
      seen.forEach(engine::heard);
      partitions.stream().sorted().forEach(partition -> drawAgain(engine, partition, ends));
      return engine.report();
    }
  }

  private void drawAgain(AuditEngine engine, int partition, Map<Integer, Long> ends) {
    engine.startPartition(partition);
    log.stream()
        .filter(it -> it.partition() == partition && it.offset() < ends.get(partition))
        .forEach(it -> engine.logged(it.offset(), it.appendedAtMillis(), it.key(), it.value()));
    engine.endPartition();
  }

  /** A position in partition 0, where all but the log stands. */
  public static RecordPosition at(String topic, long offset) {
    return new RecordPosition(topic, 0, offset);
  }

  private static RecordPosition placeOf(List<PlanRecord> plans, PlanRecord plan, int before) {
    return at(Topics.SHOW, before + plans.indexOf(plan));
  }

  public long size(int partition) {
    return log.stream().filter(it -> it.partition() == partition).count();
  }

  private static SealedSecret sealedSecret() {
    return sealedSecret(WAVE);
  }

  static SealedSecret sealedSecret(String waveId) {
    byte[] bytes = new byte[WaveSecret.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return SealedSecret.seal(SEALING_KEY, SHOW, waveId, new WaveSecret(bytes));
  }

  static Stream<String> usersOf(int bucket) {
    return users().stream().filter(user -> bucketOf(user) == bucket);
  }
}
