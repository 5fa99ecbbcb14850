package io.hongbao.rehearsal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaches of one promise as they are found: all counted, a few kept. */
final class Findings {

  static final int MOST_EXAMPLES = 5;

  private final int id;
  private final String text;
  private final List<String> examples = new ArrayList<>();
  private long breaches;

  Findings(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** Notes a breach; the format is that of {@link String#format}. */
  void breach(String format, Object... values) {
    breaches++;
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(String.format(Locale.ROOT, format, values));
    }
  }

  PromiseResult result(long checked, String counts) {
    return new PromiseResult(id, text, checked, breaches, examples, counts);
  }
}
