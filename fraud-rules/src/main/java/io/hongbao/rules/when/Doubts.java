package io.hongbao.rules.when;

import java.util.ArrayList;
import java.util.List;

/**
 * Comparisons that are right CEL and cannot be meant: no signal is ever below 0, so some of them
 * always hold and some never.
 */
final class Doubts {

  private final List<String> found = new ArrayList<>();

  private Doubts() {}

  /** What is doubtful of a condition. */
  static List<String> of(Truth truth, boolean usesSignals) {
    Doubts doubts = new Doubts();
    if (!usesSignals) {
      doubts.found.add("asks about no signal, expected one: it is the same for everyone");
    }
    doubts.look(truth);
    return List.copyOf(doubts.found);
  }

  private void look(Truth truth) {
    if (truth instanceof Truths.CompareTruth compare) {
      lookAt(compare);
    } else if (truth instanceof Truths.AndTruth and) {
      look(and.left());
      look(and.right());
    } else if (truth instanceof Truths.OrTruth or) {
      look(or.left());
      look(or.right());
    } else if (truth instanceof Truths.NotTruth not) {
      look(not.of());
    } else if (truth instanceof Truths.ChosenTruth chosen) {
      look(chosen.test());
      look(chosen.then());
      look(chosen.otherwise());
    }
  }

  private void lookAt(Truths.CompareTruth compare) {
    if (compare.left() instanceof Terms.SignalTerm signal && compare.right().isConstant()) {
      double bound = compare.right().value(new double[0]);
      String text = signal.name() + ' ' + compare.how().sign() + ' ' + NumberText.of(bound);
      switch (compare.how()) {
        case LESS -> addIf(bound <= 0, text, "never");
        case AT_MOST, EQUAL -> addIf(bound < 0, text, "never");
        case GREATER -> addIf(bound < 0, text, "always");
        case AT_LEAST -> addIf(bound <= 0, text, "always");
        case DIFFERENT -> addIf(bound < 0, text, "always");
      }
      addIf(Double.isInfinite(bound), text, "always or never");
    }
  }

  private void addIf(boolean doubtful, String text, String how) {
    if (doubtful) {
      found.add(text + " holds " + how + ", expected another threshold");
    }
  }
}
