package io.hongbao.rehearsal.bench.process;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The server processes of a run.
 *
 * @param byName such as edge-1
 */
public record ServerPids(SortedMap<String, Long> byName) {

  private static final String SUFFIX = ".pid";

  /** PostgreSQL has a process for each connection, which counts as part of it. */
  private static final String POSTGRES = "postgres-";

  /** Reads a folder of files NAME.pid. */
  public static ServerPids read(Path folder) {
    SortedMap<String, Long> pids = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(SUFFIX)).toList()) {
        String name = file.getFileName().toString();
        pids.put(
            name.substring(0, name.length() - SUFFIX.length()),
            Long.parseLong(Files.readString(file).strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pid files in " + folder, e);
    }
    return new ServerPids(pids);
  }

  /** These and others. */
  public ServerPids and(ServerPids others) {
    SortedMap<String, Long> both = new TreeMap<>(byName);
    both.putAll(others.byName);
    return new ServerPids(both);
  }

  /** Binds the processes whose names begin with one of these to a core. */
  public void pin(int core, List<String> prefixes) {
    for (Map.Entry<String, Long> process : byName.entrySet()) {
      if (prefixes.stream().anyMatch(process.getKey()::startsWith)) {
        Cores.pin(process.getValue(), core);
        children(process).forEach(child -> pinIfAlive(child, core));
      }
    }
  }

  private static Stream<ProcessHandle> children(Map.Entry<String, Long> process) {
    return process.getKey().startsWith(POSTGRES)
        ? ProcessHandle.of(process.getValue()).stream().flatMap(ProcessHandle::descendants)
        : Stream.empty();
  }

  private static void pinIfAlive(ProcessHandle process, int core) {
    try {
      Cores.pin(process.pid(), core);
    } catch (OperationFailedException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  /** Lets all processes run on any core. */
  public void release() {
    byName.values().forEach(Cores::release);
    byName.entrySet().stream()
        .flatMap(ServerPids::children)
        .forEach(child -> Cores.release(child.pid()));
  }

  /** Binds all processes to a core. */
  public void pinAll(int core) {
    pin(core, List.of(""));
  }

  /**
   * What they have used up to now.
   *
   * @throws UncheckedIOException if one of them has ended
   */
  public CpuReading cpu() {
    Map<String, Long> micros = new TreeMap<>();
    byName.forEach(
        (name, pid) ->
            micros.put(
                name,
                name.startsWith(POSTGRES) ? CpuTime.microsOfFamily(pid) : CpuTime.microsOf(pid)));
    CpuTime.CoreTime cores = CpuTime.ofCores(BenchCores.BOTH);
    return new CpuReading(
        System.nanoTime(),
        micros,
        CpuTime.microsOf(ProcessHandle.current().pid()),
        cores.busyMicros(),
        cores.stealMicros(),
        byName.values().stream().mapToLong(CpuTime::compilerMicrosOf).sum(),
        byName.values().stream().mapToLong(CpuTime::waitingMicrosOf).sum());
  }
}
