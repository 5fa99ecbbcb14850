package io.hongbao.proof.phoneevents;

import io.hongbao.domain.draw.ShakeId;

/** Something that a phone was told of one of its shakes. */
public sealed interface ShakeEvent extends PhoneEvent {

  ShakeId shakeId();

  /** The shake is in the log. */
  record Acknowledged(long heardAtMillis, String show, String user, ShakeId shakeId)
      implements ShakeEvent {}

  /** The shake was answered. */
  record Answered(long heardAtMillis, String show, String user, ShakeId shakeId, PhoneAnswer answer)
      implements ShakeEvent {}
}
