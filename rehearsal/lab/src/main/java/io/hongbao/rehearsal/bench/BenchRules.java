package io.hongbao.rehearsal.bench;

import io.hongbao.rules.file.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rules as analysts write them, by which nobody is hit: most of an audience are people, and what is
 * asked of them is what costs.
 */
final class BenchRules {

  /** The first five are those of the sample rules; the last two look at more than one window. */
  private static final List<String> SIGNALS =
      List.of(
          "{count: requests, by: user, window: 10s}",
          "{stddev: interval_ms, by: user, window: 2m}",
          "{distinct: user, by: device, window: 1h}",
          "{distinct: user, by: address, window: 10m}",
          "{count: shakes, by: user, window: 5m}",
          "{avg: interval_ms, by: user, window: 1m}",
          "{sum: amount_fen, by: user, window: 1h}",
          "{distinct: device, by: user, window: 1h}",
          "{count: requests, by: address, window: 10s}",
          "{distinct: user, by: block, window: 10m}",
          "{follows: {first: shakes, then: requests, within: 2s}, by: user, window: 3m}",
          "{neighbours: {by: address, of: users}, window: 1h}");

  static final int MAX_SIGNALS = SIGNALS.size();

  /** Signals of one window each. */
  static final int WINDOW_SIGNALS = MAX_SIGNALS - 2;

  /** Of one rule among many. */
  private static final int SIGNALS_OF_RULE = 3;

  /** No signal of a short log comes near. */
  private static final int NEVER = 1_000_000;

  private BenchRules() {}

  /**
   * The files of a rule set.
   *
   * @param rules how many; one alone looks at every signal, so that the same is counted for it
   * @param signals how many different ones they look at in all
   */
  static List<RuleText> texts(int rules, int signals) {
    List<RuleText> texts = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      texts.add(text(rule, rules == 1 ? signals : SIGNALS_OF_RULE, signals));
    }
    return texts;
  }

  /**
   * The files of a rule set whose rules all look at these signals alone.
   *
   * @param signals as rule files write them
   */
  static List<RuleText> texts(int rules, List<String> signals) {
    List<RuleText> texts = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      texts.add(text(rule, signals, IntStream.range(0, signals.size()).boxed().toList()));
    }
    return texts;
  }

  private static RuleText text(int rule, int ofRule, int signals) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < ofRule; i++) {
      places.add((rule + i) % signals);
    }
    return text(rule, SIGNALS, places);
  }

  private static RuleText text(int rule, List<String> signals, List<Integer> places) {
    return new RuleText(
        "rule-" + rule + ".yaml",
        String.format(
            Locale.ROOT,
            """
            id: rule-%d
            description: Measured.
            mode: active
            signals:
            %s
            when: %s
            verdict: {on: user, level: empty, for: 30m}
            """,
            rule,
            places.stream()
                .map(place -> String.format(Locale.ROOT, "  s%d: %s", place, signals.get(place)))
                .collect(Collectors.joining("\n")),
            places.stream()
                .map(place -> String.format(Locale.ROOT, "s%d > %d", place, NEVER + rule))
                .collect(Collectors.joining(" || "))));
  }
}
