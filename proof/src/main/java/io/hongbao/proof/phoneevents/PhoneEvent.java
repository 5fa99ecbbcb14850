package io.hongbao.proof.phoneevents;

/** Something that a phone was told: a line of a seen file. */
public sealed interface PhoneEvent permits ShakeEvent, PacketListEvent {

  /** When the phone heard it, by the clock of the machine that played it, in epoch milliseconds. */
  long heardAtMillis();

  String show();

  String user();
}
