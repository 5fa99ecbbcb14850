package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.seen.HeardAnswer;
import io.hongbao.proof.seen.HeardEvent;
import io.hongbao.proof.seen.HeldPackets;
import io.hongbao.proof.seen.SeenEvent;
import io.hongbao.proof.seen.SeenWriter;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what phones hear of a show, when they hear it, if anybody wants that.
 *
 * @param to nobody if empty
 */
record SeenRecorder(Optional<SeenWriter> to, String show) {

  void acknowledged(String user, ShakeId shakeId) {
    write(new SeenEvent.Acknowledged(System.currentTimeMillis(), show, user, shakeId));
  }

  /** A phone heard an answer, which it may have heard before. */
  void answered(String user, ShakeId shakeId, HeardAnswer answer) {
    write(new SeenEvent.Answered(System.currentTimeMillis(), show, user, shakeId, answer));
  }

  void heldPackets(String user, long askedAtMillis, Set<String> packetIds) {
    write(new HeldPackets(System.currentTimeMillis(), show, user, askedAtMillis, packetIds));
  }

  private void write(HeardEvent event) {
    to.ifPresent(writer -> writer.write(event));
  }
}
