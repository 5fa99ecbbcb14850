package io.hongbao.rehearsal.seen;

import io.hongbao.domain.draw.ShakeId;

/** Something that a phone was told of one of its shakes. */
public sealed interface SeenEvent {

  /** When the phone heard it, by the clock of the machine that played it, in epoch milliseconds. */
  long heardAtMillis();

  String show();

  String user();

  ShakeId shakeId();

  /** The shake is in the log. */
  record Acknowledged(long heardAtMillis, String show, String user, ShakeId shakeId)
      implements SeenEvent {}

  /** The shake was answered. */
  record Answered(long heardAtMillis, String show, String user, ShakeId shakeId, HeardAnswer answer)
      implements SeenEvent {}
}
