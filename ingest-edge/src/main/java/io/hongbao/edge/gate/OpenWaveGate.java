package io.hongbao.edge.gate;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the turn that is meant. Without an open wave, or with a turn that cannot be, it ends here.
 * A wave that is held for a plan on its way is closed for a moment.
 */
final class OpenWaveGate implements Gate {

  /** A plan on its way is in force within seconds. */
  private static final long HELD_PAUSE_MILLIS = 1_000;

  private static final GateResult NO_SHOW = new GateResult.Refused(GateResult.Reason.NO_SHOW);
  private static final GateResult UNKNOWN_WAVE =
      new GateResult.Refused(GateResult.Reason.UNKNOWN_WAVE);
  private static final GateResult NO_SUCH_TURN =
      new GateResult.Refused(GateResult.Reason.NO_SUCH_TURN);
  private static final GateResult FUTURE_TURN =
      new GateResult.Refused(GateResult.Reason.FUTURE_TURN);

  private final ShowPlanTable shows;

  OpenWaveGate(ShowPlanTable shows) {
    this.shows = shows;
  }

  @Override
  public String name() {
    return "open wave";
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public GateResult check(ShakeRequest request) {
    Optional<ShowPlan> plan = shows.planAt(request.ticket().group(), request.nowMillis());
    if (plan.isEmpty()) {
      return NO_SHOW;
    }
    request.follow(plan.get());
    Optional<ShakeId> named = request.namedShake();
    return named.isPresent()
        ? chooseNamed(request, plan.get(), named.get())
        : chooseCurrent(request, plan.get());
  }

  private static GateResult chooseCurrent(ShakeRequest request, ShowPlan plan) {
    Optional<PlannedWave> open = plan.openWaveAt(request.nowMillis());
    if (open.isEmpty() || !plan.isActiveAt(request.nowMillis())) {
      return closed(request, plan);
    }
    PlannedWave wave = open.get();
    int turn = wave.schedule().turnAt(request.nowMillis(), request.ticket().userHash());
    request.choose(wave, wave.turn(turn), false);
    return GateResult.PASS;
  }

  private static GateResult chooseNamed(ShakeRequest request, ShowPlan plan, ShakeId named) {
    return switch (plan.standingOf(named, request.ticket().userHash(), request.nowMillis())) {
      case UNKNOWN_WAVE -> UNKNOWN_WAVE;
      case NO_SUCH_TURN -> NO_SUCH_TURN;
      case FUTURE -> FUTURE_TURN;
      case USABLE -> chooseNamed(request, plan, named, false);
      case PAST -> chooseNamed(request, plan, named, true);
    };
  }

  private static GateResult chooseNamed(
      ShakeRequest request, ShowPlan plan, ShakeId named, boolean lookupOnly) {
    boolean isHeld = plan.isHeld(named.waveId()) && !lookupOnly;
    if (isHeld || !plan.isActiveAt(request.nowMillis())) {
      return closed(request, plan);
    }
    PlannedWave wave = plan.wave(named.waveId()).orElseThrow();
    request.choose(wave, wave.turn(named.turn()), lookupOnly);
    return GateResult.PASS;
  }

  private static GateResult closed(ShakeRequest request, ShowPlan plan) {
    OptionalLong toNextWave = plan.millisToNextWave(request.nowMillis());
    return plan.isHolding()
        ? new GateResult.Closed(
            toNextWave,
            OptionalLong.of(Math.min(HELD_PAUSE_MILLIS, toNextWave.orElse(HELD_PAUSE_MILLIS))))
        : new GateResult.Closed(toNextWave);
  }
}
