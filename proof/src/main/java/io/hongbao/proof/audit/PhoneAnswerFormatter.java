package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import java.util.Locale;

/** Outcomes, answers and decisions for people. */
public final class PhoneAnswerFormatter {

  private PhoneAnswerFormatter() {}

  public static String of(Outcome outcome) {
    if (outcome instanceof Outcome.Packet packet) {
      return String.format(
          Locale.ROOT,
          "%s %s of %s, %d fen",
          packet.label(),
          packet.packetId(),
          packet.enterpriseId(),
          packet.amountFen());
    }
    if (outcome instanceof Outcome.Greeting greeting) {
      return greeting.label() + " " + greeting.greetingId();
    }
    return outcome instanceof Outcome.Limited limited
        ? limited.label() + " " + limited.reason()
        : outcome.label();
  }

  /** What a phone heard. */
  public static String of(PhoneAnswer answer) {
    return answer.outcome().map(PhoneAnswerFormatter::of).orElseGet(() -> answer.result().name());
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
