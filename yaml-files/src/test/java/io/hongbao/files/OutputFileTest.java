package io.hongbao.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  @TempDir private Path folder;

  @Test
  void shouldShowAFileOnlyWhenItIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), "former");

    try (OutputFile out = OutputFile.create(file)) {
      out.stream().write('x');
      out.stream().flush();
      assertThat(file).hasContent("former");
      out.finish();
    }

    assertThat(file).hasContent("x");
    assertThat(names()).containsExactly("table.csv");
  }

  @Test
  void shouldLeaveNothingOfAFileThatWasNotFinished() throws IOException {
    try (OutputFile out = OutputFile.create(folder.resolve("table.csv"))) {
      out.stream().write('x');
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void shouldLetTwoWritersOfOneFileGrowApart() throws IOException {
    Path file = folder.resolve("table.csv");

    try (OutputFile first = OutputFile.create(file);
        OutputFile second = OutputFile.create(file)) {
      first.stream().write("first".getBytes(StandardCharsets.UTF_8));
      second.stream().write("second".getBytes(StandardCharsets.UTF_8));
      first.finish();
      assertThat(file).hasContent("first");
      second.finish();
    }

    assertThat(file).hasContent("second");
  }

  @Test
  void shouldFollowALinkAlsoToAFileThatIsNotThereYet() throws IOException {
    Path real = folder.resolve("real.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real.csv"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link);

    OutputFile.write(linkToLink, "made");
    assertThat(real).isRegularFile().hasContent("made");
    OutputFile.write(link, "replaced");

    assertThat(real).hasContent("replaced");
    assertThat(link).isSymbolicLink();
    assertThat(linkToLink).isSymbolicLink();
  }

  @Test
  void shouldWriteUnderEveryNameOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), "former");
    Path same = Files.createLink(folder.resolve("same.csv"), file);

    OutputFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(same).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-rw-rw-", "rwx------"})
  void shouldKeepThePermissionsOfTheFileThatIsThere(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), "former");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    OutputFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
  }

  @Test
  void shouldGiveANewFileThePermissionsOfEveryNewFile() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");

    OutputFile.write(folder.resolve("new"), "");

    assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void shouldWriteToADeviceAndAPipe() throws Exception {
    OutputFile.write(Path.of("/dev/null"), "x");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();

    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> heard =
        CompletableFuture.supplyAsync(
            () -> {
              try (InputStream in = Files.newInputStream(pipe)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return e.toString();
              }
            });
    OutputFile.requireWritable(pipe);
    OutputFile.write(pipe, "through");

    assertThat(heard.join()).isEqualTo("through");
    assertThat(names()).containsExactly("pipe");
  }

  @Test
  void shouldRefuseAFolderAndACircleOfLinksBeforeAnythingIsWritten() throws IOException {
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);

    assertThatThrownBy(() -> OutputFile.requireWritable(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder, expected a file");
    assertThatThrownBy(() -> OutputFile.create(circle)).isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> OutputFile.requireWritable(folder.resolve("x".repeat(256))))
        .hasMessageEndingWith(": File name too long");
    OutputFile.requireWritable(folder.resolve("x".repeat(255)));
    assertThat(names()).containsExactly("circle");
  }

  @Test
  void shouldMakeTheFoldersThatAreMissing() throws IOException {
    OutputFile.write(folder.resolve("a/b/table.csv"), "x");

    assertThat(folder.resolve("a/b/table.csv")).hasContent("x");
  }

  @Test
  void shouldAddToAFileAndFollowItsLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    assertThat(OutputFile.holdsSomething(link)).isFalse();

    for (String part : List.of("a", "b")) {
      try (var out = OutputFile.append(link)) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(folder.resolve("real")).hasContent("ab");
    assertThat(OutputFile.holdsSomething(link)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
  void shouldTakeEachNameOfStandardOutputForIt(String name) throws Exception {
    Path heard = folder.resolve("heard");
    Files.writeString(heard, "before ");

    Process writer =
        java(Writing.class, name, "whole")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(heard.toFile()))
            .start();

    assertThat(writer.waitFor()).isZero();
    assertThat(heard).hasContent("before whole");
    assertThat(OutputFile.isStandardOutput(Path.of(name))).isTrue();
    assertThat(OutputFile.holdsSomething(Path.of(name))).isFalse();
    assertThat(OutputFile.isStandardOutput(folder.resolve("-"))).isFalse();
    assertThat(names()).containsExactly("heard");
  }

  @Test
  void shouldLeaveNothingBehindWhenItsProcessIsEnded() throws Exception {
    Path file = folder.resolve("table.csv");
    Process writer = java(Writing.class, file.toString()).start();
    assertThat(writer.getInputStream().read()).isEqualTo('.');
    assertThat(names()).hasSize(1).noneMatch("table.csv"::equals);

    writer.destroy();
    writer.waitFor();

    assertThat(names()).isEmpty();
  }

  /** Writes a text; without one it begins a file and stays. */
  static final class Writing {
    public static void main(String[] arguments) throws Exception {
      Path named = Path.of(arguments[0]);
      if (arguments.length > 1) {
        OutputFile.requireWritable(named);
        OutputFile.write(named, arguments[1]);
        return;
      }
      try (OutputFile file = OutputFile.create(named)) {
        file.stream().write('x');
        System.out.print('.');
        System.out.flush();
        Thread.currentThread().join();
      }
    }
  }

  private static ProcessBuilder java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
