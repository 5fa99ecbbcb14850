package io.hongbao.edge.show;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSchedule;

/** A wave of a plan, with the turns in use kept at hand. Thread-safe. */
public final class PlannedWave {

  /**
   * Turns kept at hand. At any instant users are in at most two different turns of a wave, and may
   * name the two before.
   */
  private static final int TURNS_CACHED = 8;

  private final WaveSchedule schedule;

  /** Written without a lock: a lost write costs making the turn again, never a wrong one. */
  private final PrerenderedTurn[] cachedTurns = new PrerenderedTurn[TURNS_CACHED];

  PlannedWave(WaveSchedule schedule) {
    this.schedule = schedule;
  }

  public WaveSchedule schedule() {
    return schedule;
  }

  public String id() {
    return schedule.id();
  }

  /**
   * A turn of this wave.
   *
   * @param turn 0 or more
   */
  public PrerenderedTurn turn(int turn) {
    int place = turn % TURNS_CACHED;
    PrerenderedTurn atHand = cachedTurns[place];
    if (atHand == null || atHand.shakeId().turn() != turn) {
      atHand = new PrerenderedTurn(new ShakeId(schedule.id(), turn), schedule.closesAtMillis());
      cachedTurns[place] = atHand;
    }
    return atHand;
  }
}
