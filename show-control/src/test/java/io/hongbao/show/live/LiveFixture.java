package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.Campaigns;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.AckRecord.KnownShow;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A show of two waves that is on the air, its log, its time, and operators. */
final class LiveFixture {

  static final String SHA = "0123";
  static final int PARTITIONS = 2;
  static final int BUCKETS = 4;
  static final ShowSettings SETTINGS = ShowSettings.forPartitions(PARTITIONS);
  static final SigningKey.Pair SIGNING = SigningKey.generate();
  static final SealingKey SEALING = SealingKey.generate();

  /** A minute before the first wave opens. */
  static final long LOADED = Campaigns.OPENS - 60_000;

  static final CampaignWave FIRST =
      Campaigns.wave(
          "first", Campaigns.OPENS, new Curve.Uniform(), new Pool("cola", 40, 20_000, 100, 2_000));
  static final CampaignWave SECOND =
      Campaigns.wave(
          "second",
          Campaigns.OPENS + 600_000,
          new Curve.Ramp(),
          new Pool("tea", 20, 10_000, 100, 2_000));
  static final Campaign CAMPAIGN = Campaigns.of("gala", BUCKETS, FIRST, SECOND);

  final InMemoryLog log = new InMemoryLog();
  final ManualTime time = new ManualTime(LOADED);
  final ShowOperator operator = operator(log.showTopic(), log.controlLog(), 1);
  private final Map<String, KnownShow> edges = new TreeMap<>();

  private LiveFixture() {
    log.setClock(time::millis);
  }

  /** The show, loaded and not on the air. */
  static LiveFixture loaded() {
    LiveFixture fixture = empty();
    fixture.loader(SETTINGS, "ada").load(CAMPAIGN, SHA, AppendListener.NONE);
    return fixture;
  }

  /** The show's system, without the show. */
  static LiveFixture empty() {
    return new LiveFixture();
  }

  CampaignLoader loader(ShowSettings settings, String author) {
    return loader(settings, author, CutOff.never());
  }

  CampaignLoader loader(ShowSettings settings, String author, CutOff cutOff) {
    return new CampaignLoader(
        log.showTopic(cutOff, false),
        log.controlLog(cutOff, control -> false),
        settings,
        SIGNING.signingKey(),
        SEALING,
        secrets(7),
        author,
        time);
  }

  /** The show, on the air. */
  static LiveFixture onAir() {
    LiveFixture fixture = loaded();
    fixture.operator.activate("gala", OptionalLong.empty(), false, "ada");
    fixture.time.sleep(2_000);
    return fixture;
  }

  ShowOperator operator(ShowTopic topic, ControlLog controlLog, long secretNumber) {
    return operator(topic, controlLog, SETTINGS, secretNumber);
  }

  ShowOperator operator(ShowSettings settings, long secretNumber) {
    return operator(log.showTopic(), log.controlLog(), settings, secretNumber);
  }

  private ShowOperator operator(
      ShowTopic topic, ControlLog controlLog, ShowSettings settings, long secretNumber) {
    return new ShowOperator(
        topic,
        log.ackTopic(),
        controlLog,
        settings,
        SIGNING.signingKey(),
        SEALING,
        secrets(secretNumber),
        time);
  }

  /**
   * An operator whose connections are cut off together.
   *
   * @param kept whether the log takes all the same what it does not acknowledge
   */
  ShowOperator cutOff(CutOff cutOff, boolean kept) {
    return operator(log.showTopic(cutOff, kept), log.controlLog(cutOff, control -> kept), 2);
  }

  /** A log that acknowledges records only after a while. */
  ControlLog slowControlLog(long millis) {
    ControlLog connection = log.controlLog();
    return new ControlLog() {
      @Override
      public void append(int partition, SignedControl control) {
        connection.append(partition, control);
      }

      @Override
      public Map<Integer, Long> awaitAcknowledgements() {
        time.sleep(millis);
        return connection.awaitAcknowledgements();
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  static SecretSource secrets(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return () -> {
      byte[] bytes = new byte[WaveSecret.LENGTH];
      random.nextBytes(bytes);
      return new WaveSecret(bytes);
    };
  }

  ShowState state() {
    return log.show().show("gala");
  }

  /** An edge that acknowledges what it reads whenever time passes. */
  void edge(String name) {
    edges.put(name, new KnownShow(0, 0));
    log.follow(
        record -> {
          KnownShow known = edges.get(name);
          if (record instanceof PlanRecord plan) {
            edges.put(name, new KnownShow(Math.max(known.plan(), plan.number()), known.modeOp()));
          } else if (record instanceof ModeRecord mode) {
            edges.put(name, new KnownShow(known.plan(), mode.opNumber()));
          }
        });
    time.meanwhile(() -> acknowledge(name, edges.get(name)));
    acknowledge(name, edges.get(name));
  }

  /** An edge that runs and acknowledges nothing more. */
  void stuckEdge(String name, long plan) {
    time.meanwhile(() -> acknowledge(name, new KnownShow(plan, 0)));
    acknowledge(name, new KnownShow(plan, 0));
  }

  void acknowledge(String name, KnownShow known) {
    log.acknowledge(
        new AckRecord(name, time.millis(), false, 0, OptionalLong.empty(), Map.of("gala", known)));
  }

  /** What a bucket was told, and what became of it. */
  record Applied(int bucket, ControlRecord record, ControlEffect effect) {}

  /** Every control record of the log, as its bucket takes it. */
  List<Applied> applied() {
    Map<Integer, Bucket> buckets = new TreeMap<>();
    List<Applied> applied = new ArrayList<>();
    for (InMemoryLog.Entry entry : log.shakes()) {
      ControlRecord record = entry.control().verify(SIGNING.verifyingKey(), SEALING);
      Bucket bucket =
          buckets.computeIfAbsent(
              record.bucket(), number -> new Bucket("gala", number, new DrawEngine()));
      applied.add(new Applied(record.bucket(), record, bucket.apply(record)));
    }
    return applied;
  }
}
