package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Shake;

/** Whose turn: what has one outcome. */
public record TurnName(String show, String user, String waveId, int turn) {

  public static TurnName of(Shake shake) {
    return new TurnName(shake.show(), shake.user(), shake.waveId(), shake.turn());
  }
}
