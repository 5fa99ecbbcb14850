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
import java.util.function.Supplier;

/**
 * Loads campaigns into the log.
 *
 * <p>In this order: the plan is staged, with fresh secrets; every bucket's seeds and terms are
 * appended and acknowledged; the plan is called activating, with an instant; every bucket's
 * Activate is appended and acknowledged; the plan is active. All that is appended follows from the
 * staged plan, and from the folder of seed files whose digest it has if seeds were not planned but
 * given. So a load that was cut off anywhere is finished by repeating it: buckets meet the same
 * records again, under the same numbers, and ignore them.
 *
 * <p>Not thread-safe; two loaders of the same show at the same time do no harm to each other.
 */
public final class CampaignLoader {

  /** The plan that a campaign file makes; later numbers are made by operators during the show. */
  public static final long FIRST_PLAN = 1;

  /** A tenth less than what Kafka takes for a record unless told otherwise. */
  private static final int MAX_PLAN_BYTES = 900_000;

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

  /** Loads a campaign as of now, with seeds that are planned for it. */
  public LoadReport load(Campaign campaign, String campaignSha256, LoadListener listener) {
    return load(campaign, campaignSha256, Optional.empty(), clock.millis(), listener);
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off.
   *
   * @param campaignSha256 of the file it was read from; a show belongs to one file
   * @param given the seeds to append, each checked before anything is appended; if empty, they are
   *     planned
   * @param startedAtMillis when the load begins: what the campaign's {@code now} counts from
   * @throws LoadRefusedException if the show was loaded from another file, with other seeds or for
   *     another log, if the given seeds are not the campaign's, or if its first wave opens too soon
   * @throws LogUnavailableException if the log stops to answer; repeat the load then
   */
  public LoadReport load(
      Campaign campaign,
      String campaignSha256,
      Optional<SeedFolder> given,
      long startedAtMillis,
      LoadListener listener) {
    Optional<PlanRecord> known = find(campaign.show());
    if (known.isPresent()) {
      requireSameOrigin(known.get(), campaignSha256, given);
      return finish(known.get(), () -> seeds(known.get(), given), startedAtMillis, listener);
    }
    Optional<SeedPlan> read = given.map(folder -> folder.read(campaign, campaignSha256));
    PlanRecord plan = stage(campaign, campaignSha256, given, startedAtMillis);
    requireSameOrigin(plan, campaignSha256, given);
    // Of two loads at once, the first has staged; its relative times may be others.
    Optional<SeedPlan> checked = read.filter(seeds -> plan.campaign().equals(campaign));
    return finish(
        plan, () -> checked.orElseGet(() -> seeds(plan, given)), startedAtMillis, listener);
  }

  /**
   * Finishes a load that was cut off, unless that takes seed files; does nothing if the plan is
   * active.
   *
   * @param plan as {@link ShowTopic#plans()} tells it
   * @throws LoadRefusedException if the plan was made for another log or under another key
   * @throws LogUnavailableException if the log stops to answer; repeat then
   */
  public LoadReport finish(PlanRecord plan, LoadListener listener) {
    long startedAtMillis = clock.millis();
    if (!plan.isActive() && plan.seedManifestSha256().isPresent()) {
      return LoadReport.ofNothing(Status.WAITING_FOR_SEEDS, plan, 0);
    }
    return finish(plan, () -> seeds(plan, Optional.empty()), startedAtMillis, listener);
  }

  private LoadReport finish(
      PlanRecord plan, Supplier<SeedPlan> seedSource, long startedAtMillis, LoadListener listener) {
    if (plan.isActive()) {
      return LoadReport.ofNothing(Status.ALREADY_ACTIVE, plan, clock.millis() - startedAtMillis);
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
    SeedPlan seeds = seedSource.get();
    BucketAppender appender = new BucketAppender(plan, seeds, controlLog, signingKey);
    for (int bucket = 0; bucket < seeds.buckets(); bucket++) {
      appender.append(bucket);
      listener.bucketAppended(bucket + 1, seeds.buckets());
    }
    controlLog.awaitAcknowledgements();
    return activate(plan, appender, startedAtMillis);
  }

  /** The seeds of a plan: given if it was staged with a folder of them, else planned. */
  private SeedPlan seeds(PlanRecord plan, Optional<SeedFolder> given) {
    WaveSecret planningSeed =
        open(
            plan.show(),
            plan.sealedPlanningSeed(),
            " was staged under another sealing key, or by another version: finish it with that one");
    return given
        .map(folder -> folder.read(plan.campaign(), plan.campaignSha256()))
        .orElseGet(() -> SeedPlanner.plan(plan.campaign(), planningSeed));
  }

  /**
   * A load goes on with the file and the seeds that it began with. Once it is done, nobody needs to
   * name the seeds again; whoever does must name those.
   */
  private static void requireSameOrigin(
      PlanRecord plan, String campaignSha256, Optional<SeedFolder> given) {
    if (!plan.campaignSha256().equals(campaignSha256)) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was loaded from another file (SHA-256 %s, this one has %s): load that file, or give the show another name",
              plan.show(),
              plan.campaignSha256(),
              campaignSha256));
    }
    Optional<String> manifestSha256 = given.map(SeedFolder::manifestSha256);
    boolean isDone = plan.isActive() && given.isEmpty();
    if (!isDone && !manifestSha256.equals(plan.seedManifestSha256())) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "the load of show %s was begun %s, this one comes %s: repeat it as it was begun, or give the show another name",
              plan.show(),
              origin(plan.seedManifestSha256()),
              origin(manifestSha256)));
    }
  }

  private static String origin(Optional<String> manifestSha256) {
    return manifestSha256
        .map(sha256 -> "with --seeds and a manifest of SHA-256 " + sha256)
        .orElse("without --seeds");
  }

  /** Activates the plan, unless another loader was faster. */
  private LoadReport activate(PlanRecord plan, BucketAppender appender, long startedAtMillis) {
    PlanRecord active = activating(plan);
    if (!active.isActive()) {
      appender.activate(active.activatesAtMillis());
      controlLog.awaitAcknowledgements();
      active = activated(active);
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

  /** The plan with the instant that every Activate of it names, whoever appends them. */
  private PlanRecord activating(PlanRecord plan) {
    PlanRecord known = known(plan.show());
    if (known.isActivating() || known.isActive()) {
      return known;
    }
    showTopic.append(plan.activatingAt(clock.millis() + settings.activationLeadMillis()));
    return known(plan.show());
  }

  private PlanRecord activated(PlanRecord activating) {
    PlanRecord known = known(activating.show());
    if (known.isActive()) {
      return known;
    }
    PlanRecord active = activating.activeFrom(followedFromMillis(activating));
    showTopic.append(active);
    return active;
  }

  /** The instant of the Activates, unless they took so long that edges would follow too late. */
  private long followedFromMillis(PlanRecord activating) {
    long nowMillis = clock.millis();
    boolean isInTime =
        activating.activatesAtMillis() >= nowMillis + settings.activationLeadMillis() / 2;
    return isInTime ? activating.activatesAtMillis() : nowMillis + settings.activationLeadMillis();
  }

  private Optional<PlanRecord> find(String show) {
    return showTopic.plans().stream()
        .filter(plan -> plan.show().equals(show) && plan.number() == FIRST_PLAN)
        .findFirst();
  }

  /** Appends a plan with fresh secrets and returns the one that then stands in the topic. */
  private PlanRecord stage(
      Campaign campaign, String campaignSha256, Optional<SeedFolder> given, long nowMillis) {
    FirstOpening.problem(campaign, nowMillis, settings.activationLeadMillis())
        .ifPresent(
            problem -> {
              throw new LoadRefusedException("show " + campaign.show() + ": " + problem);
            });
    PlanRecord plan = freshPlan(campaign, campaignSha256, given);
    int bytes = plan.encode().length;
    if (bytes > MAX_PLAN_BYTES) {
      throw new LoadRefusedException(
          String.format(
              Locale.ROOT,
              "show %s makes a plan of %d bytes, at most %d fit in a record: fewer or shorter texts are needed",
              campaign.show(),
              bytes,
              MAX_PLAN_BYTES));
    }
    showTopic.append(plan);
    return known(campaign.show());
  }

  /** The plan that was staged. */
  private PlanRecord known(String show) {
    return find(show)
        .orElseThrow(() -> new OperationFailedException("plan of " + show + " is not in the log"));
  }

  private PlanRecord freshPlan(
      Campaign campaign, String campaignSha256, Optional<SeedFolder> given) {
    Map<String, SealedSecret> sealed = new LinkedHashMap<>();
    for (CampaignWave wave : campaign.waves()) {
      sealed.put(
          wave.id(), SealedSecret.seal(sealingKey, campaign.show(), wave.id(), secrets.next()));
    }
    SealedSecret planningSeed =
        given
            .map(SeedFolder::sealedPlanningSeed)
            .orElseGet(() -> PlanningSeed.seal(sealingKey, campaign.show(), secrets.next()));
    open(
        campaign.show(),
        planningSeed,
        " has seeds that were written under another sealing key, or by another version: load them with that one, or write others with this one");
    return new PlanRecord(
        FIRST_PLAN,
        0,
        settings.partitions(),
        campaign,
        campaignSha256,
        sealed,
        planningSeed,
        given.map(SeedFolder::manifestSha256));
  }

  private WaveSecret open(String show, SealedSecret planningSeed, String problem) {
    try {
      return PlanningSeed.open(sealingKey, show, planningSeed);
    } catch (MalformedRecordException e) {
      throw new LoadRefusedException("show " + show + problem, e);
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
