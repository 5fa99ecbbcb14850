package io.hongbao.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of bundled binaries against what is on the class path. */
class BinariesTest {

  private static final Pattern BINARY =
      Pattern.compile(".*(\\.(so|dll|dylib|jnilib|exe)|/?redis-server-[^/]*)");

  /** Of tests alone, and told below the table. */
  private static final Pattern TESTS_ONLY = Pattern.compile("(driver|jna|byte-buddy).*");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^ ]+\\.jar) \\|");

  @Test
  void shouldListEveryJarThatBringsABinary() throws IOException {
    String page = Files.readString(SourceTree.ofProject().root().resolve("docs/binaries.md"));
    Set<String> listed =
        ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toSet());

    assertThat(listed).isEqualTo(jarsWithBinaries());
  }

  private static Set<String> jarsWithBinaries() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path jar : classPath()) {
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar") && !TESTS_ONLY.matcher(name).matches() && bringsBinary(jar)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean bringsBinary(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> BINARY.matcher(entry.getName()).matches());
    }
  }

  /** Surefire hides the class path in a manifest, and tells it by a property of its own. */
  private static Iterable<Path> classPath() {
    String path =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElseGet(() -> System.getProperty("java.class.path"));
    return Stream.of(path.split(File.pathSeparator, -1)).map(Path::of).toList();
  }
}
