package io.hongbao.solver;

import static io.hongbao.solver.ProvedRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.solver.ProofResult.Proved;
import io.hongbao.solver.ProofResult.Refuted;
import io.hongbao.solver.ProofResult.Unknown;
import io.hongbao.yaml.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions whose truth is known, and what the solver says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleProverTest {

  private RuleProver prover;

  @BeforeAll
  void open() throws SolverUnavailableException {
    // Far more than any question below takes: the machine may be busy.
    prover = new RuleProver(Duration.ofMinutes(5));
  }

  @AfterAll
  void close() {
    prover.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          req_10s > 40                                        ; sometimes
          req_10s > 40 && req_10s < 30                        ; never
          req_10s > 4 && req_10s < 5                          ; never
          rhythm > 4 && rhythm < 5                            ; sometimes
          req_10s >= 0                                        ; always
          req_10s > req_1m                                    ; never
          req_1m >= req_10s                                   ; always
          rhythm < 15 || rhythm >= 15                         ; sometimes
          rhythm == rhythm || rhythm != rhythm                ; always
          rhythm != rhythm && rhythm < 5                      ; never
          rhythm == rhythm && mean != mean                    ; never
          fast > mean                                         ; never
          fast > slow                                         ; never
          mean > slow                                         ; sometimes
          mean >= 1 + slow                                    ; never
          rhythm < 15 && req_1m < 2                           ; never
          req_10s < 100 && req_10s + 0.5 == req_1m            ; never
          req_10s + 1 > 0                                     ; always
          !(req_10s > 5) && req_10s > 5                       ; never
          (req_10s > 5) == (req_10s <= 5)                     ; never
          (req_10s > 5 ? fast : slow) < 0                     ; never
          users_1h > 8 && req_10s * 2 > 100                   ; sometimes
          won / req_10s > 100 && won == 0                     ; never
          """)
  void shouldKnowWhetherAConditionCanHold(String when, String expected) {
    ParsedRule rule = rule(when);

    ProofResult never = prover.neverHolds(rule);
    ProofResult always = prover.alwaysHolds(rule);

    assertThat(never).isInstanceOf(expected.equals("never") ? Proved.class : Refuted.class);
    assertThat(always).isInstanceOf(expected.equals("always") ? Proved.class : Refuted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          won / req_10s > 100                        ; true
          req_10s > 0 && won / req_10s > 100         ; false
          won / req_10s > 100 && req_10s > 0         ; false
          won / req_10s > 100 || req_10s < 5         ; false
          won / req_10s > 100 || req_10s > 5         ; true
          (req_10s > 5 ? won / req_10s : 0) > 10     ; false
          won / (req_10s + 1) > 100                  ; false
          won / (req_1m - req_10s) > 100             ; true
          won / rhythm > 100                         ; true
          """)
  void shouldKnowWhetherADivisionCanFail(String when, boolean fails) {
    assertThat(prover.neverFails(rule(when))).isInstanceOf(fails ? Refuted.class : Proved.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          req_10s > 40                ; req_10s > 20               ; true
          req_10s > 20                ; req_10s > 40               ; false
          req_10s > 40                ; req_10s >= 41              ; true
          req_10s >= 41               ; req_10s > 40               ; true
          rhythm < 15                 ; !(rhythm >= 15)            ; true
          !(rhythm >= 15)             ; rhythm < 15                ; false
          req_10s > 40                ; req_1m > 40                ; true
          req_1m > 40                 ; req_10s > 40               ; false
          req_10s > 5 && req_1m > 9   ; !(req_10s <= 5 || req_1m <= 9) ; true
          fast > 100                  ; mean > 99                  ; true
          """)
  void shouldKnowWhetherOneConditionImpliesAnother(String first, String second, boolean implied) {
    assertThat(prover.implies(rule(first), rule(second)))
        .isInstanceOf(implied ? Proved.class : Refuted.class);
  }

  @Test
  void shouldShowAnExampleThatPeopleCanRead() {
    Refuted more = (Refuted) prover.implies(rule("req_10s > 20"), rule("req_10s > 40"));

    double requests = more.example().values().values().iterator().next();
    assertThat(requests).isBetween(21.0, 40.0);
    assertThat(more.example()).hasToString("req_10s " + (long) requests);
  }

  @Test
  void shouldSayWhatNobodyCanWant() {
    List<Problem> findings =
        RuleFindings.of(
            List.of(
                rule("never", "watch", "req_10s > 4 && req_10s < 5"),
                rule("always", "watch", "req_10s < 5 || req_10s >= 5"),
                rule("twice", "watch", "shakes_10s > 5 || shakes_10s > 10"),
                rule("ratio", "slow", "won / req_10s > 7"),
                rule("mild", "slow", "req_1m > 60"),
                rule("hard", "block", "req_1m > 40"),
                rule("fine", "empty", "req_1m > 10 && rhythm < 15 && users_1h > 3")),
            prover);

    assertThat(findings)
        .extracting(Object::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).startsWith("never.yaml:14:7: when: can never hold, "),
            text -> assertThat(text).startsWith("always.yaml:14:7: when: always holds, "),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "twice.yaml:14:7: when: 'shakes_10s > 10' changes nothing, expected the"
                            + " condition without it"),
            text ->
                assertThat(text)
                    .startsWith("ratio.yaml:14:7: when: a division can fail, as with req_10s 0, "),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "mild.yaml:14:7: when: thresholds in the wrong order, expected another:"
                            + " wherever it says slow, rule hard says block"));
  }

  /** With the longest condition that a rule may have, and a limit that is too short for it. */
  @Test
  void shouldSayThatItDoesNotKnowWithinItsLimit() throws SolverUnavailableException {
    String longest =
        IntStream.range(0, 60)
            .mapToObj(i -> "won * req_1m / (req_10s + " + i + ".7) * mean > rhythm * " + i + ".3")
            .collect(Collectors.joining(" && "));
    try (RuleProver hurried = new RuleProver(Duration.ofMillis(1))) {
      assertThat(hurried.neverHolds(rule(longest))).isInstanceOf(Unknown.class);
      assertThat(RuleFindings.of(List.of(rule(longest)), hurried))
          .extracting(Problem::toString)
          .hasSize(3)
          .anyMatch(text -> text.contains("nothing more is asked about it"));
    }
  }
}
