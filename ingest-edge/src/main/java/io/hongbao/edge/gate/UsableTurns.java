package io.hongbao.edge.gate;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.traffic.SharedTurns;
import io.hongbao.edge.risk.SlowTurns;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.util.function.IntPredicate;

/** Which turns a user is told to use, by the show's mode and by what fraud detection says. */
public final class UsableTurns {

  private UsableTurns() {}

  /**
   * Says so of a turn's number.
   *
   * @param isSlowed whether the user has longer turns just now
   * @param heardOf the turn that the user hears of, after which longer turns leave one out
   */
  public static IntPredicate of(Mode mode, boolean isSlowed, ShakeId heardOf, long userHash) {
    IntPredicate ofMode =
        switch (mode) {
          case NORMAL, CALM, ENDING -> any -> true;
          case LONGER_TURNS -> turn -> turn != heardOf.turn() + 1;
          case SHARE -> turn -> SharedTurns.mayUse(turn, userHash);
        };
    return isSlowed ? ofMode.and(turn -> SlowTurns.mayUse(turn, userHash)) : ofMode;
  }
}
