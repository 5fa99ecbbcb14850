package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;

/** A user's turn. A torture has one show. */
public record ShakeName(String user, ShakeId shakeId) {

  static ShakeName of(ShakeEvent event) {
    return new ShakeName(event.user(), event.shakeId());
  }

  @Override
  public String toString() {
    return user + " " + shakeId;
  }
}
