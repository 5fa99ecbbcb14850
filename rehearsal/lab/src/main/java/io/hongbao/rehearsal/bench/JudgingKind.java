package io.hongbao.rehearsal.bench;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.ruleset.JudgingCost.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rule sets that differ in one kind of thing, so that the difference of two is what that kind costs
 * a shake: from them the table of {@link io.hongbao.rules.ruleset.JudgingCost} is made.
 */
enum JudgingKind {
  /** A rule over a count by user. */
  LEAST(1, List.of("{count: requests, by: user, window: 10s}")),
  COUNTS(
      1,
      and(
          LEAST,
          "{count: requests, by: user, window: 1m}",
          "{count: shakes, by: user, window: 5m}",
          "{count: shakes, by: user, window: 1h}",
          "{count: packets, by: user, window: 1h}")),
  NUMBERS(
      1,
      and(
          LEAST,
          "{stddev: interval_ms, by: user, window: 2m}",
          "{avg: interval_ms, by: user, window: 10s}",
          "{min: interval_ms, by: user, window: 1h}",
          "{sum: amount_fen, by: user, window: 1h}")),
  DISTINCTS(
      1,
      and(
          LEAST,
          "{distinct: device, by: user, window: 1h}",
          "{distinct: address, by: user, window: 1h}",
          "{distinct: block, by: user, window: 10m}",
          "{distinct: device, by: user, window: 1m}")),
  DEVICE(1, and(LEAST, "{distinct: user, by: device, window: 1h}")),
  ADDRESS(1, and(LEAST, "{count: requests, by: address, window: 10s}")),
  ADDRESS_AND_BLOCK(1, and(ADDRESS, "{count: requests, by: block, window: 10s}")),
  FOLLOWS(
      1,
      and(LEAST, "{follows: {first: shakes, then: requests, within: 2s}, by: user, window: 3m}")),
  NEIGHBOURS(1, and(DEVICE, "{neighbours: {by: device, of: users}, window: 1h}")),
  RULES(81, LEAST.signals);

  private final int rules;

  @SuppressWarnings("ImmutableEnumChecker") // lists that cannot be changed
  private final List<String> signals;

  JudgingKind(int rules, List<String> signals) {
    this.rules = rules;
    this.signals = signals;
  }

  private static List<String> and(JudgingKind these, String... more) {
    return Stream.concat(these.signals.stream(), Stream.of(more)).toList();
  }

  /** Its files. */
  List<RuleText> rules() {
    return BenchRules.texts(rules, signals);
  }

  int ruleCount() {
    return rules;
  }

  /** The name of the job that judges by it. */
  String jobName() {
    return "kind-" + toString().replace('_', '-');
  }

  /** As rule files write them. */
  List<String> signals() {
    return signals;
  }

  /**
   * What each item costs, by runs of every kind; 0 where the noise is more than that.
   *
   * @param micros of each kind, as many as there were runs; empty if none was measured
   */
  static Map<Item, List<Double>> items(Map<JudgingKind, List<Double>> micros) {
    Map<Item, List<Double>> items = new EnumMap<>(Item.class);
    int runs = micros.isEmpty() ? 0 : micros.get(LEAST).size();
    for (int run = 0; run < runs; run++) {
      Map<JudgingKind, Double> of = new EnumMap<>(JudgingKind.class);
      for (JudgingKind kind : values()) {
        of.put(kind, micros.get(kind).get(run));
      }
      of(of)
          .forEach(
              (item, cost) -> items.computeIfAbsent(item, unused -> new ArrayList<>()).add(cost));
    }
    return items;
  }

  /** The same of one run. */
  static Map<Item, Double> of(Map<JudgingKind, Double> micros) {
    double least = micros.get(LEAST);
    double count = each(micros.get(COUNTS) - least, COUNTS);
    double number = each(micros.get(NUMBERS) - least, NUMBERS);
    double distinct = each(micros.get(DISTINCTS) - least, DISTINCTS);
    double rule = (micros.get(RULES) - least) / (RULES.rules - LEAST.rules);
    double address = micros.get(ADDRESS);
    Map<Item, Double> items = new EnumMap<>(Item.class);
    items.put(Item.JOB, least - count - rule);
    items.put(Item.DEVICE, micros.get(DEVICE) - least - distinct);
    items.put(Item.NETWORK, address - least - count);
    items.put(Item.ADDRESS_AND_BLOCK, micros.get(ADDRESS_AND_BLOCK) - address - count);
    items.put(Item.COUNT, count);
    items.put(Item.NUMBER, number);
    items.put(Item.DISTINCT, distinct);
    items.put(Item.FOLLOWS, micros.get(FOLLOWS) - least);
    items.put(Item.NEIGHBOURS, micros.get(NEIGHBOURS) - micros.get(DEVICE));
    items.put(Item.RULE, rule);
    items.replaceAll((item, cost) -> Math.max(0, cost));
    return items;
  }

  private static double each(double more, JudgingKind kind) {
    return more / (kind.signals.size() - LEAST.signals.size());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
