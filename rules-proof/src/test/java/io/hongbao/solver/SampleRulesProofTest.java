package io.hongbao.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.file.RuleFolder;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import io.hongbao.solver.ProofResult.Proved;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that come with the project, and a change of each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleRulesProofTest {

  private static final List<ParsedRule> RULES =
      RuleFolder.read(List.of(Path.of("..", "fraud-rules", "rules"))).rules();

  private RuleProver prover;

  @BeforeAll
  void open() throws SolverUnavailableException {
    prover = new RuleProver(Duration.ofMinutes(5));
  }

  @AfterAll
  void close() {
    prover.close();
  }

  @Test
  void shouldFindNothingToMend() {
    assertThat(RULES).hasSize(7);
    assertThat(RuleFindings.of(RULES, prover)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          hammer        ; > 40                   ; > 30                    ; true  ; false
          device-farm   ; > 8                    ; >= 9                    ; false ; false
          metronome     ; && pace_2m > 3000      ; && pace_2m > 4000       ; false ; true
          address-swarm ; _1m > 25               ; _1m >= 25               ; true  ; false
          device-ring   ; > 7                    ; > 6                     ; true  ; false
          quick-asker   ; >= 12                  ; >= 11                   ; true  ; false
          slow-mimic    ; >= 45 && pace_4m > 4500; > 45 && pace_4m > 4000  ; true  ; true
          """)
  void shouldSayWhatAChangeFindsMoreAndLess(
      String id, String old, String other, boolean more, boolean less) {
    ParsedRule rule =
        RULES.stream().filter(each -> each.rule().id().equals(id)).findFirst().orElseThrow();
    RuleText text = new RuleText(id + ".yaml", rule.file().text().replace(old, other));
    ParsedRule changed = RuleReader.read(List.of(text)).rules().get(0);

    ProofResult findsNobodyElse = prover.implies(changed, rule);
    ProofResult losesNobody = prover.implies(rule, changed);
    System.out.println(id + " " + other + ": " + findsNobodyElse + ", " + losesNobody);

    assertThat(changed.rule()).isNotEqualTo(rule.rule());
    assertThat(findsNobodyElse instanceof Proved).isEqualTo(!more);
    assertThat(losesNobody instanceof Proved).isEqualTo(!less);
  }
}
