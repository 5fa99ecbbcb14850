package io.hongbao.edge.gate;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.SharedTurns;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.util.OptionalLong;

/**
 * Does to new shakes what the show's mode says. What would not be logged again passes in every
 * mode, so decided answers stay readable. It never says MISS: another edge may have let the same
 * turn through.
 */
final class ModeGate implements Gate {

  /** How long a phone stays away while no new shake is taken, and up to twice that. */
  private static final long CALM_PAUSE_MILLIS = 10_000;

  private static final GateResult CLOSED = new GateResult.Closed(OptionalLong.empty());

  private final ShowPlanTable shows;
  private final ShakeService shakeService;

  ModeGate(ShowPlanTable shows, ShakeService shakeService) {
    this.shows = shows;
    this.shakeService = shakeService;
  }

  @Override
  public String name() {
    return "mode";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    return switch (shows.modeOf(request.plan().show())) {
      case NORMAL, LONGER_TURNS -> GateResult.PASS;
      case SHARE -> isKnown(request) ? GateResult.PASS : share(request);
      case CALM -> isKnown(request) ? GateResult.PASS : busyFor(calmPause(request));
      case ENDING -> isKnown(request) ? GateResult.PASS : CLOSED;
    };
  }

  private boolean isKnown(ShakeRequest request) {
    return request.isLookupOnly() || shakeService.knows(request.answerKey());
  }

  private static GateResult share(ShakeRequest request) {
    long userHash = request.ticket().userHash();
    if (SharedTurns.mayUse(request.turn().shakeId().turn(), userHash)) {
      return GateResult.PASS;
    }
    return busyFor(
        request
            .plan()
            .millisToNextShake(
                request.turn().shakeId(),
                userHash,
                request.nowMillis(),
                UsableTurns.of(
                    Mode.SHARE,
                    request.riskLevel() == RiskLevel.SLOW,
                    request.turn().shakeId(),
                    userHash))
            .orElse(CALM_PAUSE_MILLIS));
  }

  private static GateResult busyFor(long waitMillis) {
    return new GateResult.Busy(OptionalLong.of(waitMillis));
  }

  /** Spread by user and moment, so that phones do not come back together. */
  static long calmPause(ShakeRequest request) {
    long spread = request.ticket().userHash() ^ (request.nowMillis() * 0x9e3779b97f4a7c15L);
    return CALM_PAUSE_MILLIS + Math.floorMod(spread, CALM_PAUSE_MILLIS);
  }
}
