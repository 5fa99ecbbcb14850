package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * A number for each outcome that occurs; equal outcomes have equal numbers, from 1. Packets, of
 * which each occurs once, have numbers above {@link ShakeTable#MAX_COMMON_CODE}.
 */
final class OutcomeCodes {

  private final Map<Outcome, Integer> codes = new HashMap<>();
  private final Map<Integer, Outcome> outcomes = new HashMap<>();
  private int common;
  private int uncommon = ShakeTable.MAX_COMMON_CODE;

  int codeOf(Outcome outcome) {
    Integer known = codes.get(outcome);
    if (known != null) {
      return known;
    }
    boolean isCommon = !(outcome instanceof Outcome.Packet) && common < ShakeTable.MAX_COMMON_CODE;
    int code = isCommon ? ++common : ++uncommon;
    outcomes.put(code, outcome);
    codes.put(outcome, code);
    return code;
  }

  /** The outcome of a code, for people. */
  String text(int code) {
    return code == ShakeTable.NONE ? "undecided" : PhoneAnswerFormatter.of(outcomes.get(code));
  }
}
