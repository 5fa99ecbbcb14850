package io.hongbao.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the solver takes for granted of signals is so of what counters write. */
class SignalBoundsTest {

  private static final long T0 = 1_800_000_000_000L;

  @Test
  void shouldHoldOfWhateverCountersWrite() {
    // Given: every signal by user, and some by device
    CompiledRuleSet ruleSet =
        CompiledRuleSet.of(
            RuleSet.first(
                List.of(
                    rule("a", "user", "10s", "1m"),
                    rule("b", "user", "61s", "5m"),
                    rule("c", "device", "1m", "2m"),
                    related("d", "10s", "1m"),
                    related("e", "61s", "5m")),
                "ann",
                "",
                T0 - 86_400_000));
    List<Signal> signals = ruleSet.plan().signals();
    SignalBounds bounds = SignalBounds.of(signals);
    List<String> names = IntStream.range(0, signals.size()).mapToObj(SignalBounds::name).toList();
    Map<String, Condition> conditions = new TreeMap<>();
    bounds
        .conditions()
        .forEach(
            text -> conditions.put(text, Condition.compile(text, names, any -> {}).orElseThrow()));
    int[] vectors = new int[1];
    RuleSetTimeline timeline = new RuleSetTimeline();
    timeline.add(ruleSet);
    RuleReplay replay =
        new RuleReplay(
            timeline,
            0,
            new RuleReplayListener() {
              @Override
              public void evaluated(SignalVector vector, List<Hit> hits) {
                vectors[0]++;
                conditions.forEach(
                    (text, condition) ->
                        assertThat(condition.holds(vector.values()))
                            .as("%s of %s", text, signals)
                            .isTrue());
                bounds
                    .whole()
                    .forEach(place -> assertThat(isWholeOrNone(vector.values()[place])).isTrue());
              }
            });

    // When
    traffic().forEach(replay::take);
    replay.finish(T0 + 3_600_000);

    // Then
    assertThat(conditions).hasSizeGreaterThan(60);
    assertThat(vectors[0]).isGreaterThan(3_000);
  }

  private static boolean isWholeOrNone(double value) {
    return Double.isNaN(value) || value == Math.rint(value);
  }

  private static List<RiskEvent> traffic() {
    SplittableRandom random = new SplittableRandom(7);
    List<RiskEvent> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long at = T0 + random.nextLong(600_000);
      String user = "u" + random.nextInt(12);
      events.add(
          random.nextInt(10) == 0
              ? new RiskEvent(at, at, user, "", "", "", 0, "p" + i, random.nextLong(20_000))
              : new RiskEvent(
                  at,
                  at - random.nextLong(900),
                  user,
                  "d" + random.nextInt(3),
                  "203.0.113." + random.nextInt(3),
                  "gala/first-" + (at - T0) / 5_000,
                  random.nextInt(4),
                  "",
                  0));
    }
    events.sort(Comparator.comparingLong(RiskEvent::atMillis));
    return events;
  }

  /** With a window of {@code rule}, whose counts bound what follows. */
  private static RuleText related(String id, String shorter, String longer) {
    StringBuilder signals = new StringBuilder();
    for (String window : List.of(shorter, longer)) {
      signals.append(
          String.format(
              Locale.ROOT,
              """
                asked_%1$s: {follows: {first: shakes, then: requests, within: 2s}, by: user, window: %1$s}
                won_%1$s: {follows: {first: requests, then: packets, within: 5s}, by: user, window: %1$s}
                met_%1$s: {neighbours: {by: device, of: users}, window: %1$s}
                near_%1$s: {neighbours: {by: address, of: users}, window: %1$s}
              """,
              window));
    }
    return text(id, signals, "asked_" + shorter + " > 5");
  }

  private static RuleText rule(String id, String by, String shorter, String longer) {
    StringBuilder signals = new StringBuilder();
    for (String window : List.of(shorter, longer)) {
      signals.append(
          String.format(
              Locale.ROOT,
              """
                req_%2$s: {count: requests, by: %1$s, window: %2$s}
                shakes_%2$s: {count: shakes, by: %1$s, window: %2$s}
                packets_%2$s: {count: packets, by: %1$s, window: %2$s}
                won_%2$s: {sum: amount_fen, by: %1$s, window: %2$s}
                won_least_%2$s: {min: amount_fen, by: %1$s, window: %2$s}
                won_most_%2$s: {max: amount_fen, by: %1$s, window: %2$s}
                fast_%2$s: {min: interval_ms, by: %1$s, window: %2$s}
                mean_%2$s: {avg: interval_ms, by: %1$s, window: %2$s}
                slow_%2$s: {max: interval_ms, by: %1$s, window: %2$s}
                others_%2$s: {distinct: %3$s, by: %1$s, window: %2$s}
              """,
              by,
              window,
              by.equals("user") ? "device" : "user"));
    }
    return text(id, signals, "req_" + shorter + " > 5");
  }

  private static RuleText text(String id, StringBuilder signals, String when) {
    return new RuleText(
        id + ".yaml",
        "id: "
            + id
            + "\ndescription: For tests.\nmode: active\nsignals:\n"
            + signals
            + "when: "
            + when
            + "\nverdict: {on: user, level: watch, for: 1s}\n");
  }
}
