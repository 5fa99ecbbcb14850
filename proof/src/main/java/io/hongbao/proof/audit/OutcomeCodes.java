package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small number for each outcome that occurs; equal outcomes have equal numbers, from 1. */
final class OutcomeCodes {

  private final Map<Outcome, Integer> codes = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  int codeOf(Outcome outcome) {
    Integer known = codes.get(outcome);
    if (known != null) {
      return known;
    }
    outcomes.add(outcome);
    codes.put(outcome, outcomes.size());
    return outcomes.size();
  }

  /** The outcome of a code, for people. */
  String text(int code) {
    return code == ShakeBook.NONE ? "undecided" : OutcomeText.of(outcomes.get(code - 1));
  }
}
