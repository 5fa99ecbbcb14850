package io.hongbao.proof.export;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.backtest.Labels;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotPlan.Identity;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedFiles;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A show of two waves with people and bots in it, drawn by the engine itself and written as an
 * export, labels and seed files would be. The same each time.
 */
public final class RecordedShow {

  public static final int PEOPLE = 700;

  /** Twenty of each kind, so that there is a farm and more. */
  public static final int BOTS = 140;

  private static final String SHOW = "gala-20270205-203000";
  private static final int BUCKETS = 16;
  private static final int PARTITIONS = 4;
  private static final int TURN_MILLIS = 5_000;
  private static final Limits LIMITS = new Limits(3, 1);
  private static final WaveSchedule FIRST =
      new WaveSchedule("first", Rows.T0, Rows.T0 + 300_000, TURN_MILLIS);
  private static final WaveSchedule SECOND =
      new WaveSchedule("second", Rows.T0 + 330_000, Rows.T0 + 450_000, TURN_MILLIS);
  private static final WaveSecret SECRET = new WaveSecret(new byte[WaveSecret.LENGTH]);

  /** From then on edges know of the bots that the blunt rules find. */
  private static final long KNOWN_FROM_MILLIS = Rows.T0 + 40_000;

  private final BotPlan plan = new BotPlan("phone", PEOPLE + BOTS, BOTS, 42);
  private final Campaign campaign = campaign();
  private final Random random = new Random(7);
  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<String, UserTally> tallies = new HashMap<>();
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final List<LogRow> rows = new ArrayList<>();

  private RecordedShow() {}

  /** Plays the show. */
  public static RecordedShow play() {
    RecordedShow show = new RecordedShow();
    show.load();
    List<WaveSchedule> waves = List.of(FIRST, SECOND);
    EdgeLog edges = new EdgeLog(Posts.of(show.plan, waves), waves);
    show.appended(edges.shakes()).forEach(show::draw);
    show.rows.sort(Comparator.comparingLong(LogRow::atMillis));
    return show;
  }

  /** All of it, in the order of time. */
  public List<LogRow> rows() {
    return rows;
  }

  /** The same, but every second bucket gave away a third of its packets only. */
  public RecordedShow withoutMostWinsOfEvenBuckets() {
    RecordedShow crooked = new RecordedShow();
    for (LogRow row : rows) {
      boolean isEven = UserHash.bucket(UserHash.of(row.user()), BUCKETS) % 2 == 0;
      boolean isKept = !isEven || row.prize().packetId().hashCode() % 3 == 0;
      if (isKept) {
        crooked.rows.add(row);
      } else if (row.kind() == LogRow.Kind.SHAKE) {
        crooked.rows.add(missed(row));
      }
    }
    return crooked;
  }

  private static LogRow missed(LogRow row) {
    return new LogRow(
        row.kind(),
        row.atMillis(),
        row.stampMillis(),
        row.partition(),
        row.offset(),
        row.show(),
        row.shakeId(),
        row.user(),
        row.device(),
        row.address(),
        row.risk(),
        row.repeats(),
        row.ownRepeat(),
        row.edge(),
        new RowOutcome("MISS", "", "", 0));
  }

  /** What is truly so of everybody. */
  public Labels labels() {
    return new Labels(
        plan.identities().stream().collect(Collectors.toMap(Identity::user, Identity::kind)));
  }

  /** Writes what {@code ./hongbao export} would. */
  public void writeExport(Path file) throws IOException {
    try (RowWriter writer = RowWriter.create(file)) {
      rows.forEach(writer::write);
      writer.finish();
    }
  }

  /** Writes what {@code ./hongbao campaign seeds --loaded} would. */
  public void writeSeeds(Path folder) throws IOException {
    SealingKey key = SealingKey.generate();
    SeedFiles.write(folder, campaign, "00", 1, PlanningSeed.seal(key, SHOW, SECRET), key);
  }

  private static Campaign campaign() {
    return new Campaign(
        SHOW,
        "Asia/Shanghai",
        BUCKETS,
        LIMITS,
        List.of(
            new Enterprise("bank", "Bank", "", ""),
            new Enterprise("cola", "Cola", "", ""),
            new Enterprise("tea", "Tea", "", ""),
            new Enterprise("telecom", "Telecom", "", "")),
        List.of(new Greeting("stars", "Happy New Year", "")),
        List.of(wave(FIRST, new Curve.Uniform(), 1), wave(SECOND, new Curve.Ramp(), 2)));
  }

  /** Of the second wave a half of the first's packets. */
  private static CampaignWave wave(WaveSchedule schedule, Curve curve, int part) {
    return new CampaignWave(
        schedule,
        Odds.of("0.06"),
        Odds.of("0.1"),
        curve,
        List.of(
            new Pool("bank", 80 / part, 40_000 / part, 188, 1_888),
            new Pool("cola", 160 / part, 48_000 / part, 88, 888),
            new Pool("tea", 160 / part, 32_000 / part, 58, 588),
            new Pool("telecom", 240 / part, 24_000 / part, 10, 388)));
  }

  private void load() {
    List<Wave> waves =
        campaign.waves().stream()
            .map(
                wave ->
                    new Wave(
                        wave.schedule(),
                        wave.odds(),
                        wave.greetingOdds(),
                        List.of("stars"),
                        SECRET))
            .toList();
    Terms terms =
        TermsFixture.terms()
            .show(SHOW)
            .buckets(BUCKETS, PARTITIONS)
            .waves(waves)
            .enterprises(campaign.enterprises().stream().map(Enterprise::id).toList())
            .limits(LIMITS.packetsPerUser(), LIMITS.packetsPerUserAndEnterprise())
            .build();
    SeedPlan seeds = SeedPlanner.plan(campaign, SECRET);
    for (int number = 0; number < BUCKETS; number++) {
      int bucket = number;
      Bucket loaded = new Bucket(SHOW, bucket, new DrawEngine());
      long batches =
          seeds.readBatches(
              bucket, (at, batch) -> loaded.apply(new ControlRecord(SHOW, bucket, at, "", batch)));
      loaded.apply(new ControlRecord(SHOW, bucket, batches + 1, "", terms));
      buckets.put(bucket, loaded);
    }
  }

  /** A shake that Kafka took. */
  private record Appended(ShakeRecord shake, long atMillis) {}

  private List<Appended> appended(List<EdgeLog.Logged> logged) {
    List<Appended> appended = new ArrayList<>();
    for (EdgeLog.Logged each : logged) {
      long atMillis = each.atMillis() + 2 + exponential(4);
      String user = each.who().user();
      appended.add(
          new Appended(
              new ShakeRecord(
                  new BucketKey(SHOW, UserHash.bucket(UserHash.of(user), BUCKETS)),
                  user,
                  each.shakeId(),
                  1,
                  each.stampMillis(),
                  "edge-" + (1 + (UserHash.of(user) & 1)),
                  each.who().device(),
                  each.who().address(),
                  risk(each.who().kind(), each.stampMillis()),
                  each.repeats(),
                  false),
              atMillis));
    }
    appended.sort(Comparator.comparingLong(Appended::atMillis));
    return appended;
  }

  private static RiskLevel risk(String kind, long atMillis) {
    if (atMillis < KNOWN_FROM_MILLIS) {
      return RiskLevel.NONE;
    }
    return switch (kind) {
      case "hammer", "device-farm" -> RiskLevel.EMPTY;
      case "metronome" -> RiskLevel.WATCH;
      default -> RiskLevel.NONE;
    };
  }

  private void draw(Appended appended) {
    ShakeRecord shake = appended.shake();
    Bucket bucket = buckets.get(shake.key().bucket());
    int partition = shake.key().bucket() % PARTITIONS;
    long offset = offsets.merge(partition, 1L, Long::sum) - 1;
    DrawDecision decision =
        bucket.decide(
            shake.toShake(partition, appended.atMillis()),
            user -> tallies.getOrDefault(user, UserTally.EMPTY));
    RowOutcome prize = RowOutcome.of(decision);
    rows.add(LogRow.of(shake, partition, offset, appended.atMillis(), prize));
    if (decision instanceof Decided decided) {
      bucket.accept(decided);
      decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
      if (decided.change().flatMap(DrawDecision.Change::taken).isPresent()) {
        rows.add(win(shake, partition, offset, appended.atMillis(), prize));
      }
    }
  }

  private LogRow win(
      ShakeRecord shake, int partition, long offset, long atMillis, RowOutcome prize) {
    ShakeId shakeId = shake.shakeId();
    WonRecord won =
        new WonRecord(
            prize.packetId(),
            SHOW,
            shake.key().bucket(),
            shake.user(),
            shakeId,
            prize.enterprise(),
            prize.amountFen(),
            shake.riskLevel(),
            partition,
            offset,
            atMillis,
            false);
    return LogRow.of(won, partition, offset, atMillis + 15 + exponential(25));
  }

  /** Mostly small, now and then much more: how long servers take. */
  private long exponential(long meanMillis) {
    return Math.round(-meanMillis * Math.log(1 - random.nextDouble()));
  }
}
