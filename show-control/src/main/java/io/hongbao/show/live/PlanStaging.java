package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.PlanChange;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the plans that follow a show's first one, and says what stands against them. */
public final class PlanStaging {

  /**
   * A third less than what Kafka takes for a record unless told otherwise: an operation holds it.
   */
  private static final int MAX_PLAN_BYTES = 700_000;

  private final ShowSettings settings;
  private final SealingKey sealingKey;
  private final SecretSource secrets;
  private final EnvelopeCheck envelope;

  PlanStaging(ShowSettings settings, SealingKey sealingKey, SecretSource secrets) {
    this.settings = settings;
    this.sealingKey = sealingKey;
    this.secrets = secrets;
    this.envelope = new EnvelopeCheck(settings);
  }

  /**
   * The plan that a campaign makes after the one in force.
   *
   * @param nowMillis when it is staged
   * @throws ShowRefusedException if it must not follow the plan in force, or is outside the
   *     envelope
   */
  PlanRecord next(ShowState state, Campaign campaign, String campaignSha256, long nowMillis) {
    PlanRecord inForce = requireInForce(state);
    Map<String, SealedSecret> sealed = new LinkedHashMap<>();
    for (CampaignWave wave : campaign.waves()) {
      SealedSecret known = inForce.secrets().get(wave.id());
      sealed.put(
          wave.id(),
          known != null
              ? known
              : SealedSecret.seal(sealingKey, campaign.show(), wave.id(), secrets.next()));
    }
    PlanRecord plan =
        ofKind(
            inForce.kind(),
            new PlanRecord(
                state.nextPlanNumber(),
                0,
                settings.partitions(),
                campaign,
                campaignSha256,
                sealed,
                PlanningSeed.seal(sealingKey, campaign.show(), secrets.next())));
    requireFits(plan);
    long atMillis = nowMillis + settings.activationLeadMillis();
    problem(state, plan, atMillis)
        .ifPresent(
            problem -> {
              throw new ShowRefusedException("plan " + plan.number() + ": " + problem);
            });
    envelope.require(state, plan, atMillis);
    return plan;
  }

  /**
   * The same plan of a show of a kind.
   *
   * @throws ShowRefusedException if such a show must not have that plan
   */
  public static PlanRecord ofKind(ShowKind kind, PlanRecord plan) {
    try {
      return plan.ofKind(kind);
    } catch (IllegalArgumentException e) {
      throw new ShowRefusedException("plan " + plan.number() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a plan that is too long for a record.
   *
   * @throws ShowRefusedException if it is
   */
  public static void requireFits(PlanRecord plan) {
    int bytes = plan.encode().length;
    if (bytes > MAX_PLAN_BYTES) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "show %s makes a plan of %d bytes, at most %d fit in a record: fewer or shorter texts are needed",
              plan.show(),
              bytes,
              MAX_PLAN_BYTES));
    }
  }

  /**
   * Why a plan cannot follow the one in force at an instant; empty if it can.
   *
   * @param plan staged, or about to be
   */
  Optional<String> problem(ShowState state, PlanRecord plan, long atMillis) {
    PlanRecord inForce = requireInForce(state);
    if (inForce.number() >= plan.number()) {
      return Optional.of("plan " + inForce.number() + " is in force: stage a later one");
    }
    StockAddition stock =
        StockAddition.of(state.campaignsBefore(state.nextOpNumber()), plan.campaign());
    if (!stock.problems().isEmpty()) {
      return Optional.of(String.join("; ", stock.problems()));
    }
    Optional<CampaignWave> closed =
        stock.added().orElseThrow().waves().stream()
            .filter(wave -> wave.schedule().closesAtMillis() <= atMillis)
            .findFirst();
    if (closed.isPresent()) {
      return Optional.of(
          "wave "
              + closed.get().id()
              + " gets packets and closes at "
              + Times.of(plan.campaign(), closed.get().schedule().closesAtMillis())
              + ", before they would count: add them to a later wave");
    }
    Terms current = terms(inForce, limitChanges(state, inForce, atMillis));
    Terms next = terms(plan, limitChanges(state, plan, atMillis));
    return PlanChange.problem(current, next, atMillis);
  }

  /**
   * Refuses a staged plan that must not be put in force at an instant.
   *
   * @throws ShowRefusedException if it cannot follow the plan in force, or is outside the envelope
   */
  void requireMayCount(ShowState state, PlanRecord plan, long atMillis) {
    if (state.inForce().isPresent()) {
      problem(state, plan, atMillis)
          .ifPresent(
              problem -> {
                throw new ShowRefusedException(
                    "plan "
                        + plan.number()
                        + " cannot count in time: "
                        + problem
                        + "; stage it again");
              });
    }
    envelope.require(state, plan, atMillis);
  }

  /** As the operation that appended the plan has them, or one that would do so now. */
  private static List<LimitChange> limitChanges(ShowState state, PlanRecord plan, long atMillis) {
    Optional<OpRecord> append = state.appendOf(plan.number());
    if (append.isPresent()) {
      return state.limitChanges(append.get());
    }
    List<LimitChange> changes =
        new ArrayList<>(
            state.limitChanges(state.appendOf(requireInForce(state).number()).orElseThrow()));
    ShowState.addChange(changes, new AppendPlan(plan.number(), atMillis), plan);
    return changes;
  }

  private Terms terms(PlanRecord plan, List<LimitChange> changes) {
    return PlanTerms.of(plan, changes).open(sealingKey);
  }

  static PlanRecord requireInForce(ShowState state) {
    return state
        .inForce()
        .orElseThrow(
            () ->
                new ShowRefusedException(
                    "show "
                        + state.show()
                        + " is not on: load it with ./hongbao campaign load FILE, then activate it"
                        + " with ./hongbao show activate"));
  }
}
