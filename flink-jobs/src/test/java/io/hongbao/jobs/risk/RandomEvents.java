package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;

import io.hongbao.rules.signal.RiskEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Shakes and wins of some users on few devices and addresses, as they arrive. */
final class RandomEvents {

  private RandomEvents() {}

  /** Each arrives up to so much later than it was appended. */
  static List<RiskEvent> arriving(int count, long spanMillis, long latenessMillis, long seed) {
    record Arrival(long atMillis, RiskEvent event) {}
    SplittableRandom random = new SplittableRandom(seed);
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RiskEvent event = event(T0 + random.nextLong(spanMillis), random);
      arrivals.add(new Arrival(event.atMillis() + random.nextLong(latenessMillis), event));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::atMillis));
    return arrivals.stream().map(Arrival::event).toList();
  }

  private static RiskEvent event(long at, SplittableRandom random) {
    String user = "u" + random.nextInt(30);
    return random.nextInt(20) == 0
        ? new RiskEvent(at, at, user, "", "", "", 0, "p" + random.nextInt(100), 200)
        : new RiskEvent(
            at,
            at - random.nextLong(40),
            user,
            random.nextInt(10) == 0 ? "" : "d" + random.nextInt(8),
            "203.0.113." + random.nextInt(3),
            "gala/first-" + (at - T0) / 5_000,
            random.nextInt(3),
            "",
            0);
  }
}
