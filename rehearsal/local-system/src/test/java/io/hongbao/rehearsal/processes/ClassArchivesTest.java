package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

  private static final String MAIN = Greeter.class.getName();

  @TempDir private Path folder;
  @TempDir private Path jars;
  private Path jar;

  /** A part, as far as class archives go. */
  static final class Greeter {

    private Greeter() {}

    public static void main(String[] arguments) {
      System.out.println("hello");
    }
  }

  @BeforeEach
  void packGreeter() throws IOException {
    String entry = MAIN.replace('.', '/') + ".class";
    jar = jars.resolve("greeter.jar");
    try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar));
        InputStream from = Greeter.class.getClassLoader().getResourceAsStream(entry)) {
      to.putNextEntry(new ZipEntry(entry));
      from.transferTo(to);
    }
  }

  @Test
  void shouldListClassesAtFirstAndMapThemFromThenOn() throws Exception {
    try (var archives = new ClassArchives(folder, jar.toString())) {
      List<String> first = archives.optionsOf("greeter-1", MAIN);
      String saidFirst = run(first);
      archives.makeMissing();
      List<String> second = archives.optionsOf("greeter-2", MAIN);
      List<String> logged = new ArrayList<>(second);
      logged.add("-Xlog:class+load");

      assertThat(first).singleElement().asString().startsWith("-XX:DumpLoadedClassList=");
      assertThat(saidFirst).isEqualTo("hello\n");
      assertThat(run(second)).isEqualTo(saidFirst);
      assertThat(run(logged)).contains(MAIN + " source: shared objects file");
    }
  }

  @Test
  void shouldLetOneOfSeveralAlikeListItsClassesAndOnlyOnce() throws IOException {
    try (var archives = new ClassArchives(folder, jar.toString())) {
      assertThat(archives.optionsOf("greeter-2", MAIN)).isEmpty();

      Files.createFile(folder.resolve(MAIN + ".classes"));

      assertThat(archives.optionsOf("greeter-1", MAIN)).isEmpty();
    }
  }

  @Test
  void shouldDoWithoutWhereThereIsNoFolder() {
    try (var archives = new ClassArchives(folder.resolve("absent"), jar.toString())) {
      archives.makeMissing();

      assertThat(archives.optionsOf("greeter-1", MAIN)).isEmpty();
    }
  }

  @Test
  void shouldRunAPartWhoseArchiveIsDamaged() throws Exception {
    Files.writeString(folder.resolve(MAIN + ".jsa"), "not class data");
    try (var archives = new ClassArchives(folder, jar.toString())) {
      assertThat(run(archives.optionsOf("greeter-1", MAIN))).isEqualTo("hello\n");
    }
  }

  private String run(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString(), MAIN));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    return said;
  }
}
