package io.hongbao.proof.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Breaches of one promise as they are found: all counted, a few kept. Those that the log shows are
 * kept before those that phones heard, which are kept in the order of the seen file, whichever
 * partition they are about.
 */
final class BreachCollector {

  static final int MAX_EXAMPLES = 5;

  private final int id;
  private final String text;
  private final List<Numbered> examples = new ArrayList<>();
  private long breaches;

  /** A breach and the number of the event that shows it; 0 if none does. */
  private record Numbered(long event, AuditBreach breach) {}

  BreachCollector(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Notes a breach that records show. */
  void breach(AuditBreach breach) {
    breach(0, breach);
  }

  /** Notes a breach that an event of the seen file shows, counted from 1. */
  void breach(long event, AuditBreach breach) {
    breaches++;
    if (examples.size() < MAX_EXAMPLES || event < examples.get(MAX_EXAMPLES - 1).event()) {
      examples.add(new Numbered(event, breach));
      examples.sort(Comparator.comparingLong(Numbered::event));
      if (examples.size() > MAX_EXAMPLES) {
        examples.remove(MAX_EXAMPLES);
      }
    }
  }

  PromiseResult result(long checked, String counts) {
    List<AuditBreach> first = examples.stream().map(Numbered::breach).toList();
    return new PromiseResult(id, text, checked, breaches, first, counts);
  }
}
