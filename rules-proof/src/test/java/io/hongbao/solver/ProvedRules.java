package io.hongbao.solver;

import io.hongbao.rules.file.RuleReadResult;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import java.util.List;
import java.util.Locale;

/** Rules for tests, over signals of every kind. */
final class ProvedRules {

  private ProvedRules() {}

  static ParsedRule rule(String when) {
    return rule("r", "empty", when);
  }

  static ParsedRule rule(String id, String level, String when) {
    RuleReadResult reading = RuleReader.readPublished(List.of(text(id, level, when)));
    if (!reading.problems().isEmpty()) {
      throw new AssertionError(reading.problems());
    }
    return reading.rules().get(0);
  }

  static RuleText text(String id, String level, String when) {
    return new RuleText(
        id + ".yaml",
        String.format(
            Locale.ROOT,
            """
            id: %s
            description: For tests.
            mode: active
            signals:
              req_10s: {count: requests, by: user, window: 10s}
              req_1m: {count: requests, by: user, window: 1m}
              shakes_10s: {count: shakes, by: user, window: 10s}
              users_1h: {distinct: user, by: device, window: 1h}
              rhythm: {stddev: interval_ms, by: user, window: 1m}
              fast: {min: interval_ms, by: user, window: 1m}
              mean: {avg: interval_ms, by: user, window: 1m}
              slow: {max: interval_ms, by: user, window: 1m}
              won: {sum: amount_fen, by: user, window: 1h}
            when: '%s'
            verdict: {on: user, level: %s, for: 30s}
            """,
            id,
            when,
            level));
  }
}
