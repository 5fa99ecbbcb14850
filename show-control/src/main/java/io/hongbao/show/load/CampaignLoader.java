package io.hongbao.show.load;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.show.live.ActiveShows;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.ControlLog;
import io.hongbao.show.live.EnvelopeCheck;
import io.hongbao.show.live.FirstSeeds;
import io.hongbao.show.live.Operations;
import io.hongbao.show.live.PlanContent;
import io.hongbao.show.live.PlanStaging;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Loads campaigns into the log: the first two operations of a show. The first stages its first
 * plan, with fresh secrets; the second appends every bucket's seeds and terms, where they are inert
 * until the plan is activated. A load that was cut off anywhere is finished by repeating it.
 *
 * <p>Not thread-safe; two loaders of the same show at the same time do no harm to each other.
 */
public final class CampaignLoader {

  /** The plan that a campaign file makes; later numbers are made by operators during the show. */
  public static final long FIRST_PLAN = 1;

  /** Shadow shows that may be on at once: each costs every edge the memory of its plans. */
  public static final int MAX_SHADOW_SHOWS = 4;

  private final ShowTopic showTopic;
  private final ControlLog controlLog;
  private final ShowSettings settings;
  private final SigningKey signingKey;
  private final SealingKey sealingKey;
  private final SecretSource secrets;
  private final String author;
  private final InstantSource clock;
  private final ShowKind kind;

  /**
   * A loader of live shows.
   *
   * @param author who loads, as it stands in the operations
   * @param clock what the time is
   */
  public CampaignLoader(
      ShowTopic showTopic,
      ControlLog controlLog,
      ShowSettings settings,
      SigningKey signingKey,
      SealingKey sealingKey,
      SecretSource secrets,
      String author,
      InstantSource clock) {
    this(
        showTopic,
        controlLog,
        settings,
        signingKey,
        sealingKey,
        secrets,
        author,
        clock,
        ShowKind.LIVE);
  }

  private CampaignLoader(
      ShowTopic showTopic,
      ControlLog controlLog,
      ShowSettings settings,
      SigningKey signingKey,
      SealingKey sealingKey,
      SecretSource secrets,
      String author,
      InstantSource clock,
      ShowKind kind) {
    this.showTopic = showTopic;
    this.controlLog = controlLog;
    this.settings = settings;
    this.signingKey = signingKey;
    this.sealingKey = sealingKey;
    this.secrets = secrets;
    this.author = author;
    this.clock = clock;
    this.kind = kind;
  }

  /** The same loader, of shows of another kind. */
  public CampaignLoader ofKind(ShowKind other) {
    return new CampaignLoader(
        showTopic, controlLog, settings, signingKey, sealingKey, secrets, author, clock, other);
  }

  /** Loads a campaign as of now, with seeds that are planned for it. */
  public LoadReport load(Campaign campaign, String campaignSha256, AppendListener listener) {
    return load(campaign, campaignSha256, Optional.empty(), clock.millis(), listener);
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off.
   *
   * @param campaignSha256 of the file it was read from; a show belongs to one file
   * @param given the seeds to append, each checked before anything is appended; if empty, they are
   *     planned
   * @param startedAtMillis when the load begins: what the campaign's {@code now} counts from
   * @throws ShowRefusedException if the show was loaded from another file, with other seeds, as
   *     another kind or for another log, if the given seeds are not the campaign's, if its first
   *     wave opens too soon, if {@link #MAX_SHADOW_SHOWS} others are on, or if it is outside the
   *     show's envelope
   * @throws io.hongbao.show.live.LogUnavailableException if the log stops to answer; repeat the
   *     load then
   */
  public LoadReport load(
      Campaign campaign,
      String campaignSha256,
      Optional<SeedFolder> given,
      long startedAtMillis,
      AppendListener listener) {
    ShowTable table = showTopic.read();
    ShowState state = table.show(campaign.show());
    Optional<PlanRecord> known = state.plan(FIRST_PLAN);
    if (known.isPresent()) {
      requireSameOrigin(known.get(), isAppended(state), campaignSha256, given);
      return finish(state, seeds(given), startedAtMillis, listener);
    }
    requireRoom(table, campaign.show());
    Optional<SeedPlan> read = given.map(folder -> folder.read(campaign, campaignSha256));
    PlanRecord plan = firstPlan(campaign, campaignSha256, given, startedAtMillis);
    // Of two loads at once, the first has staged; its relative times may be others.
    FirstSeeds checked =
        staged ->
            read.filter(seeds -> staged.campaign().equals(campaign))
                .orElseGet(() -> seeds(given).of(staged));
    ShowState staged = stage(plan, campaignSha256, given, checked, listener);
    return finish(staged, checked, startedAtMillis, listener);
  }

  /**
   * Finishes a load that was cut off, unless that takes seed files; does nothing if it is done.
   *
   * @throws ShowRefusedException if the plan was made for another log or under another key
   * @throws io.hongbao.show.live.LogUnavailableException if the log stops to answer; repeat then
   */
  public LoadReport finish(ShowState state, AppendListener listener) {
    PlanRecord plan = state.plan(FIRST_PLAN).orElseThrow();
    long startedAtMillis = clock.millis();
    if (!isAppended(state) && plan.seedManifestSha256().isPresent()) {
      return LoadReport.ofNothing(Status.WAITING_FOR_SEEDS, plan, 0);
    }
    return finish(state, FirstSeeds.planned(sealingKey), startedAtMillis, listener);
  }

  private LoadReport finish(
      ShowState state, FirstSeeds seeds, long startedAtMillis, AppendListener listener) {
    PlanRecord plan = state.plan(FIRST_PLAN).orElseThrow();
    if (isAppended(state)) {
      return LoadReport.ofNothing(Status.LOADED_BEFORE, plan, clock.millis() - startedAtMillis);
    }
    Operations operations = operations(seeds, listener);
    operations.performIfNeeded(
        plan.show(),
        author,
        now ->
            now.appendOf(FIRST_PLAN).isPresent()
                ? Optional.empty()
                : Optional.of(new AppendPlan(requireBounded(now, plan).number(), clock.millis())));
    long durationMillis = clock.millis() - startedAtMillis;
    return operations
        .lastContent()
        .map(content -> report(plan, content, durationMillis))
        .orElseGet(() -> LoadReport.ofNothing(Status.LOADED_BEFORE, plan, durationMillis));
  }

  private static LoadReport report(PlanRecord plan, PlanContent content, long durationMillis) {
    return new LoadReport(
        Status.LOADED,
        plan,
        content.records(),
        content.packets(),
        content.amountFen(),
        durationMillis);
  }

  private static boolean isAppended(ShowState state) {
    return state.appendOf(FIRST_PLAN).filter(OpRecord::isDone).isPresent();
  }

  private Operations operations(FirstSeeds seeds, AppendListener listener) {
    return new Operations(
        showTopic, controlLog, settings, signingKey, sealingKey, seeds, listener, clock);
  }

  /** The seeds of the first plan: given if it was staged with a folder of them, else planned. */
  private FirstSeeds seeds(Optional<SeedFolder> given) {
    return given
        .map(
            folder ->
                (FirstSeeds)
                    plan -> {
                      FirstSeeds.planningSeed(plan, sealingKey);
                      return folder.read(plan.campaign(), plan.campaignSha256());
                    })
        .orElseGet(() -> FirstSeeds.planned(sealingKey));
  }

  /**
   * A load goes on with the file and the seeds that it began with. Once it is done, nobody needs to
   * name the seeds again; whoever does must name those.
   */
  private void requireSameOrigin(
      PlanRecord plan, boolean isDone, String campaignSha256, Optional<SeedFolder> given) {
    if (!plan.campaignSha256().equals(campaignSha256)) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was loaded from another file (SHA-256 %s, this one has %s): load that file, or give the show another name",
              plan.show(),
              plan.campaignSha256(),
              campaignSha256));
    }
    if (!plan.kind().equals(kind)) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was loaded as a %s show of %s, this load is of a %s show of %s: load it as it was, or give the show another name",
              plan.show(),
              plan.kind().label(),
              plan.kind().phones(),
              kind.label(),
              kind.phones()));
    }
    Optional<String> manifestSha256 = given.map(SeedFolder::manifestSha256);
    boolean needNotBeNamed = isDone && given.isEmpty();
    if (!needNotBeNamed && !manifestSha256.equals(plan.seedManifestSha256())) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "the load of show %s was begun %s, this one comes %s: repeat it as it was begun, or give the show another name",
              plan.show(),
              origin(plan.seedManifestSha256()),
              origin(manifestSha256)));
    }
  }

  private void requireRoom(ShowTable table, String show) {
    List<String> on =
        ActiveShows.shadowsAt(table, clock.millis()).stream().map(ShowState::show).toList();
    if (kind.isShadow() && on.size() >= MAX_SHADOW_SHOWS) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "show %s: %d shadow shows are on, %s, at most %d may be: end one first with"
                  + " ./hongbao show end --now --show %s",
              show,
              on.size(),
              String.join(", ", on),
              MAX_SHADOW_SHOWS,
              on.get(0)));
    }
  }

  private static String origin(Optional<String> manifestSha256) {
    return manifestSha256
        .map(sha256 -> "with --seeds and a manifest of SHA-256 " + sha256)
        .orElse("without --seeds");
  }

  /** Stages the first plan, unless another loader was faster, and returns the show. */
  private ShowState stage(
      PlanRecord plan,
      String campaignSha256,
      Optional<SeedFolder> given,
      FirstSeeds seeds,
      AppendListener listener) {
    operations(seeds, listener)
        .performIfNeeded(
            plan.show(),
            author,
            now ->
                now.plan(FIRST_PLAN).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Stage(requireBounded(now, plan))));
    ShowState state = showTopic.read().show(plan.show());
    requireSameOrigin(
        state.plan(FIRST_PLAN).orElseThrow(), isAppended(state), campaignSha256, given);
    return state;
  }

  private PlanRecord requireBounded(ShowState state, PlanRecord plan) {
    new EnvelopeCheck(settings).require(state, plan, clock.millis());
    return plan;
  }

  private PlanRecord firstPlan(
      Campaign campaign, String campaignSha256, Optional<SeedFolder> given, long nowMillis) {
    FirstOpening.problem(campaign, nowMillis, settings.activationLeadMillis())
        .ifPresent(
            problem -> {
              throw new ShowRefusedException("show " + campaign.show() + ": " + problem);
            });
    Map<String, SealedSecret> sealed = new LinkedHashMap<>();
    for (CampaignWave wave : campaign.waves()) {
      sealed.put(
          wave.id(), SealedSecret.seal(sealingKey, campaign.show(), wave.id(), secrets.next()));
    }
    SealedSecret planningSeed =
        given
            .map(SeedFolder::sealedPlanningSeed)
            .orElseGet(() -> PlanningSeed.seal(sealingKey, campaign.show(), secrets.next()));
    PlanRecord plan =
        PlanStaging.ofKind(
            kind,
            new PlanRecord(
                FIRST_PLAN,
                0,
                settings.partitions(),
                campaign,
                campaignSha256,
                sealed,
                planningSeed,
                given.map(SeedFolder::manifestSha256)));
    given.ifPresent(folder -> requireOpens(plan));
    PlanStaging.requireFits(plan);
    return plan;
  }

  private void requireOpens(PlanRecord plan) {
    try {
      PlanningSeed.open(sealingKey, plan.show(), plan.sealedPlanningSeed());
    } catch (MalformedRecordException e) {
      throw new ShowRefusedException(
          "show "
              + plan.show()
              + " has seeds that were written under another sealing key, or by another version: load"
              + " them with that one, or write others with this one",
          e);
    }
  }
}
