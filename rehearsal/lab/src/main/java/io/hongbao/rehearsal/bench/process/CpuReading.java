package io.hongbao.rehearsal.bench.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time used up to an instant.
 *
 * @param atNanos of {@link System#nanoTime()}
 * @param serverMicros by process
 * @param ownMicros of this process, the load generator
 * @param machineMicros of all processes there are
 * @param compilerMicros of the servers' Java compilers, which is part of the servers'
 */
public record CpuReading(
    long atNanos,
    Map<String, Long> serverMicros,
    long ownMicros,
    long machineMicros,
    long compilerMicros) {

  public CpuReading {
    serverMicros = Map.copyOf(serverMicros);
  }

  /** What was used since an earlier reading of the same processes. */
  public CpuUse since(CpuReading before) {
    Map<String, Long> used = new TreeMap<>();
    serverMicros.forEach((name, micros) -> used.put(name, micros - before.serverMicros.get(name)));
    return new CpuUse(
        (atNanos - before.atNanos) / 1e9,
        used,
        ownMicros - before.ownMicros,
        machineMicros - before.machineMicros,
        // A compiler's thread that has ended takes its count with it.
        Math.max(0, compilerMicros - before.compilerMicros));
  }
}
