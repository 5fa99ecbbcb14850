package io.hongbao.rehearsal.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The Python that has Jupyter, pandas and matplotlib: Debian's, or what {@code HONGBAO_PYTHON}
 * names. Whatever other Python comes first in the path, and whatever Jupyter its user has set up,
 * plays no part.
 */
final class Jupyter {

  private static final String NEEDS = "import nbconvert, ipykernel, pandas, matplotlib";

  /** Many times what it takes, for a machine that is busy with other things. */
  private static final long TIMEOUT_MINUTES = 10;

  private final Path python;
  private final Path workFolder;

  private Jupyter(Path python, Path workFolder) {
    this.python = python;
    this.workFolder = workFolder;
  }

  /**
   * Finds it. Where there is none, the test fails if {@code CI} is {@code true}, and is skipped
   * elsewhere.
   *
   * @param workFolder for what Jupyter and matplotlib keep for themselves
   */
  static Jupyter find(Path workFolder) throws IOException, InterruptedException {
    Path python =
        Path.of(Optional.ofNullable(System.getenv("HONGBAO_PYTHON")).orElse("/usr/bin/python3"));
    Jupyter jupyter = new Jupyter(python, Files.createDirectories(workFolder));
    if (!jupyter.works()) {
      String sentence =
          String.format(
              Locale.ROOT,
              "%s lacks Jupyter, pandas or matplotlib: run tools/install-notebooks.sh, or name a Python that has them in HONGBAO_PYTHON",
              python);
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(sentence);
      }
      Assumptions.abort(sentence);
    }
    jupyter.writeKernel();
    return jupyter;
  }

  private boolean works() throws IOException, InterruptedException {
    if (!Files.isExecutable(python)) {
      return false;
    }
    return await(start(Map.of(), workFolder.resolve("check.log"), "-c", NEEDS)) == 0;
  }

  /** A kernel of this very Python, ahead of any other. */
  private void writeKernel() throws IOException {
    Path kernel = Files.createDirectories(workFolder.resolve("share/kernels/python3"));
    Path draft = Files.createTempFile(kernel, "kernel", ".json");
    Files.writeString(
        draft,
        String.format(
            Locale.ROOT,
            """
        {
          "argv": ["%s", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
          "display_name": "Python 3",
          "language": "python"
        }
        """,
            python));
    // Another JVM's tests may be reading it.
    Files.move(draft, kernel.resolve("kernel.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Begins to execute a notebook, which goes on when a cell fails.
   *
   * @param executed the copy with outputs; appears when it is over
   * @param log what it says meanwhile
   */
  Process execute(Path notebook, Map<String, String> environment, Path executed, Path log)
      throws IOException {
    return start(
        environment,
        log,
        "-m",
        "nbconvert",
        "--to=notebook",
        "--execute",
        "--allow-errors",
        "--ExecutePreprocessor.kernel_name=python3",
        "--ExecutePreprocessor.timeout=" + TimeUnit.MINUTES.toSeconds(TIMEOUT_MINUTES),
        "--output-dir=" + executed.getParent(),
        "--output=" + executed.getFileName(),
        notebook.toString());
  }

  /** Begins to run a script. */
  Process run(String script, Map<String, String> environment, Path log) throws IOException {
    return start(environment, log, "-c", script);
  }

  private Process start(Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, python.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.matches("(PYTHON|JUPYTER|IPYTHON|MPL|HONGBAO_).*"));
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    variables.put("JUPYTER_PATH", workFolder.resolve("share").toString());
    variables.put("JUPYTER_CONFIG_DIR", workFolder.resolve("config").toString());
    variables.put("JUPYTER_DATA_DIR", workFolder.resolve("data").toString());
    variables.put("JUPYTER_RUNTIME_DIR", workFolder.resolve("runtime").toString());
    variables.put("IPYTHONDIR", workFolder.resolve("ipython").toString());
    variables.put("MPLCONFIGDIR", workFolder.resolve("matplotlib").toString());
    variables.putAll(environment);
    return builder.start();
  }

  /** The status of a process, which is ended if it takes far too long. */
  static int await(Process process) throws InterruptedException {
    if (!process.waitFor(2 * TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
