package io.hongbao.rules.verdict;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.compiledRuleSet;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final int REQUESTS = 0;
  private static final int SHAKES = 1;

  @Test
  void shouldHitWithValuesAndOperands() {
    CompiledRuleSet ruleSet =
        compiledRuleSet(rule("a", "requests_10s > 5 && (shakes_10s > 9 || rhythm_1m < 15)"));
    SignalVector vector = vector(ruleSet, "u1", 9);
    vector.values()[5] = 12.5;

    assertThat(new Evaluator(ruleSet).evaluate(vector))
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.entity()).isEqualTo(new Entity(EntityKind.USER, "u1"));
              assertThat(hit.level()).isEqualTo(RiskLevel.EMPTY);
              assertThat(hit.values())
                  .containsEntry("requests_10s", 9.0)
                  .containsEntry("won_1m", 0.0);
              assertThat(hit.operands())
                  .containsExactly(
                      new EvaluatedComparison("requests_10s 9 > 5", true),
                      new EvaluatedComparison("shakes_10s 0 > 9", false),
                      new EvaluatedComparison("rhythm_1m 12.5 < 15", true));
            });
  }

  @Test
  void shouldNotAskAgainWhatDidNotChange() {
    CompiledRuleSet ruleSet =
        compiledRuleSet(rule("a", "requests_10s > 5"), rule("b", "requests_10s > 7"));
    Evaluator evaluator = new Evaluator(ruleSet);

    for (int i = 0; i < 10; i++) {
      assertThat(evaluator.evaluate(vector(ruleSet, "u1", 6))).hasSize(1);
    }
    assertThat(evaluator.conditionsEvaluated()).isEqualTo(2);
    assertThat(evaluator.evaluate(vector(ruleSet, "u1", 8))).hasSize(2);
    assertThat(evaluator.evaluate(vector(ruleSet, "u2", 0))).isEmpty();
    assertThat(evaluator.evaluate(vector(ruleSet, "u1", 6))).hasSize(1);
  }

  /**
   * One evaluator remembers, and for each signal vector there is one that has seen nothing before.
   */
  @Test
  void shouldSayTheSameWhetherOrNotItRemembers() {
    CompiledRuleSet ruleSet = compiledRuleSet(randomRules(new SplittableRandom(11)));
    Evaluator remembering = new Evaluator(ruleSet);
    Map<String, Long> faults = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(12);
    Map<String, double[]> lastValues = new HashMap<>();
    int hits = 0;
    int vectors = 5_000;

    for (int i = 0; i < vectors; i++) {
      // The first two have the same hash code, and so the same place in what is remembered.
      String user = List.of("Aa", "BB", "u1", "u2").get(random.nextInt(4));
      double[] values = lastValues.getOrDefault(user, ruleSet.plan().freshValues()).clone();
      change(values, random);
      lastValues.put(user, values);
      SignalVector vector =
          new SignalVector(T0 + 1_000, T0, user, "d1", "203.0.113.7", 1, 1, 0, 0, values);
      Evaluator forgetful = new Evaluator(ruleSet);

      List<Hit> said = remembering.evaluate(vector);

      assertThat(said).isEqualTo(forgetful.evaluate(vector));
      forgetful.faults().forEach((rule, count) -> faults.merge(rule, count, Long::sum));
      hits += said.size();
    }

    assertThat(remembering.faults()).isEqualTo(faults).isNotEmpty();
    assertThat(hits).isBetween(vectors, 20 * vectors);
    assertThat(remembering.conditionsEvaluated()).isLessThan(30L * vectors * 2 / 3);
  }

  private static RuleText[] randomRules(SplittableRandom random) {
    List<String> terms =
        List.of(
            "requests_10s > %d",
            "shakes_10s < %d",
            "rhythm_1m >= %d",
            "requests_10s / shakes_10s > %d",
            "users_on_device_1m != %d");
    return IntStream.range(0, 30)
        .mapToObj(
            i ->
                rule(
                    "r" + i,
                    IntStream.range(0, random.nextInt(1, 3))
                        .mapToObj(j -> terms.get(random.nextInt(terms.size())))
                        .map(term -> String.format(Locale.ROOT, term, random.nextInt(4)))
                        .collect(Collectors.joining(random.nextBoolean() ? " && " : " || "))))
        .toArray(RuleText[]::new);
  }

  /** Leaves most values as they were. */
  private static void change(double[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      if (random.nextInt(6) == 0) {
        values[i] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(5);
      }
    }
  }

  @Test
  void shouldCountAFaultAndJudgeNothingByIt() {
    CompiledRuleSet ruleSet =
        compiledRuleSet(
            rule("ratio", "requests_10s / shakes_10s > 3"), rule("plain", "requests_10s > 3"));
    Evaluator evaluator = new Evaluator(ruleSet);
    SignalVector vector = vector(ruleSet, "u1", 9);
    vector.values()[SHAKES] = 0;

    assertThat(evaluator.evaluate(vector)).extracting(Hit::ruleId).containsExactly("plain");
    assertThat(evaluator.evaluate(vector)).hasSize(1);
    assertThat(evaluator.faults()).isEqualTo(Map.of("ratio", 2L));
  }

  @Test
  void shouldTouchThePercentOfTheRolloutAndKeepThemWhenItGrows() {
    List<String> tenPercent = hitAt(10);
    List<String> thirtyPercent = hitAt(30);

    assertThat(tenPercent).hasSizeBetween(70, 130);
    assertThat(thirtyPercent).hasSizeBetween(250, 350).containsAll(tenPercent);
    assertThat(hitAt(0)).isEmpty();
  }

  private static List<String> hitAt(int percent) {
    RuleText text = rule("a", "requests_10s > 5");
    CompiledRuleSet ruleSet =
        compiledRuleSet(
            new RuleText(
                text.name(),
                text.text().replace("mode: active", "mode: active\nrollout: " + percent)));
    Evaluator evaluator = new Evaluator(ruleSet);
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "u" + i)
        .filter(user -> !evaluator.evaluate(vector(ruleSet, user, 9)).isEmpty())
        .toList();
  }

  @Test
  void shouldBlockWhoIsDeniedAndLetAloneWhoIsAllowed() {
    RuleText lists =
        new RuleText(
            RuleText.LISTS,
            "allow: {users: [good], devices: [kiosk]}\ndeny: {users: [bad, good], addresses: [203.0.113.7]}\n");
    CompiledRuleSet ruleSet = compiledRuleSet(rule("a", "requests_10s > 5"), lists);
    Evaluator evaluator = new Evaluator(ruleSet);

    assertThat(evaluator.evaluate(vector(ruleSet, "good", 99))).isEmpty();
    assertThat(evaluator.evaluate(vector(ruleSet, "bad", 0, "d1", "198.51.100.1")))
        .extracting(Hit::entity, Hit::level)
        .containsExactly(tuple(new Entity(EntityKind.USER, "bad"), RiskLevel.BLOCK));
    assertThat(evaluator.evaluate(vector(ruleSet, "u1", 0)))
        .extracting(Hit::entity)
        .containsExactly(new Entity(EntityKind.ADDRESS, "203.0.113.7"));
    assertThat(evaluator.evaluate(vector(ruleSet, "u1", 99, "kiosk", "198.51.100.1"))).isEmpty();
  }

  @Test
  void shouldKnowAnAddressInEveryFormAndInRanges() {
    // Given
    RuleText lists =
        new RuleText(
            RuleText.LISTS,
            """
            allow: {addresses: ["2001:db8:1::/64", 198.51.100.7-198.51.100.9]}
            deny: {addresses: ["2001:0DB8::0077", 203.0.113.0/24, "2001:db8:1::5", 198.51.100.0/24]}
            """);
    Evaluator evaluator = new Evaluator(compiledRuleSet(rule("a", "requests_10s > 5"), lists));

    // Then: as edges of any version write them
    assertThat(denied(evaluator, "2001:db8:0:0:0:0:0:77")).containsExactly("2001:db8::77");
    assertThat(denied(evaluator, "2001:db8::77")).containsExactly("2001:db8::77");
    assertThat(denied(evaluator, "2001:db8::78")).isEmpty();
    assertThat(denied(evaluator, "203.0.113.200")).containsExactly("203.0.113.200");
    assertThat(denied(evaluator, "203.0.114.1")).isEmpty();
    assertThat(denied(evaluator, "2001:db8:1:0::5")).isEmpty();
    assertThat(denied(evaluator, "198.51.100.6")).containsExactly("198.51.100.6");
    assertThat(denied(evaluator, "198.51.100.8")).isEmpty();
  }

  /** Whom the deny list hits, of a shake that an edge logged with this address. */
  private static List<String> denied(Evaluator evaluator, String address) {
    RiskEvent event = new RiskEvent(T0, T0, "u1", "d1", address, "gala/first-0", 1, "", 0);
    SignalVector vector =
        new SignalVector(
            T0 + 1_000,
            T0,
            event.user(),
            event.device(),
            event.address(),
            1,
            1,
            0,
            0,
            new double[7]);
    return evaluator.evaluate(vector).stream().map(hit -> hit.entity().name()).toList();
  }

  @Test
  void shouldSayNothingOfADeviceThatNobodyKnows() {
    CompiledRuleSet ruleSet =
        compiledRuleSet(
            rule("a", "active", "requests_10s > 5", "{on: device, level: slow, for: 5s}"));

    assertThat(new Evaluator(ruleSet).evaluate(vector(ruleSet, "u1", 9, "", "203.0.113.7")))
        .isEmpty();
  }

  private static SignalVector vector(CompiledRuleSet ruleSet, String user, double requests) {
    return vector(ruleSet, user, requests, "d1", "203.0.113.7");
  }

  private static SignalVector vector(
      CompiledRuleSet ruleSet, String user, double requests, String device, String address) {
    double[] values = ruleSet.plan().freshValues();
    values[REQUESTS] = requests;
    return new SignalVector(T0 + 1_000, T0 + 500, user, device, address, 1, 1, 0, 0, values);
  }
}
