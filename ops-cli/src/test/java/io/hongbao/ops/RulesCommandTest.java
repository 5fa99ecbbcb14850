package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.fixtures.RuleSetFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  private static final String SAMPLES = Path.of("..", "fraud-rules", "rules").toString();

  private static final String HAMMER = RuleSetFixtures.hammer("requests_10s > 40").text();

  private static final String CASES =
      """
      cases:
        - name: a script
          shakes:
            - {every: 100ms, for: 10s, user: bot}
          expect:
            - {who: bot, by: 6s}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void shouldFindTheSampleRulesFineAndTheirCasesPassed() {
    assertThat(run("check", SAMPLES)).isZero();
    assertThat(run("test", SAMPLES)).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines()).contains("fine: 7 rules, 15 signals, 28 cases");
    assertThat(out.toString().lines()).contains("7 rules, 28 cases: all passed");
  }

  @Test
  void shouldTellProblemsOfRulesAndCasesInOneGo() throws IOException {
    // Given
    Path rule = write("hammer.yaml", HAMMER.replace("requests_10s >", "request_10s >"));
    Path other = write("other.yaml", HAMMER.replace("id: hammer", "id: other"));
    Path cases = write("other.cases.yaml", CASES.replace("every:", "evry:"));

    // When
    int status = run("check", folder.toString());

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(rule + ":6:7: when: ")
        .contains("(did you mean requests_10s?)")
        .contains(cases + ":4:10: unknown key 'evry'")
        .contains("(did you mean every?)")
        .contains(rule + ":1:1: warning: rule without cases, expected hammer.cases.yaml beside it")
        .doesNotContain(other + ":")
        .endsWith("in 2 files, 1 warning\n");
  }

  @Test
  void shouldLineUpWhatIsFine() throws IOException {
    write("hammer.yaml", HAMMER);
    Path cases = write("hammer.cases.yaml", CASES);

    assertThat(run("check", cases.toString())).isZero();

    assertThat(out.toString())
        .startsWith(
            """
              rule    mode    on    says           rollout  signals  longest  cases
              hammer  shadow  user  empty for 10m    100 %        1      10s      1
            fine: 1 rule, 1 signal, 1 case
            judging a shake by them takes some \
            """)
        .matches("(?s).* takes some [0-9]+ % of the processor time of answering it, .* is 50\n");
  }

  @Test
  void shouldTellWhereACaseThatFailsStands() throws IOException {
    // Given
    Path rule = write("hammer.yaml", HAMMER.replace("> 40", "> 80"));
    Path cases = write("hammer.cases.yaml", CASES);

    // When
    int status = run("test", rule.toString());

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("  hammer  a script  FAILED\n1 rule, 1 case: 1 failed\n");
    assertThat(err.toString())
        .startsWith(cases + ":2:5: a script: user bot empty after ")
        .endsWith(", expected it by 6s\n");
  }

  @Test
  void shouldNotCallNoCasesPassed() throws IOException {
    write("hammer.yaml", HAMMER);
    Path orphan = write("hamer.cases.yaml", CASES);

    assertThat(run("test", folder.toString())).isEqualTo(1);

    assertThat(out.toString()).isEqualTo("1 rule, 0 cases: nothing was tested\n");
    assertThat(err.toString())
        .contains(
            orphan
                + ":1:1: warning: cases without a rule, they are not run: expected hamer.yaml"
                + " beside them");
  }

  @Test
  void shouldSayHowManyRulesNoCaseTests() throws IOException {
    write("hammer.yaml", HAMMER);
    write("hammer.cases.yaml", CASES);
    write("other.yaml", HAMMER.replace("id: hammer", "id: other"));

    assertThat(run("test", folder.toString())).isZero();

    assertThat(out.toString()).endsWith("2 rules, 1 case: all passed, 1 rule without cases\n");
  }

  @Test
  void shouldWarnOfWhatIsProved() throws IOException {
    Path rule = write("hammer.yaml", HAMMER.replace("> 40", "> 4 && requests_10s < 5"));
    write("hammer.cases.yaml", CASES);

    assertThat(run("check", rule.toString())).isZero();

    assertThat(err.toString())
        .isEqualTo(
            rule
                + ":6:7: warning: when: can never hold, expected a condition that some traffic"
                + " meets\n");
    assertThat(out.toString()).contains("fine: 1 rule, 1 signal, 1 case, 1 warning\n");
  }

  @Test
  void shouldProveHowTwoRulesRelate() throws IOException {
    String strict = write("strict.yaml", HAMMER).toString();
    String other = write("other.yaml", HAMMER.replace("> 40", ">= 41")).toString();
    String loose = write("loose.yaml", HAMMER.replace("> 40", "> 20")).toString();

    assertThat(run("prove", strict, "--implies", loose)).isZero();
    assertThat(run("prove", strict, "--equals", other)).isZero();
    assertThat(run("prove", loose, "--implies", strict)).isEqualTo(1);
    assertThat(run("prove", loose, "--equals", strict)).isEqualTo(1);

    assertThat(out.toString().lines())
        .hasSize(6)
        .contains("hammer implies hammer: proved")
        .anyMatch(
            line -> line.matches("hammer implies hammer: no, as with requests_10s [234][0-9]"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldSayWhichCommandsThereAre() {
    assertThat(CommandLines.of(new OpsMain()).setErr(new PrintWriter(err)).execute("rules"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("expected check, prove, test");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Stream.concat(Stream.of("rules"), Stream.of(arguments)).toArray(String[]::new));
  }
}
