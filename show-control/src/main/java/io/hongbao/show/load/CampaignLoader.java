package io.hongbao.show.load;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Loads campaigns into the log.
 *
 * <p>In this order: the plan is staged, with fresh secrets; every bucket's control records are
 * appended and acknowledged; the plan is activated. All that is appended follows from the staged
 * plan alone, so a load that was cut off anywhere is finished by repeating it: buckets meet the
 * same records again, under the same numbers, and ignore them.
 *
 * <p>Not thread-safe; two loaders of the same show at the same time do no harm to each other.
 */
public final class CampaignLoader {

  /** The plan that a campaign file makes; later numbers are made by operators during the show. */
  private static final long FIRST_PLAN = 1;

  /** A tenth less than what Kafka takes for a record unless told otherwise. */
  private static final int MOST_PLAN_BYTES = 900_000;

  private final ShowTopic showTopic;
  private final ControlLog controlLog;
  private final LoadSettings settings;
  private final SigningKey signingKey;
  private final SealingKey sealingKey;
  private final SecretSource secrets;
  private final InstantSource clock;

  /**
   * A loader.
   *
   * @param clock what the time is; asked when a load starts, before activation and at the end
   */
  public CampaignLoader(
      ShowTopic showTopic,
      ControlLog controlLog,
      LoadSettings settings,
      SigningKey signingKey,
      SealingKey sealingKey,
      SecretSource secrets,
      InstantSource clock) {
    this.showTopic = showTopic;
    this.controlLog = controlLog;
    this.settings = settings;
    this.signingKey = signingKey;
    this.sealingKey = sealingKey;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off.
   *
   * @param campaignSha256 of the file it was read from; a show belongs to one file
   * @throws LoadRefusedException if the show was loaded from another file, or for another log, or
   *     if its first wave opens too soon
   * @throws LogUnavailableException if the log stops to answer; repeat the load then
   */
  public LoadReport load(Campaign campaign, String campaignSha256, LoadListener listener) {
    return load(campaign, campaignSha256, clock.millis(), listener);
  }

  /**
   * The same.
   *
   * @param startedAtMillis when the load begins: what the campaign's {@code now} counts from
   */
  public LoadReport load(
      Campaign campaign, String campaignSha256, long startedAtMillis, LoadListener listener) {
    PlanRecord plan =
        find(campaign.show()).orElseGet(() -> stage(campaign, campaignSha256, startedAtMillis));
    if (!plan.campaignSha256().equals(campaignSha256)) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was loaded from another file (SHA-256 %s, this one has %s): load that file, or give the show another name",
              plan.show(),
              plan.campaignSha256(),
              campaignSha256));
    }
    return finish(plan, startedAtMillis, listener);
  }

  /**
   * Finishes a load that was cut off; does nothing if the plan is active.
   *
   * @param plan as {@link ShowTopic#plans()} tells it
   * @throws LoadRefusedException if the plan was made for another log or under another key
   * @throws LogUnavailableException if the log stops to answer; repeat then
   */
  public LoadReport finish(PlanRecord plan, LoadListener listener) {
    return finish(plan, clock.millis(), listener);
  }

  private LoadReport finish(PlanRecord plan, long startedAtMillis, LoadListener listener) {
    if (plan.isActive()) {
      return new LoadReport(Status.ALREADY_ACTIVE, plan, 0, 0, 0, clock.millis() - startedAtMillis);
    }
    if (plan.number() != FIRST_PLAN) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT, "plan %s was not made by a load: expected plan 1", plan.key()));
    }
    if (plan.partitions() != settings.partitions()) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was staged for a log of %d partitions, this one has %d: load it where it was staged, or give the show another name",
              plan.show(),
              plan.partitions(),
              settings.partitions()));
    }
    SeedPlan seeds = SeedPlanner.plan(plan.campaign(), planningSeed(plan));
    BucketAppender appender = new BucketAppender(plan, seeds, controlLog, signingKey);
    for (int bucket = 0; bucket < seeds.buckets(); bucket++) {
      appender.append(bucket);
      listener.bucketAppended(bucket + 1, seeds.buckets());
    }
    controlLog.awaitAcknowledgements();
    return activate(plan, appender, startedAtMillis);
  }

  /** Activates the plan, unless another loader was faster. */
  private LoadReport activate(PlanRecord plan, BucketAppender appender, long startedAtMillis) {
    PlanRecord active = find(plan.show()).filter(PlanRecord::isActive).orElse(null);
    if (active == null) {
      active = plan.activeFrom(clock.millis() + settings.activationLeadMillis());
      showTopic.append(active);
    }
    Status status =
        active.activatesAtMillis() > firstOpeningMillis(plan.campaign())
            ? Status.LOADED_AFTER_OPENING
            : Status.LOADED;
    return new LoadReport(
        status,
        active,
        appender.records(),
        appender.packets(),
        appender.amountFen(),
        clock.millis() - startedAtMillis);
  }

  private Optional<PlanRecord> find(String show) {
    return showTopic.plans().stream()
        .filter(plan -> plan.show().equals(show) && plan.number() == FIRST_PLAN)
        .findFirst();
  }

  /** Appends a plan with fresh secrets and returns the one that then stands in the topic. */
  private PlanRecord stage(Campaign campaign, String campaignSha256, long nowMillis) {
    FirstOpening.problem(campaign, nowMillis, settings.activationLeadMillis())
        .ifPresent(
            problem -> {
              throw new LoadRefusedException("show " + campaign.show() + ": " + problem);
            });
    PlanRecord plan = freshPlan(campaign, campaignSha256);
    int bytes = plan.encode().length;
    if (bytes > MOST_PLAN_BYTES) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s makes a plan of %d bytes, at most %d fit in a record: fewer or shorter texts are needed",
              campaign.show(),
              bytes,
              MOST_PLAN_BYTES));
    }
    showTopic.append(plan);
    return find(campaign.show())
        .orElseThrow(
            () ->
                new OperationFailedException("plan of " + campaign.show() + " is not in the log"));
  }

  private PlanRecord freshPlan(Campaign campaign, String campaignSha256) {
    Map<String, SealedSecret> sealed = new LinkedHashMap<>();
    for (CampaignWave wave : campaign.waves()) {
      sealed.put(
          wave.id(), SealedSecret.seal(sealingKey, campaign.show(), wave.id(), secrets.next()));
    }
    return new PlanRecord(
        FIRST_PLAN,
        0,
        settings.partitions(),
        campaign,
        campaignSha256,
        sealed,
        PlanningSeed.seal(sealingKey, campaign.show(), secrets.next()));
  }

  private WaveSecret planningSeed(PlanRecord plan) {
    try {
      return PlanningSeed.open(sealingKey, plan.show(), plan.sealedPlanningSeed());
    } catch (MalformedRecordException e) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was staged under another sealing key, or by another version: finish it with that one",
              plan.show()),
          e);
    }
  }

  private static long firstOpeningMillis(Campaign campaign) {
    return campaign.waves().stream()
        .mapToLong(wave -> wave.schedule().opensAtMillis())
        .min()
        .orElseThrow(
            () -> new LoadRefusedException("show " + campaign.show() + ": expected a wave"));
  }
}
