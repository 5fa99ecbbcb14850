package io.hongbao.rules.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a backtest shows that nobody can want. */
public final class Warnings {

  /** Bots are few; a rule that finds so large a part of the audience is about people. */
  private static final double NEARLY_EVERYONE = 0.25;

  /** Among fewer users a share says nothing. */
  private static final int MIN_USERS = 20;

  private Warnings() {}

  /** Sentences for people, each about a rule or about records that no rule has seen. */
  public static List<String> of(Backtest backtest) {
    List<String> warnings = new ArrayList<>();
    int seen = backtest.seen().size();
    backtest
        .tallies()
        .forEach(
            (rule, tally) -> {
              double share = (double) tally.users().size() / Math.max(1, seen);
              if (seen >= MIN_USERS && share >= NEARLY_EVERYONE) {
                warnings.add(
                    String.format(
                        Locale.ROOT,
                        "rule %s matches nearly everyone: %,d of %,d users (%.0f %%)",
                        rule,
                        tally.users().size(),
                        seen,
                        100 * share));
              }
            });
    long nameless = backtest.totals().namelessEvents();
    if (nameless > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d records were set aside: their users have no valid names (empty, or with spaces"
                  + " at an end), and no rule judges them",
              nameless));
    }
    backtest
        .totals()
        .faults()
        .forEach(
            (rule, faults) ->
                warnings.add(
                    String.format(
                        Locale.ROOT,
                        "rule %s: its condition failed %,d times with a division by zero",
                        rule,
                        faults)));
    return List.copyOf(warnings);
  }
}
