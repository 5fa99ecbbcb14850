package io.hongbao.proof.seen;

import io.hongbao.domain.draw.ShakeId;

/** Something that a phone was told of one of its shakes. */
public sealed interface SeenEvent extends HeardEvent {

  ShakeId shakeId();

  /** The shake is in the log. */
  record Acknowledged(long heardAtMillis, String show, String user, ShakeId shakeId)
      implements SeenEvent {}

  /** The shake was answered. */
  record Answered(long heardAtMillis, String show, String user, ShakeId shakeId, HeardAnswer answer)
      implements SeenEvent {}
}
