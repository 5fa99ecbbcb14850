package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.ShellWord;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.parts.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with a built Hongbao, whose own command starts what is measured.
 *
 * @param root its real path
 */
public record Checkout(Path root) {

  private static final String COMMAND = "hongbao";
  private static final String JAVA_OPTIONS = "HONGBAO_JAVA_OPTIONS";

  /** Class archives are made beside running parts, and would disturb: no such folder is there. */
  private static final String NO_CLASS_ARCHIVES = "-Dhongbao.classes=no-class-archives";

  /** The one that this program was started from. */
  public static Checkout ours() {
    return new Checkout(realPath(Path.of(System.getProperty("hongbao.home", "."))));
  }

  /**
   * Another one.
   *
   * @throws IllegalArgumentException in one sentence if it cannot be measured against ours
   */
  public static Checkout against(Path folder, Checkout ours) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is no folder: expected a checkout of Hongbao");
    }
    Path root = realPath(folder);
    if (root.equals(ours.root)) {
      throw new IllegalArgumentException(
          folder + " is this checkout itself: expected one of another commit");
    }
    if (!Files.isRegularFile(root.resolve("pom.xml"))
        || !Files.isDirectory(root.resolve("rehearsal"))) {
      throw new IllegalArgumentException(
          folder + " is no checkout of Hongbao: there is no pom.xml, or no folder rehearsal");
    }
    Path command = root.resolve(COMMAND);
    if (!Files.isExecutable(command)) {
      throw new IllegalArgumentException(
          folder + " has no command " + COMMAND + " that can be run: check the file out again");
    }
    if (!Files.exists(root.resolve("rehearsal/cli/target/hongbao.jar"))) {
      throw new IllegalArgumentException(
          folder + " is not built: run " + ShellWord.of(command) + " --help, which builds it");
    }
    return new Checkout(root);
  }

  /**
   * Runs its command, on any core.
   *
   * @param environment added to ours
   * @param pidFile holds the id of its process while that runs
   * @param outputFile gets what it prints, stdout and stderr
   */
  ChildProcess start(
      List<String> arguments, Map<String, String> environment, Path pidFile, Path outputFile) {
    // Its processes are bound to the cores to which this one is bound when they start.
    BenchCores.releaseLoad();
    List<String> command = new ArrayList<>();
    command.add(root.resolve(COMMAND).toString());
    command.addAll(arguments);
    Map<String, String> all = new HashMap<>(environment);
    String options = System.getenv().getOrDefault(JAVA_OPTIONS, "");
    all.put(JAVA_OPTIONS, (options + " " + NO_CLASS_ARCHIVES).strip());
    return ChildProcess.start(command, all, pidFile, outputFile);
  }

  /**
   * Lets its launcher build what it thinks is out of date, before anything is measured.
   *
   * @param folder an empty one, for what that prints
   * @return the options of {@code up}, as its help shows them
   * @throws OperationFailedException if its command does not work
   */
  String prepare(Path folder) throws InterruptedException {
    Path output = folder.resolve("help.txt");
    ChildProcess help =
        start(List.of("up", "--help"), Map.of(), folder.resolve("help.pid"), output);
    int status = help.awaitEnd();
    OutputLines lines = OutputLines.read(output);
    String text = String.join("\n", lines.all());
    if (status != 0 || !text.contains("--processes")) {
      throw new OperationFailedException(
          root.resolve(COMMAND) + " up --help ended with status " + status + ": " + lines.end());
    }
    return text;
  }

  private static Path realPath(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find " + folder, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
