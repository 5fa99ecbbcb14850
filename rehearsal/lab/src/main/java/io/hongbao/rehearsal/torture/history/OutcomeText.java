package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.seen.HeardAnswer;
import java.util.Locale;

/** An answer in a few words. */
final class OutcomeText {

  private OutcomeText() {}

  static String of(HeardAnswer answer) {
    return answer.outcome().map(OutcomeText::of).orElseGet(() -> answer.result().name());
  }

  static String of(Outcome outcome) {
    if (outcome instanceof Outcome.Packet packet) {
      return String.format(
          Locale.ROOT,
          "PACKET %s of %s, %d fen",
          packet.packetId(),
          packet.enterpriseId(),
          packet.amountFen());
    }
    if (outcome instanceof Outcome.Greeting greeting) {
      return "GREETING " + greeting.greetingId();
    }
    return outcome instanceof Outcome.Limited limited ? "LIMITED " + limited.reason() : "MISS";
  }
}
