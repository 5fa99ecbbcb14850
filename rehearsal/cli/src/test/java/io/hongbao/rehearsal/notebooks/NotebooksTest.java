package io.hongbao.rehearsal.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.files.FolderLock;
import io.hongbao.proof.export.RecordedShow;
import io.hongbao.rules.backtest.Backtest;
import io.hongbao.rules.backtest.Sweep;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.rules.file.RuleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The analysts' notebooks run from beginning to end over an export and leave their plots. All run
 * at once; executed copies and plots stay in {@code rehearsal/cli/target/notebooks}.
 */
class NotebooksTest {

  private static final Path ROOT = Path.of(System.getProperty("hongbao.root")).normalize();
  private static final Path OUT = ROOT.resolve("rehearsal/cli/target/notebooks").toAbsolutePath();
  private static final Path RULE = ROOT.resolve("fraud-rules/rules/slow-mimic.yaml");
  private static final String TUNED = "shakes_4m";

  /** The fairness of a show that somebody tampered with. */
  private static final String CROOKED = "crooked";

  private static final Pattern SWEPT =
      Pattern.compile("^>? +([0-9.]+) +([0-9,]+) ", Pattern.MULTILINE);

  private static final Map<String, Notebook> EXECUTED = new HashMap<>();

  private static RecordedShow show;

  private static FolderLock lock;

  @AfterAll
  static void letGo() {
    if (lock != null) {
      lock.close();
    }
  }

  @BeforeAll
  static void executeAll() throws Exception {
    lock = FolderLock.take(OUT, "another checkout of the project");
    Jupyter jupyter = Jupyter.find(OUT.resolve("jupyter"));
    show = RecordedShow.play();
    show.writeExport(OUT.resolve("show.csv"));
    show.withoutMostWinsOfEvenBuckets().writeExport(OUT.resolve("crooked.csv"));
    show.labels().write(OUT.resolve("labels.csv"));
    show.writeSeeds(OUT.resolve("seeds"));
    Map<String, Process> running = new LinkedHashMap<>();
    for (String name : List.of("tune-rule", "explore-show", "fairness")) {
      running.put(name, begin(jupyter, name, "show.csv", OUT.resolve(name + ".ipynb")));
    }
    running.put(
        CROOKED, begin(jupyter, "fairness", "crooked.csv", OUT.resolve(CROOKED + ".ipynb")));
    for (Process each : running.values()) {
      Jupyter.await(each);
    }
    for (Map.Entry<String, Process> each : running.entrySet()) {
      String name = each.getKey();
      assertThat(each.getValue().exitValue()).as(Files.readString(log(name))).isZero();
      Notebook notebook = Notebook.read(OUT.resolve(name + ".ipynb"));
      EXECUTED.put(name, notebook);
      keepPlots(name, notebook);
    }
  }

  private static Process begin(Jupyter jupyter, String notebook, String export, Path executed)
      throws IOException {
    Map<String, String> environment =
        Map.of(
            "HONGBAO_EXPORT", OUT.resolve(export).toString(),
            "HONGBAO_LABELS", OUT.resolve("labels.csv").toString(),
            "HONGBAO_SEEDS", OUT.resolve("seeds").toString(),
            "HONGBAO_RULE", RULE.toString(),
            "HONGBAO_SIGNAL", TUNED);
    String name = executed.getFileName().toString().replace(".ipynb", "");
    return jupyter.execute(
        ROOT.resolve("notebooks").resolve(notebook + ".ipynb"), environment, executed, log(name));
  }

  private static Path log(String name) {
    return OUT.resolve(name + ".log");
  }

  private static void keepPlots(String name, Notebook notebook) throws IOException {
    List<byte[]> plots = notebook.plots();
    for (int i = 0; i < plots.size(); i++) {
      Files.write(OUT.resolve(String.format(Locale.ROOT, "%s-%d.png", name, i + 1)), plots.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"explore-show, 6", "tune-rule, 3", "fairness, 6", "crooked, 6"})
  void shouldRunToTheEndAndLeaveItsPlots(String name, int plots) {
    Notebook notebook = EXECUTED.get(name);

    assertThat(notebook.errors()).isEmpty();
    assertThat(notebook.complained()).isEmpty();
    assertThat(notebook.plots()).hasSize(plots);
  }

  @Test
  void shouldFindWithEachNumberAsManyAsTheBacktest() throws IOException {
    // When
    List<String> found = new ArrayList<>();
    Matcher matcher = SWEPT.matcher(EXECUTED.get("tune-rule").printed());
    while (matcher.find()) {
      double number = Double.parseDouble(matcher.group(1));
      found.add(
          String.format(Locale.ROOT, "%s finds %s", number, matcher.group(2).replace(",", "")));
    }

    // Then
    List<String> expected =
        sweep().points().stream()
            .map(
                point ->
                    String.format(Locale.ROOT, "%s finds %d", point.value(), point.users().size()))
            .toList();
    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
  }

  private static Sweep sweep() throws IOException {
    RuleText text = new RuleText(RULE.getFileName().toString(), Files.readString(RULE));
    Backtest backtest = Backtest.withSweeps(List.of(text), TimeSpan.ALL);
    show.rows().forEach(row -> backtest.take(row.toRiskEvent()));
    backtest.finish();
    return backtest.sweeps().stream()
        .filter(sweep -> sweep.comparison().startsWith(TUNED))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSayWhatFollowsFromTheChoice() {
    assertThat(EXECUTED.get("tune-rule").printed())
        .contains(
            "shakes_4m >= 45 becomes >= 40: recall",
            "when: shakes_4m >= 40 && pace_4m > 4500 && rhythm_4m < 600",
            "./hongbao rules backtest --rules fraud-rules/rules/slow-mimic.yaml",
            "./hongbao rules publish fraud-rules/rules/slow-mimic.yaml");
  }

  @Test
  void shouldFindAnHonestShowFair() {
    assertThat(EXECUTED.get("fairness").printed())
        .contains("verdict: nothing speaks against a fair draw");
  }

  @Test
  void shouldFindAShowUnfairInWhichSomeWinLess() {
    assertThat(EXECUTED.get(CROOKED).printed()).contains("speak against a fair draw");
  }
}
