package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.proof.export.LogRow;
import io.hongbao.proof.export.RowWriter;
import io.hongbao.proof.export.Rows;
import io.hongbao.rules.fixtures.RuleSetFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesBacktestCommandTest {

  private static final int PEOPLE = 30;
  private static final int TERMINAL_WIDTH = 100;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private Path export;
  private Path labels;
  private Path rule;

  @BeforeEach
  void writeTraffic() throws IOException {
    export = folder.resolve("export.csv");
    StringBuilder kinds = new StringBuilder("user,kind\nbot,hammer\n");
    try (RowWriter writer = RowWriter.create(export)) {
      for (int second = 0; second < 60; second++) {
        for (int person = 1; person <= PEOPLE; person++) {
          if (second % 5 == 0) {
            writer.write(shake(second, person, "p" + person, 0));
          }
        }
        writer.write(shake(second, 900, "bot", 9));
      }
      writer.finish();
    }
    for (int person = 1; person <= PEOPLE; person++) {
      kinds.append("p").append(person).append(",human\n");
    }
    labels = Files.writeString(folder.resolve("labels.csv"), kinds);
    rule =
        Files.writeString(
            folder.resolve("hammer.yaml"), RuleSetFixtures.hammer("requests_10s > 40").text());
  }

  private static LogRow shake(int second, int millis, String user, int repeats) {
    return Rows.shake(Rows.T0 + second * 1_000L + millis, user, "d-" + user, "10.0.0.1", repeats);
  }

  @Test
  void shouldTellHitsScoresAndSweepOfAnExport() throws IOException {
    // Given
    Path plot = folder.resolve("sweep.svg");

    // When
    int status =
        run("--rules", rule, "--file", export, "--labels", labels, "--plot", plot, "--ascii");

    // Then
    assertThat(status).isZero();
    assertThat(err.toString()).doesNotContain("matches nearly everyone");
    assertThat(out.toString().lines())
        .first()
        .asString()
        .matches("420 records read from [0-9:]{8} UTC on, 31 users");
    assertThat(out.toString())
        .containsPattern("hammer +shadow +user +56 +1 +1 +3.23 %")
        .containsPattern("hammer +1 +0 +1.000 +1.000 +1.000 +1.000")
        .contains("sweep of hammer\n")
        .containsPattern("> +40 +1 +1.000 +1.000 +1.000 +#{24}\n")
        .endsWith("plot " + plot + "\n");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    assertThat(Files.readString(plot)).startsWith("<svg ").contains("requests_10s &gt; 40");
  }

  @Test
  void shouldWarnOfARuleThatFindsPeople() throws IOException {
    Files.writeString(rule, Files.readString(rule).replace("> 40", "> 1"));

    assertThat(run("--rules", rule, "--file", export, "--ascii")).isZero();

    assertThat(err.toString())
        .contains("warning: rule hammer matches nearly everyone: 31 of 31 users (100 %)");
  }

  @Test
  void shouldSetAsideWhoHasNoValidNameAndSaySo() throws IOException {
    // Given
    Path odd = folder.resolve("odd.csv");
    try (RowWriter writer = RowWriter.create(odd)) {
      writer.write(shake(0, 0, "   ", 0));
      writer.write(shake(1, 0, "bot", 50));
      writer.finish();
    }
    Files.writeString(folder.resolve("lists.yaml"), "{allow: {users: [u9]}, deny: {users: [u8]}}");

    // When
    int status = run("--rules", folder, "--file", odd, "--ascii");

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("2 records read from ").contains(" on, 1 users");
    assertThat(err.toString()).contains("warning: 1 records were set aside: their users have no");
  }

  @Test
  void shouldTryNoRuleWithAProblem() throws IOException {
    Files.writeString(rule, Files.readString(rule).replace("count:", "coutn:"));

    assertThat(run("--rules", rule, "--file", export)).isEqualTo(1);

    assertThat(err.toString()).contains("hammer.yaml:5:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldRefuseToCompareWithAnythingButLive() {
    assertThat(run("--rules", rule, "--file", export, "--against", "yesterday")).isEqualTo(2);

    assertThat(err.toString()).contains("--against 'yesterday': expected live or verdicts");
  }

  @Test
  void shouldReadNothingThatIsTooOldForTheWindows() throws IOException {
    // Given: ten seconds of window and a minute for copies
    long fromMillis = Rows.T0 + 100_000;
    Path late = folder.resolve("late.csv");
    try (RowWriter writer = RowWriter.create(late)) {
      writer.write(shake(29, 0, "bot", 9));
      writer.write(shake(31, 0, "bot", 9));
      writer.write(shake(101, 0, "bot", 9));
      writer.finish();
    }

    // When
    int status = run("--rules", rule, "--file", late, "--from", fromMillis, "--ascii");

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("2 records read from ").contains(" on, 1 users");
  }

  @Test
  void shouldTryRulesOnAVirtualAudienceWhoseTruthItKnows() {
    int status =
        run(
            "--rules",
            rule,
            "--phones",
            100,
            "--rate",
            6,
            "--duration",
            60,
            "--bots",
            10,
            "--bot-seed",
            77,
            "--ascii");

    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("device-farm")
        .containsPattern("hammer +2 +0 +1\\.000 +0\\.200");
  }

  @Test
  void shouldRefuseAVirtualAudienceWithALog() {
    Object[] audience = {"--phones", 100, "--rate", 6, "--duration", 60, "--bots", 10};

    assertThat(run(with(audience, "--rules", rule, "--from", "now-10m"))).isEqualTo(2);
    assertThat(run(with(audience, "--rules", rule, "--against", "verdicts"))).isEqualTo(2);
    assertThat(run(with(audience, "--rules", rule, "--file", export))).isEqualTo(2);

    assertThat(err.toString())
        .contains("a virtual audience has no log", "--phones with --file: expected one of them");
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }

  private int run(Object... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "rules";
    all[1] = "backtest";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 2] = arguments[i].toString();
    }
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
