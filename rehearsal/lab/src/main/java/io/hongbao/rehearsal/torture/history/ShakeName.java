package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.seen.SeenEvent;

/** A user's turn. A torture has one show. */
public record ShakeName(String user, ShakeId shakeId) {

  static ShakeName of(SeenEvent event) {
    return new ShakeName(event.user(), event.shakeId());
  }

  @Override
  public String toString() {
    return user + " " + shakeId;
  }
}
