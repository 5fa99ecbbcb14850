package io.hongbao.rules.judge;

import io.hongbao.rules.book.BoundRule;
import io.hongbao.rules.count.Card;
import io.hongbao.rules.when.RuleFaultException;
import java.util.BitSet;
import java.util.List;

/**
 * What each rule's condition says to a card's values, remembered for the users seen lately. It
 * remembers values with their answers, so forgetting changes no answer. Not thread-safe.
 */
final class Answers {

  /** Users remembered; one takes a few hundred bytes. */
  private static final int SLOTS = 2_048;

  /** The answers of all rules to one card's values. */
  static final class Answer {
    private String user;
    private double[] values;
    private final BitSet held = new BitSet();
    private final BitSet faults = new BitSet();

    boolean holds(int rule) {
      return held.get(rule);
    }

    boolean isFault(int rule) {
      return faults.get(rule);
    }
  }

  private final List<BoundRule> rules;
  private final int[][] places;
  private final Answer[] slots = new Answer[SLOTS];
  private long asked;

  Answers(List<BoundRule> rules) {
    this.rules = rules;
    this.places =
        rules.stream()
            .map(rule -> rule.places().stream().mapToInt(place -> place).toArray())
            .toArray(int[][]::new);
  }

  /** The answers to a card; they are good until the next call. */
  Answer of(Card card) {
    int slot = card.user().hashCode() & (SLOTS - 1);
    Answer known = slots[slot];
    boolean isKnown = known != null && known.user.equals(card.user());
    if (known == null) {
      known = new Answer();
      slots[slot] = known;
    }
    for (int rule = 0; rule < places.length; rule++) {
      if (!isKnown || isChanged(places[rule], known.values, card.values())) {
        ask(rule, card.values(), known);
      }
    }
    known.user = card.user();
    known.values = card.values();
    return known;
  }

  private static boolean isChanged(int[] places, double[] before, double[] now) {
    for (int place : places) {
      if (Double.doubleToRawLongBits(before[place]) != Double.doubleToRawLongBits(now[place])) {
        return true;
      }
    }
    return false;
  }

  private void ask(int rule, double[] values, Answer answer) {
    asked++;
    boolean held = false;
    boolean fault = false;
    try {
      held = rules.get(rule).condition().holds(values);
    } catch (RuleFaultException e) {
      fault = true;
    }
    answer.held.set(rule, held);
    answer.faults.set(rule, fault);
  }

  long asked() {
    return asked;
  }
}
