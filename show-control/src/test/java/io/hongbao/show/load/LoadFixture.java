package io.hongbao.show.load;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.ControlLog;
import io.hongbao.show.live.CutOff;
import io.hongbao.show.live.InMemoryLog;
import io.hongbao.show.live.LogUnavailableException;
import io.hongbao.show.live.ManualTime;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SignedControl;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A campaign, keys and loaders to try loads with. */
final class LoadFixture {

  static final int PARTITIONS = 2;
  static final String SHA = "0123";
  static final long NOW = Campaigns.OPENS - 60_000;
  static final SigningKey.Pair SIGNING = SigningKey.generate();
  static final SealingKey SEALING = SealingKey.generate();

  /** Several batches in a bucket, a pool that not every bucket has a seed of, and two waves. */
  static final Campaign CAMPAIGN =
      Campaigns.of(
          "gala",
          3,
          Campaigns.wave(
              "first",
              Campaigns.OPENS,
              new Curve.Uniform(),
              new Pool("cola", 1_600, 800_000, 100, 2_000),
              new Pool("tea", 2, 400, 100, 300)),
          Campaigns.wave(
              "second",
              Campaigns.OPENS + 300_000,
              new Curve.Ramp(),
              new Pool("bank", 10, 5_000, 100, 1_000)));

  private LoadFixture() {}

  /** Loads the campaign from beginning to end. */
  static LoadReport load(InMemoryLog log, long nowMillis) {
    return loader(log, nowMillis).load(CAMPAIGN, SHA, AppendListener.NONE);
  }

  /** Puts the show on the air. */
  static PlanRecord activate(InMemoryLog log) {
    return new ShowOperator(
            log.showTopic(),
            log.ackTopic(),
            log.controlLog(),
            ShowSettings.forPartitions(PARTITIONS),
            SIGNING.signingKey(),
            SEALING,
            secrets(8),
            new ManualTime(NOW + 2_000))
        .activate("gala", OptionalLong.empty(), false, "ada")
        .plan();
  }

  /**
   * Begins to load the campaign.
   *
   * @param operations how many operations of the log are done before the connection is cut off
   * @param keeps which records the log takes all the same of those that it does not acknowledge
   * @param keepsShow whether it takes a record of show that it does not acknowledge
   * @return whether it was cut off; a load may end before
   */
  static boolean cutOff(
      InMemoryLog log, int operations, Predicate<SignedControl> keeps, boolean keepsShow) {
    CutOff cutOff = new CutOff(operations);
    CampaignLoader loader =
        loader(log.showTopic(cutOff, keepsShow), log.controlLog(cutOff, keeps), 1, NOW);
    try {
      loader.load(CAMPAIGN, SHA, AppendListener.NONE);
      return false;
    } catch (LogUnavailableException e) {
      return true;
    }
  }

  /** How many operations of the log a load takes. */
  static int operationsOfALoad() {
    int operations = 0;
    while (cutOff(new InMemoryLog(), operations, control -> true, true)) {
      operations++;
    }
    return operations;
  }

  static CampaignLoader loader(InMemoryLog log, long nowMillis) {
    return loader(log.showTopic(), log.controlLog(), 1, nowMillis);
  }

  /** A loader whose secrets follow from a number, so that two loads can be compared. */
  static CampaignLoader loader(
      ShowTopic showTopic, ControlLog controlLog, long secretNumber, long nowMillis) {
    return new CampaignLoader(
        showTopic,
        controlLog,
        ShowSettings.forPartitions(PARTITIONS),
        SIGNING.signingKey(),
        SEALING,
        secrets(secretNumber),
        "ada",
        () -> Instant.ofEpochMilli(nowMillis));
  }

  static SecretSource secrets(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return () -> {
      byte[] bytes = new byte[WaveSecret.LENGTH];
      random.nextBytes(bytes);
      return new WaveSecret(bytes);
    };
  }
}
