package io.hongbao.proof.export;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Outcome;
import java.util.Objects;

/**
 * What came of a shake.
 *
 * @param outcome PACKET, GREETING, MISS, LIMITED_USER, LIMITED_ENTERPRISE; CLOSED if nothing was
 *     decided, REFUSED if the record contradicts itself; empty if nobody drew again
 * @param packetId empty if none
 * @param enterprise empty if none
 * @param amountFen 0 if none
 */
public record RowOutcome(String outcome, String packetId, String enterprise, long amountFen) {

  static final String PACKET = "PACKET";

  /** Nobody drew again. */
  static final RowOutcome UNKNOWN = new RowOutcome("", "", "", 0);

  static final RowOutcome REFUSED = new RowOutcome("REFUSED", "", "", 0);

  public RowOutcome {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(packetId, "packetId");
    Objects.requireNonNull(enterprise, "enterprise");
  }

  static RowOutcome of(DrawDecision decision) {
    if (decision instanceof DrawDecision.Decided decided) {
      return of(decided.outcome());
    }
    return decision instanceof DrawDecision.Closed ? without("CLOSED") : REFUSED;
  }

  private static RowOutcome of(Outcome outcome) {
    if (outcome instanceof Outcome.Packet packet) {
      return new RowOutcome(PACKET, packet.packetId(), packet.enterpriseId(), packet.amountFen());
    }
    return without(
        outcome instanceof Outcome.Limited limited
            ? limited.label() + "_" + limited.reason()
            : outcome.label());
  }

  private static RowOutcome without(String outcome) {
    return new RowOutcome(outcome, "", "", 0);
  }
}
