package io.hongbao.rehearsal.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.export.RecordedShow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The analysts' notebooks run from beginning to end over an export and leave their plots. All run
 * at once; executed copies and plots stay in {@code rehearsal/target/notebooks}.
 */
class NotebooksTest {

  private static final Path ROOT = Path.of(System.getProperty("hongbao.root")).normalize();
  private static final Path OUT = ROOT.resolve("rehearsal/target/notebooks").toAbsolutePath();

  private static final Map<String, Notebook> EXECUTED = new HashMap<>();

  private static RecordedShow show;

  @BeforeAll
  static void executeAll() throws Exception {
    Jupyter jupyter = Jupyter.find(OUT.resolve("jupyter"));
    show = RecordedShow.play();
    show.writeExport(OUT.resolve("show.csv"));
    show.labels().write(OUT.resolve("labels.csv"));
    show.writeSeeds(OUT.resolve("seeds"));
    Map<String, Process> running = new LinkedHashMap<>();
    for (String name : List.of("explore-show")) {
      running.put(name, begin(jupyter, name, "show.csv", OUT.resolve(name + ".ipynb")));
    }
    for (Map.Entry<String, Process> each : running.entrySet()) {
      int status = Jupyter.await(each.getValue());
      assertThat(status).as(Files.readString(log(each.getKey()))).isZero();
      Notebook notebook = Notebook.read(OUT.resolve(each.getKey() + ".ipynb"));
      EXECUTED.put(each.getKey(), notebook);
      keepPlots(each.getKey(), notebook);
    }
  }

  private static Process begin(Jupyter jupyter, String notebook, String export, Path executed)
      throws IOException {
    Map<String, String> environment =
        Map.of(
            "HONGBAO_EXPORT", OUT.resolve(export).toString(),
            "HONGBAO_LABELS", OUT.resolve("labels.csv").toString(),
            "HONGBAO_SEEDS", OUT.resolve("seeds").toString());
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
      Files.write(OUT.resolve("%s-%d.png".formatted(name, i + 1)), plots.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource("explore-show, 6")
  void shouldRunToTheEndAndLeaveItsPlots(String name, int plots) {
    Notebook notebook = EXECUTED.get(name);

    assertThat(notebook.errors()).isEmpty();
    assertThat(notebook.complained()).isEmpty();
    assertThat(notebook.plots()).hasSize(plots);
  }
}
