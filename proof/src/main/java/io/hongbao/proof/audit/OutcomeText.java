package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Outcome;
import java.util.Locale;

/** Outcomes and decisions for people. */
public final class OutcomeText {

  private OutcomeText() {}

  public static String of(Outcome outcome) {
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

  /** What drawing again says of a shake. */
  public static String of(DrawDecision decision) {
    if (decision instanceof DrawDecision.Decided decided) {
      return of(decided.outcome());
    }
    return decision instanceof DrawDecision.Closed closed
        ? "undecided, CLOSED " + closed.reason()
        : "refused, " + ((DrawDecision.Refused) decision).why();
  }
}
