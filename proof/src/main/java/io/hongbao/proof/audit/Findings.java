package io.hongbao.proof.audit;

import java.util.ArrayList;
import java.util.List;

/** Breaches of one promise as they are found: all counted, a few kept. */
final class Findings {

  static final int MOST_EXAMPLES = 5;

  private final int id;
  private final String text;
  private final List<Breach> examples = new ArrayList<>();
  private long breaches;

  Findings(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Notes a breach; the first few are kept. */
  void breach(Breach breach) {
    breaches++;
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(breach);
    }
  }

  PromiseResult result(long checked, String counts) {
    return new PromiseResult(id, text, checked, breaches, examples, counts);
  }
}
