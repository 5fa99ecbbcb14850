package io.hongbao.rehearsal.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is committed of notebooks is code and words, and needs no more than the script installs. */
class NotebookFilesTest {

  private static final Path FOLDER = Path.of(System.getProperty("hongbao.root"), "notebooks");
  private static final Pattern IMPORT =
      Pattern.compile("^(?:import|from)\\s+(\\w+)", Pattern.MULTILINE);
  private static final Set<String> MAY_IMPORT =
      Set.of("os", "math", "numpy", "pandas", "matplotlib", "hongbao_log", "hongbao_rules");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void shouldHoldNeitherOutputsNorCounts(Path notebook) throws IOException {
    assertThat(Notebook.read(notebook).traces()).as(notebook.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void shouldNeedNothingButNumpyPandasAndMatplotlib(Path notebook) throws IOException {
    Set<String> imported = new TreeSet<>();
    Matcher matcher = IMPORT.matcher(Notebook.read(notebook).code());
    while (matcher.find()) {
      imported.add(matcher.group(1));
    }

    assertThat(imported).contains("hongbao_log").isSubsetOf(MAY_IMPORT);
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void shouldBeToldOfInTheReadme(Path notebook) throws IOException {
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains("[" + notebook.getFileName() + "](" + notebook.getFileName() + ")");
  }
}
