package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a plan is within the show's envelope. It is asked before a plan is staged, before its
 * seeds are appended, and before it is activated.
 *
 * <p>Where the approver's public key is known, every plan of a live show needs an envelope that
 * this key's holder signed. Where it is not known, an envelope that stands in {@code show} bounds
 * the plan all the same, and a show without one is not bounded. A shadow or practice show gives no
 * money away and needs none; one that was signed for it bounds it as it would a live one.
 */
public final class EnvelopeCheck {

  private final Optional<VerifyingKey> approverKey;

  public EnvelopeCheck(ShowSettings settings) {
    this.approverKey = settings.approverKey();
  }

  /**
   * Refuses a plan that is outside its show's envelope.
   *
   * @param state of the show; what the plan adds to it has no other problem
   * @param atMillis when the plan is to count
   * @throws ShowRefusedException naming each figure that is out of bounds beside its bound
   */
  public void require(ShowState state, PlanRecord plan, long atMillis) {
    missing(state, plan.kind())
        .ifPresent(
            problem -> {
              throw new ShowRefusedException(problem);
            });
    Optional<EnvelopeRecord> envelope = state.envelope();
    if (envelope.isEmpty()) {
      return;
    }
    requireApproved(envelope.get());
    List<String> problems = problems(envelope.get().envelope(), state, plan, atMillis);
    if (!problems.isEmpty()) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "plan %d is outside envelope %d of show %s: %s",
              plan.number(),
              envelope.get().number(),
              plan.show(),
              String.join("; ", problems)));
    }
  }

  /** What is to be done first if a show needs an envelope and has none. */
  public Optional<String> missing(ShowState state, ShowKind kind) {
    return kind.isLive() && approverKey.isPresent() && state.envelope().isEmpty()
        ? Optional.of(
            "no envelope bounds show "
                + state.show()
                + ": the approver must sign one with ./hongbao show envelope FILE --key FILE")
        : Optional.empty();
  }

  /**
   * Refuses an envelope of somebody else.
   *
   * @throws ShowRefusedException if the approver's key is known and did not sign it
   */
  void requireApproved(EnvelopeRecord envelope) {
    if (approverKey.isPresent() && !envelope.isApprovedBy(approverKey.get())) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "envelope %d of show %s is not signed by the approver: expected the key whose public"
                  + " half is in HONGBAO_APPROVER_KEY or DIR/keys/approver.pub",
              envelope.number(),
              envelope.show()));
    }
  }

  /** What stands against a plan in an envelope: each figure beside its bound. */
  static List<String> problems(Envelope envelope, ShowState state, PlanRecord plan, long atMillis) {
    return envelope.problems(
        plan.campaign(),
        releases(state, plan, atMillis),
        atMillis,
        instant -> Times.of(plan.campaign(), instant));
  }

  /** Every stock that was added, or will be with the plan, with how it is released. */
  private static List<CampaignWave> releases(ShowState state, PlanRecord plan, long atMillis) {
    List<CampaignWave> releases = new ArrayList<>();
    List<Campaign> before = new ArrayList<>();
    for (PlanRecord activated : state.activatedBefore(state.nextOpNumber())) {
      if (activated.number() < plan.number()) {
        long addedAtMillis =
            state.appendOf(activated.number()).map(EnvelopeCheck::atMillis).orElse(atMillis);
        releases.addAll(added(before, activated.campaign(), addedAtMillis));
        before.add(activated.campaign());
      }
    }
    long addedAtMillis =
        state.appendOf(plan.number()).map(EnvelopeCheck::atMillis).orElse(atMillis);
    releases.addAll(added(before, plan.campaign(), addedAtMillis));
    return releases.stream().filter(wave -> plan.campaign().wave(wave.id()).isPresent()).toList();
  }

  private static long atMillis(OpRecord append) {
    return ((OpRecord.AppendPlan) append.op()).atMillis();
  }

  private static List<CampaignWave> added(List<Campaign> before, Campaign plan, long atMillis) {
    return before.isEmpty()
        ? plan.waves()
        : AddedStock.of(before, plan, atMillis).campaign().waves();
  }
}
