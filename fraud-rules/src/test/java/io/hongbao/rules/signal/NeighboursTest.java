package io.hongbao.rules.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.window.SliceWidth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neighbours of users as counters say them, beside a count from all events ever. */
class NeighboursTest {

  private static final long T0 = 1_800_000_000_000L;

  private static final RuleText RULE =
      new RuleText(
          "met.yaml",
          """
          id: met
          description: For tests.
          mode: active
          signals:
            met_5s: {neighbours: {by: device, of: users}, window: 5s}
            met_1m: {neighbours: {by: device, of: users}, window: 1m}
            met_3m: {neighbours: {by: device, of: users}, window: 3m}
            near_1m: {neighbours: {by: address, of: users}, window: 1m}
          when: met_5s + met_1m + met_3m + near_1m > 1000
          verdict: {on: user, level: watch, for: 1s}
          """);

  /** Where and when somebody was. */
  private record Visit(long secondEndMillis, String user, String device, String address) {

    String place(Measure where) {
      return where == Measure.DEVICE_SHARERS ? device : address;
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 8, 1", "30, 20, 2", "80, 6, 3", "80, 40, 4"})
  void shouldBeAllOthersWhoHadAUsersDevicesBeforeUpToABound(int users, int devices, long seed) {
    // Given
    CompiledRuleSet ruleSet = compiled();
    List<Signal> signals = ruleSet.plan().signals();
    List<Visit> visits = new ArrayList<>();
    int[] compared = new int[2];
    RuleReplay replay =
        replay(
            ruleSet,
            vector -> {
              // Then
              for (int i = 0; i < signals.size(); i++) {
                int expected = neighbours(signals.get(i), vector, visits);
                assertThat(vector.values()[i])
                    .as("%s of %s", signals.get(i), vector.user())
                    .isEqualTo(expected);
                compared[0]++;
                compared[1] = Math.max(compared[1], expected);
              }
            });

    // When
    for (List<RiskEvent> second : seconds(users, devices, seed)) {
      for (RiskEvent event : second) {
        visits.add(
            new Visit(
                EvaluationSecond.endOf(event.atMillis()),
                event.user(),
                event.device(),
                event.address()));
      }
      second.forEach(replay::take);
      replay.tick(EvaluationSecond.endOf(second.get(0).atMillis()));
    }

    assertThat(compared[0]).isGreaterThan(4_000);
    assertThat(compared[1]).isEqualTo(Math.min(users - 1, Signal.MAX_NEIGHBOURS));
  }

  @Test
  void shouldKnowNothingOfWhoComesLaterUntilTheUserComesAgain() {
    List<String> met = new ArrayList<>();
    CompiledRuleSet ruleSet = compiled();
    int minute = ruleSet.plan().indexOf(Signal.neighbours(Measure.DEVICE_SHARERS, 60_000));
    RuleReplay replay =
        replay(ruleSet, vector -> met.add(vector.user() + " " + vector.values()[minute]));

    replay.take(shake("ann", "tablet", "203.0.113.1", 0));
    replay.take(shake("bob", "tablet", "203.0.113.2", 1_000));
    replay.take(shake("ann", "phone", "203.0.113.1", 2_000));
    replay.take(shake("ann", "tablet", "203.0.113.1", 3_000));
    replay.take(shake("ann", "phone", "203.0.113.1", 60_000));
    replay.take(shake("ann", "phone", "203.0.113.1", 61_500));
    replay.finish(T0 + 100_000);

    assertThat(met)
        .containsExactly("ann 0.0", "bob 1.0", "ann 0.0", "ann 1.0", "ann 1.0", "ann 0.0");
  }

  private static int neighbours(Signal signal, SignalVector vector, List<Visit> visits) {
    long width = SliceWidth.ofWindow(signal.windowMillis());
    long oldest = vector.beatEndMillis() - signal.windowMillis();
    long from = Math.floorDiv(oldest + width - 1, width) * width;
    Set<String> met = new HashSet<>();
    for (Visit own : visits) {
      if (own.user.equals(vector.user()) && own.secondEndMillis <= vector.beatEndMillis()) {
        for (Visit other : visits) {
          if (!other.user.equals(own.user)
              && other.place(signal.measure()).equals(own.place(signal.measure()))
              && other.secondEndMillis <= own.secondEndMillis
              && other.secondEndMillis > from) {
            met.add(other.user);
          }
        }
      }
    }
    return Math.min(met.size(), Signal.MAX_NEIGHBOURS);
  }

  private interface Watcher {
    void saw(SignalVector vector);
  }

  private static RuleReplay replay(CompiledRuleSet ruleSet, Watcher watcher) {
    RuleSetTimeline timeline = new RuleSetTimeline();
    timeline.add(ruleSet);
    return new RuleReplay(
        timeline,
        0,
        new RuleReplayListener() {
          @Override
          public void evaluated(SignalVector vector, List<Hit> hits) {
            watcher.saw(vector);
          }
        });
  }

  private static CompiledRuleSet compiled() {
    return CompiledRuleSet.of(RuleSet.first(List.of(RULE), "ann", "", T0 - 86_400_000));
  }

  /** Of some minutes, with pauses; each user has a few devices, and others at other times. */
  private static List<List<RiskEvent>> seconds(int users, int devices, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<RiskEvent>> seconds = new ArrayList<>();
    long at = T0;
    while (seconds.size() < 240) {
      at += random.nextInt(20) == 0 ? 1_000L * random.nextInt(1, 90) : 1_000;
      List<RiskEvent> second = new ArrayList<>();
      int count = random.nextInt(1, 10);
      for (int i = 0; i < count; i++) {
        int user = random.nextInt(users);
        int device = (user + random.nextInt(3) + (int) ((at - T0) / 60_000)) % devices;
        second.add(
            shake(
                "u" + user,
                "d" + device,
                "203.0.113." + device % 5,
                at - T0 + random.nextInt(999)));
      }
      seconds.add(second);
    }
    return seconds;
  }

  private static RiskEvent shake(String user, String device, String address, long afterMillis) {
    long at = T0 + afterMillis;
    return new RiskEvent(at, at, user, device, address, "gala/first-" + afterMillis, 1, "", 0);
  }
}
