package io.hongbao.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.cases.CaseFile.CaseReadResult;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A case says in words what went otherwise, and its file where it is wrong. */
class CaseRunnerTest {

  private static final ParsedRule RULE =
      RuleReader.read(
              List.of(
                  new RuleText(
                      "hammer.yaml",
                      """
                      id: hammer
                      description: Too fast.
                      mode: shadow
                      rollout: 0
                      signals:
                        requests_10s: {count: requests, by: user, window: 10s}
                      when: requests_10s > 20
                      verdict: {on: user, level: empty, for: 30m}
                      """)))
          .rules()
          .get(0);

  @Test
  void shouldRunAShadowRuleThatIsRolledOutToNobody() {
    assertThat(differences("{every: 100ms, for: 5s, user: bot}", "{who: bot, by: 4s}")).isEmpty();
  }

  @Test
  void shouldSayWhomNothingWasSaidOf() {
    assertThat(differences("{every: 1s, for: 5s, user: person}", "{who: person}"))
        .containsExactly("nothing said of person, expected empty");
  }

  @Test
  void shouldSayWhoWasHitAgainstExpectationAndWhy() {
    assertThat(differences("{every: 100ms, for: 5s, user: bot}", ""))
        .containsExactly("user bot empty after 3s (requests_10s 26 > 20 true), expected nothing");
  }

  @Test
  void shouldSayWhatCameLateOrAtAnotherLevel() {
    assertThat(differences("{every: 100ms, for: 5s, user: bot}", "{who: bot, by: 2s}"))
        .singleElement()
        .asString()
        .endsWith("expected it by 2s");
    assertThat(differences("{every: 100ms, for: 5s, user: bot}", "{who: bot, level: block}"))
        .singleElement()
        .asString()
        .endsWith("expected block");
  }

  @Test
  void shouldTellEveryProblemOfAFileOfCases() {
    CaseReadResult reading =
        CaseFile.parse(
            "c.yaml",
            """
            turn: 5s
            cases:
              - name: one
                shakes:
                  - {evry: 1s, for: 5s}
                  - {every: 1s}
                expect:
                  - {who: u1, level: emty}
              - name: two
                shakes: []
            """,
            RULE.rule().verdict());

    assertThat(reading.cases()).isEmpty();
    assertThat(reading.problems())
        .extracting(Object::toString)
        .containsExactly(
            "c.yaml:5:9: shake with only one of every and for, expected both or none",
            "c.yaml:5:10: unknown key 'evry' in shake, expected one of at, every, for, jitter, of,"
                + " user, device, address, win_fen (did you mean every?)",
            "c.yaml:6:9: shake with only one of every and for, expected both or none",
            "c.yaml:8:26: level 'emty': expected one of none, watch, slow, empty, hold, block"
                + " (did you mean empty?)",
            "c.yaml:9:5: case lacks 'expect', expected it",
            "c.yaml:10:13: shakes: expected at least one");
  }

  private static List<String> differences(String shake, String expectation) {
    CaseReadResult reading =
        CaseFile.parse(
            "c.yaml",
            String.format(
                Locale.ROOT,
                """
            cases:
              - name: a case
                shakes: [%s]
                expect: [%s]
            """,
                shake,
                expectation),
            RULE.rule().verdict());
    assertThat(reading.problems()).isEmpty();
    return CaseRunner.run(RULE, reading.cases().get(0)).differences();
  }
}
