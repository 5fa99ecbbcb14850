package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.proc.Machine;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.parts.FileTrees;
import io.hongbao.rehearsal.system.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs benchmarks, each on servers of its own that end with it. */
public final class BenchRun {

  /**
   * Of the class archives that other commands make beside running parts: here they would disturb.
   */
  private static final String ARCHIVES_PROPERTY = "hongbao.classes";

  private static final int LEAST_CORES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(BenchRun.class);

  private final Path folder;
  private final Scale scale;
  private final Consumer<String> progress;

  /**
   * @param folder gets a folder for each benchmark, which goes with it
   * @param progress gets a line for people at each step, from any thread
   */
  public BenchRun(Path folder, Scale scale, Consumer<String> progress) {
    this.folder = folder;
    this.scale = scale;
    this.progress =
        line -> {
          LOG.info("{}", line);
          progress.accept(line);
        };
  }

  /**
   * Measures.
   *
   * @param report gets what each benchmark found, when it is done
   * @throws IllegalStateException if something does not work at all; its folder stays
   */
  public void run(Set<Bench> benches, Consumer<BenchReport> report) throws InterruptedException {
    Machine machine = Machine.read();
    if (machine.cores() < LEAST_CORES) {
      throw new IllegalStateException("bench needs two cores: one for servers, one for the load");
    }
    System.clearProperty(ARCHIVES_PROPERTY);
    for (Bench bench : benches.isEmpty() ? EnumSet.allOf(Bench.class) : EnumSet.copyOf(benches)) {
      Notes notes = new Notes(progress);
      List<Figure> figures = figures(bench, notes);
      report.accept(new BenchReport(machine, figures, notes.warnings()));
    }
  }

  private List<Figure> figures(Bench bench, Notes notes) throws InterruptedException {
    DataDirectory data = new DataDirectory(freshFolder(bench.toString()));
    List<Figure> figures = new ArrayList<>();
    switch (bench) {
      case EDGE, ROAD -> {
        try (BenchSystem system = BenchSystem.start(data, scale, notes)) {
          BenchCores.pinLoad();
          figures.addAll(
              bench == Bench.EDGE
                  ? EdgeBench.run(system, scale, notes)
                  : RoadBench.run(system, scale, notes));
        }
      }
      case DRAW -> throw new IllegalStateException("not yet");
    }
    delete(data.root());
    return figures;
  }

  private Path freshFolder(String name) {
    Path fresh = folder.resolve(name);
    delete(fresh);
    try {
      return Files.createDirectories(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + fresh, e);
    }
  }

  private static void delete(Path fresh) {
    try {
      FileTrees.delete(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + fresh, e);
    }
  }
}
