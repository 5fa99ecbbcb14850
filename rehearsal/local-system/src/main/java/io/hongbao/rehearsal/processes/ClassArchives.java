package io.hongbao.rehearsal.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Class data that a JVM maps instead of reading, checking and linking thousands of classes (JEP
 * 310): a part that was killed is back with about half the work. The first run of a part lists the
 * classes that it loads; from the lists the archives are made beside the running system, at the
 * lowest priority, and used from the next start of the part on.
 *
 * <p>An archive belongs to one class path: the folder goes with the jars. A JVM to which it does
 * not fit ignores it.
 */
final class ClassArchives implements AutoCloseable {

  /** Where they are kept; without it there are none. */
  static final String FOLDER_PROPERTY = "hongbao.classes";

  private static final long ARCHIVE_TIMEOUT_SECONDS = 300;

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);

  private final Path folder;
  private final String classPath;
  private final Thread making = new Thread(this::makeMissing, "makes-class-archives");
  private volatile boolean closed;

  /**
   * Archives in a folder; nothing happens yet.
   *
   * @param classPath of the parts: jars only, or no archive can be made
   */
  ClassArchives(Path folder, String classPath) {
    this.folder = folder;
    this.classPath = classPath;
    this.making.setDaemon(true);
  }

  /** What the JVM of a part is started with, this time. */
  static List<String> options(String part, String mainClass) {
    return ofThisProgram().optionsOf(part, mainClass);
  }

  /** Makes what is missing, beside whatever else goes on; returns at once. */
  static ClassArchives makeBesides() {
    ClassArchives archives = ofThisProgram();
    archives.making.start();
    return archives;
  }

  private static ClassArchives ofThisProgram() {
    String folder = System.getProperty(FOLDER_PROPERTY, "no-class-archives");
    return new ClassArchives(Path.of(folder), System.getProperty("java.class.path"));
  }

  List<String> optionsOf(String part, String mainClass) {
    Path archive = folder.resolve(mainClass + ".jsa");
    if (Files.exists(archive)) {
      return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }
    Path classes = folder.resolve(mainClass + ".classes");
    // One of several alike lists for all.
    return part.endsWith("-1") && Files.isDirectory(folder) && !Files.exists(classes)
        ? List.of("-XX:DumpLoadedClassList=" + classes)
        : List.of();
  }

  /** Makes an archive of each list that has none. In this thread, one after the other. */
  void makeMissing() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path classes : files.filter(it -> it.toString().endsWith(".classes")).toList()) {
        Path archive = folder.resolve(classes.getFileName().toString().replace(".classes", ".jsa"));
        if (!Files.exists(archive) && !closed) {
          make(classes, archive);
        }
      }
    } catch (IOException e) {
      LOG.warn("no class archives: parts start more slowly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(Path classes, Path archive) throws IOException, InterruptedException {
    Path whole = Files.createTempFile(folder, "classes", ".part");
    Path made = Files.createTempFile(folder, "archive", ".part");
    try {
      Files.write(whole, wholeLines(classes));
      Files.delete(made);
      Process java =
          new ProcessBuilder(
                  "nice",
                  "-n",
                  "19",
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xshare:dump",
                  "-XX:SharedClassListFile=" + whole,
                  "-XX:SharedArchiveFile=" + made,
                  "-XX:+UseSerialGC",
                  "-Xlog:cds=off",
                  "-cp",
                  classPath)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (awaitEnd(java) == 0) {
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("{} is made: its part starts faster", archive.getFileName());
      } else if (!closed) {
        LOG.warn("{} could not be made: its part starts more slowly", archive.getFileName());
      }
    } finally {
      Files.deleteIfExists(whole);
      Files.deleteIfExists(made);
    }
  }

  /** Its JVM may be writing: of the last line a part may be there. */
  private static List<String> wholeLines(Path classes) throws IOException {
    String text = Files.readString(classes);
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty() && !text.endsWith("\n")) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static int awaitEnd(Process java) throws InterruptedException {
    try {
      return java.waitFor(ARCHIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS) ? java.exitValue() : -1;
    } finally {
      java.destroyForcibly();
    }
  }

  /** Returns when nothing more is being made. */
  void await() throws InterruptedException {
    making.join();
  }

  /** Gives up what is being made. */
  @Override
  public void close() {
    closed = true;
    making.interrupt();
    try {
      making.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
