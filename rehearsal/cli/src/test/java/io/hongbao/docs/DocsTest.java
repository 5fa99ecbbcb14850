package io.hongbao.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md, the pages below docs and those of the modules say of the tree is so. */
class DocsTest {

  private static final SourceTree TREE = SourceTree.ofProject();

  static Stream<Path> pages() {
    return TREE.pages().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLeadToWhatExists(Path page) throws IOException {
    assertThat(LinkCheck.problems(MarkdownPage.read(page))).as(TREE.name(page)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowCommandsThatAreTaken(Path page) throws IOException {
    assertThat(CommandCheck.problems(MarkdownPage.read(page), TREE.root()))
        .as(TREE.name(page))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameWhatExists(Path page) throws IOException {
    assertThat(new NameCheck(TREE).problems(MarkdownPage.read(page))).as(TREE.name(page)).isEmpty();
  }

  @Test
  void shouldHaveFoundThePages() {
    List<String> names = pages().map(TREE::name).toList();

    assertThat(names)
        .contains(
            "README.md",
            "CHANGELOG.md",
            "docs/one-rule.md",
            "docs/one-seed.md",
            "docs/one-shake.md",
            "docs/architecture.md",
            "docs/adr/0001-the-log-decides.md",
            "domain/README.md")
        .noneMatch(name -> name.contains("target/"));
  }

  /** That it exists is checked with all names. */
  @Test
  void shouldNameATestForEachThreat() throws IOException {
    List<String> threats =
        Files.readAllLines(TREE.root().resolve("docs/security.md")).stream()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.startsWith("| threat "))
            .toList();

    assertThat(threats)
        .hasSizeGreaterThan(20)
        .allMatch(line -> line.matches("\\|[^|]+\\|[^|]+\\|.*`\\w+Test[.]should\\w+`.*\\|"));
  }

  /** A page that walks through the code must have something to check. */
  @ParameterizedTest
  @ValueSource(strings = {"one-shake", "one-rule", "one-seed"})
  void shouldNameAMethodAtEachStation(String walk) throws IOException {
    MarkdownPage page = MarkdownPage.read(TREE.root().resolve("docs/" + walk + ".md"));

    assertThat(page.codes())
        .filteredOn(code -> code.text().matches("[A-Z]\\w+\\.[a-z]\\w+"))
        .hasSizeGreaterThanOrEqualTo(10);
    assertThat(page.links())
        .filteredOn(link -> link.text().endsWith(".java"))
        .hasSizeGreaterThanOrEqualTo(10);
  }
}
