package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.fixtures.RuleSetFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(out.toString().lines()).contains("fine: 5 rules, 11 signals, 19 cases");
    assertThat(out.toString().lines()).contains("5 rules, 19 cases: all passed");
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
        .isEqualTo(
            """
              rule    mode    on    says           rollout  signals  longest  cases
              hammer  shadow  user  empty for 10m    100 %        1      10s      1
            fine: 1 rule, 1 signal, 1 case
            """);
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
  void shouldSayWhichCommandsThereAre() {
    assertThat(CommandLines.of(new OpsMain()).setErr(new PrintWriter(err)).execute("rules"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("expected check, test");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String command, String path) {
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("rules", command, path);
  }
}
