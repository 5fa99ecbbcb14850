package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ClaimEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.proof.phoneevents.PhoneEventWriter;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what phones hear of a show, when they hear it, if anybody wants that.
 *
 * @param to nobody if empty
 */
record SeenRecorder(Optional<PhoneEventWriter> to, String show) {

  void acknowledged(String user, ShakeId shakeId) {
    write(new ShakeEvent.Acknowledged(System.currentTimeMillis(), show, user, shakeId));
  }

  /** A phone heard an answer, which it may have heard before. */
  void answered(String user, ShakeId shakeId, PhoneAnswer answer) {
    write(new ShakeEvent.Answered(System.currentTimeMillis(), show, user, shakeId, answer));
  }

  void heldPackets(String user, long askedAtMillis, Set<String> packetIds) {
    write(new PacketListEvent(System.currentTimeMillis(), show, user, askedAtMillis, packetIds));
  }

  /** A phone heard where a packet that it claims stands. */
  void claimed(String user, String packetId, String state) {
    write(new ClaimEvent(System.currentTimeMillis(), show, user, packetId, state));
  }

  private void write(PhoneEvent event) {
    to.ifPresent(writer -> writer.write(event));
  }
}
