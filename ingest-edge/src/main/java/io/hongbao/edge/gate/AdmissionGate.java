package io.hongbao.edge.gate;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.admission.Admission.ShakeClass;
import io.hongbao.edge.admission.UserRotation;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.show.ShowPlanTable;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * Says BUSY to new shakes that would wait too long, and when the user's next call is. Look-ups and
 * repeats of what this edge has logged pass. So do practice shakes: they are there to warm up what
 * is slow, and what they wait counts like any other wait.
 */
final class AdmissionGate implements Gate {

  /** Who is told longer has a spread wait instead: the share may be another by then. */
  private static final long MAX_TOLD_MILLIS = 60_000;

  private final Admission admission;
  private final ShowPlanTable shows;
  private final ShakeService shakeService;

  AdmissionGate(Admission admission, ShowPlanTable shows, ShakeService shakeService) {
    this.admission = admission;
    this.shows = shows;
    this.shakeService = shakeService;
  }

  @Override
  public String name() {
    return "admission";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    if (request.isLookupOnly() || request.plan().kind().isPractice()) {
      return GateResult.PASS;
    }
    WaveSchedule schedule = request.wave().schedule();
    if (!admission.isLimiting(schedule.opensAtMillis())
        || shakeService.knows(request.answerKey())) {
      return GateResult.PASS;
    }
    long userHash = request.ticket().userHash();
    int turn = request.turn().shakeId().turn();
    boolean isLate = turn < schedule.turnAt(request.nowMillis(), userHash);
    long place =
        UserRotation.place(
            userHash,
            UserRotation.turnOfTime(schedule.opensAtMillis(), schedule.turnMillis(), turn));
    return admission.admits(
            place,
            isLate ? ShakeClass.LATE : ShakeClass.CURRENT,
            schedule.turnMillis(),
            System.nanoTime())
        ? GateResult.PASS
        : new GateResult.Busy(OptionalLong.of(waitMillis(request)));
  }

  private long waitMillis(ShakeRequest request) {
    long userHash = request.ticket().userHash();
    IntPredicate mayUse =
        UsableTurns.of(
            shows.modeOf(request.plan().show()),
            request.riskLevel() == RiskLevel.SLOW,
            request.turn().shakeId(),
            userHash);
    long calmMillis = ModeGate.calmPause(request);
    long waitMillis =
        request
            .plan()
            .millisToNextShake(
                request.turn().shakeId(),
                userHash,
                request.nowMillis(),
                admission.usableTurns(request.plan(), userHash, request.nowMillis(), mayUse))
            .orElse(calmMillis);
    return waitMillis <= MAX_TOLD_MILLIS ? waitMillis : MAX_TOLD_MILLIS / 2 + calmMillis;
  }
}
