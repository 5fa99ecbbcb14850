package io.hongbao.rules.backtest;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two minutes in which thirty people shake once a turn, each three posts at most, and two bots who
 * post ten and six times a second.
 */
final class Traffic {

  static final int PEOPLE = 30;
  static final long T0 = 1_802_003_400_000L;

  private Traffic() {}

  static List<RiskEvent> events() {
    List<RiskEvent> events = new ArrayList<>();
    for (int person = 1; person <= PEOPLE; person++) {
      for (int turn = 0; turn < 24; turn++) {
        events.add(shake(T0 + turn * 5_000L + person * 100L, "p" + person, person % 3));
      }
    }
    for (int second = 0; second < 120; second++) {
      events.add(shake(T0 + second * 1_000L + 10, "fast", 9));
      events.add(shake(T0 + second * 1_000L + 20, "slower", 5));
    }
    events.sort(Comparator.comparingLong(RiskEvent::atMillis));
    return events;
  }

  private static RiskEvent shake(long atMillis, String user, int repeats) {
    return new RiskEvent(
        atMillis,
        atMillis - 3,
        user,
        "device-of-" + user,
        "10.0.0.1",
        "gala/first-" + (atMillis - T0) / 5_000,
        1 + repeats,
        "",
        0);
  }

  static Labels labels() {
    Map<String, String> kinds = new HashMap<>();
    for (int person = 1; person <= PEOPLE; person++) {
      kinds.put("p" + person, Labels.HUMAN);
    }
    kinds.put("fast", "hammer");
    kinds.put("slower", "hammer");
    return new Labels(kinds);
  }

  /** Finds who is behind one address with many. */
  static RuleText crowd() {
    return new RuleText(
        "crowd.yaml",
        """
        id: crowd
        description: Many users behind one address.
        mode: active
        signals:
          users_1m: {distinct: user, by: address, window: 1m}
        when: users_1m > 20
        verdict: {on: address, level: watch, for: 10m}
        """);
  }

  static void play(Backtest backtest) {
    events().forEach(backtest::take);
    backtest.finish();
  }
}
