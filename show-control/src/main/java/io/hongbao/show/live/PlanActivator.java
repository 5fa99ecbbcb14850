package io.hongbao.show.live;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.yaml.DurationFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts staged plans in force, each step after the acknowledgements of the one before. */
final class PlanActivator {

  /** What is left for acknowledgements and records, at first; doubled if it was too short. */
  static final long ALLOWANCE_MILLIS = 1_000;

  static final int MAX_TRIES = 4;

  private final ShowTopic topic;
  private final ShowSettings settings;
  private final Waiting clock;
  private final Operations operations;
  private final PlanStaging staging;
  private final NodeWatch nodes;

  PlanActivator(
      ShowTopic topic,
      ShowSettings settings,
      Waiting clock,
      Operations operations,
      PlanStaging staging,
      NodeWatch nodes) {
    this.topic = topic;
    this.settings = settings;
    this.clock = clock;
    this.operations = operations;
    this.staging = staging;
    this.nodes = nodes;
  }

  /** As {@link ShowOperator#activate} says. */
  Activation activate(String show, OptionalLong atMillis, boolean force, String author) {
    ShowState state = operations.complete(show);
    PlanRecord plan = state.requireStaged();
    requireApproved(state, plan);
    staging.requireMayCount(state, plan, instant(atMillis));
    requireNoOtherOpen(state);
    long earliestMillis = clock.millis() + settings.activationLeadMillis();
    if (atMillis.isPresent() && atMillis.getAsLong() < earliestMillis) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "plan %d cannot count that early: the earliest moment is %s, %s from now",
              plan.number(),
              Times.of(plan.campaign(), earliestMillis),
              DurationFormatter.format(settings.activationLeadMillis())));
    }
    List<String> behind = nodes.awaitPlan(state, plan.number());
    if (!behind.isEmpty() && !force) {
      throw notAcknowledged(plan, behind);
    }
    return activateStaged(show, plan.number(), atMillis, behind, author);
  }

  private static ShowRefusedException notAcknowledged(PlanRecord plan, List<String> behind) {
    return new ShowRefusedException(
        String.format(
            Locale.ROOT,
            "plan %d is not acknowledged by %s: look whether they run, take them out with"
                + " ./hongbao show forget NODE, or pass them over with --force",
            plan.number(),
            String.join(", ", behind)));
  }

  /**
   * Activates a plan that is staged and acknowledged, or whose missing nodes are passed over. The
   * instant of changed limits stands in the plan's terms, which are appended before its activation;
   * if that takes longer than was left for it, the plan is staged again with more time.
   */
  Activation activateStaged(
      String show, long plan, OptionalLong atMillis, List<String> behind, String author) {
    long number = plan;
    long spareMillis = ALLOWANCE_MILLIS;
    for (int tries = 1; ; tries++) {
      append(show, number, atMillis, spareMillis, author);
      if (!isTooLateForLimits(operations.complete(show), number) || tries == MAX_TRIES) {
        return activateAppended(show, number, atMillis, behind, author);
      }
      spareMillis *= 2;
      number = stageAgain(show, number, behind, author);
    }
  }

  private void append(
      String show, long plan, OptionalLong atMillis, long spareMillis, String author) {
    operations.performIfNeeded(
        show,
        author,
        state -> {
          if (state.appendOf(plan).isPresent()) {
            return Optional.empty();
          }
          PlanRecord staged = requireStill(state, plan);
          long earliestMillis =
              clock.millis()
                  + settings.activationLeadMillis()
                  + (changesLimits(state, staged) ? spareMillis : 0);
          long fromMillis = Math.max(atMillis.orElse(earliestMillis), earliestMillis);
          staging.requireMayCount(state, staged, fromMillis);
          return Optional.of(new AppendPlan(plan, fromMillis));
        });
  }

  private Activation activateAppended(
      String show, long plan, OptionalLong atMillis, List<String> behind, String author) {
    Operations.Done done =
        operations.perform(
            show, author, state -> activation(state, plan, instant(atMillis), !behind.isEmpty()));
    PlanRecord active = done.state().plan(plan).orElseThrow();
    return new Activation(active, active.activatesAtMillis(), behind);
  }

  private static boolean changesLimits(ShowState state, PlanRecord plan) {
    return state
        .inForce()
        .filter(inForce -> !inForce.campaign().limits().equals(plan.campaign().limits()))
        .isPresent();
  }

  private boolean isTooLateForLimits(ShowState state, long plan) {
    AppendPlan append = (AppendPlan) state.appendOf(plan).orElseThrow().op();
    return changesLimits(state, requireStill(state, plan))
        && append.atMillis() < clock.millis() + settings.activationLeadMillis();
  }

  private long stageAgain(String show, long plan, List<String> behind, String author) {
    Operations.Done done =
        operations.perform(
            show,
            author,
            state -> {
              PlanRecord late = requireStill(state, plan);
              return new Stage(
                  staging.next(state, late.campaign(), late.campaignSha256(), clock.millis()));
            });
    PlanRecord staged = ((Stage) done.op().op()).plan();
    requireApproved(done.state(), staged);
    List<String> stillBehind = nodes.awaitPlan(done.state(), staged.number());
    if (!stillBehind.isEmpty() && behind.isEmpty()) {
      throw notAcknowledged(staged, stillBehind);
    }
    return staged.number();
  }

  private long instant(OptionalLong atMillis) {
    long earliestMillis = clock.millis() + settings.activationLeadMillis();
    return Math.max(atMillis.orElse(earliestMillis), earliestMillis);
  }

  private Activate activation(ShowState state, long number, long atMillis, boolean forced) {
    PlanRecord plan = requireStill(state, number);
    OpRecord append = state.appendOf(number).orElseThrow();
    Optional<PlanRecord> inForce = state.inForce();
    if (inForce.isPresent()) {
      if (!state.inForceBefore(append.number()).equals(inForce)) {
        throw new ShowRefusedException(
            String.format(
                Locale.ROOT,
                "plan %d adds to another plan than %d, which is in force by now: stage it again",
                number,
                inForce.get().number()));
      }
      long counts = Math.max(atMillis, ((AppendPlan) append.op()).atMillis());
      staging.requireMayCount(state, plan, counts);
      return new Activate(number, counts, forced);
    }
    staging.requireMayCount(state, plan, atMillis);
    return new Activate(number, atMillis, forced);
  }

  private static void requireApproved(ShowState state, PlanRecord plan) {
    if (state.isWaitingForApproval()) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "plan %d of show %s was staged by %s and waits for another person: ./hongbao show"
                  + " approve %d",
              plan.number(),
              state.show(),
              String.join(" and ", state.authorsOf(plan.number())),
              plan.number()));
    }
  }

  /** The staged plan, if it is that one. */
  static PlanRecord requireStill(ShowState state, long plan) {
    PlanRecord staged = state.requireStaged();
    if (staged.number() != plan) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "plan %d was staged after plan %d: look at ./hongbao show diff, then act on that one",
              staged.number(),
              plan));
    }
    return staged;
  }

  private void requireNoOtherOpen(ShowState show) {
    long nowMillis = clock.millis();
    for (ShowState other : topic.read().shows()) {
      Optional<CampaignWave> open =
          other.show().equals(show.show()) || !other.kind().sharesPhonesWith(show.kind())
              ? Optional.empty()
              : other.inForce().stream()
                  .filter(plan -> !other.hasEnded())
                  .flatMap(plan -> plan.campaign().waves().stream())
                  .filter(wave -> wave.schedule().isOpenAt(nowMillis))
                  .findFirst();
      if (open.isPresent()) {
        throw new ShowRefusedException(
            "wave "
                + open.get().id()
                + " of show "
                + other.show()
                + " is open: activating another show would take it off the air; wait until it"
                + " closes");
      }
    }
  }
}
