package io.hongbao.rehearsal.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out which process listens on a port, where the kernel tells (Linux) and the process is ours
 * to look at. Good enough for an error message: whatever cannot be read is passed over.
 */
final class PortHolder {

  /** Enough for any machine that people try things on; the look takes some ten milliseconds. */
  private static final int MAX_PROCESSES = 10_000;

  private static final int MAX_FILES = 20_000;
  private static final int MAX_SOCKETS = 100_000;

  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private final Path proc;

  /**
   * @param proc where the kernel shows its processes
   */
  PortHolder(Path proc) {
    this.proc = proc;
  }

  static Optional<String> of(int port) {
    return new PortHolder(Path.of("/proc")).find(port);
  }

  /** Name and id of the process, if they can be found out. */
  Optional<String> find(int port) {
    Set<String> sockets = new HashSet<>();
    addListeners(proc.resolve("net").resolve("tcp"), port, sockets);
    addListeners(proc.resolve("net").resolve("tcp6"), port, sockets);
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d{1,10}"))
          .limit(MAX_PROCESSES)
          .filter(process -> hasOpen(process, sockets))
          .findFirst()
          .map(PortHolder::describe);
    } catch (IOException | UncheckedIOException notTold) {
      return Optional.empty();
    }
  }

  /** Adds what the links of a process's open files say of each listener of the port. */
  private static void addListeners(Path table, int port, Set<String> to) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try (Stream<String> lines = Files.lines(table)) {
      lines
          .limit(MAX_SOCKETS)
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > INODE)
          .filter(columns -> columns[STATE].equals(LISTENING))
          .filter(columns -> columns[LOCAL_ADDRESS].endsWith(suffix))
          .forEach(columns -> to.add("socket:[" + columns[INODE] + "]"));
    } catch (IOException | UncheckedIOException notTold) {
      // Another system than Linux, say: then the message does without.
      return;
    }
  }

  private static boolean hasOpen(Path process, Set<String> sockets) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.limit(MAX_FILES).anyMatch(file -> isOneOf(file, sockets));
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
  }

  private static boolean isOneOf(Path file, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(file).toString());
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static String describe(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    String name =
        ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().command())
            .map(command -> Path.of(command).getFileName() + " ")
            .orElse("");
    return String.format(Locale.ROOT, "%s(process %d)", name, pid);
  }
}
