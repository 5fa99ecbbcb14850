package io.hongbao.rehearsal.bench.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time used up to an instant.
 *
 * @param atNanos of {@link System#nanoTime()}
 * @param serverMicros by process
 * @param ownMicros of this process, the load generator
 * @param coreMicros of all processes there are on the cores of the benchmark
 * @param stealMicros that the host took from these cores for something else
 * @param compilerMicros of the servers' Java compilers, which is part of the servers'
 * @param waitingMicros that the servers' threads were ready to run while others did
 */
public record CpuReading(
    long atNanos,
    Map<String, Long> serverMicros,
    long ownMicros,
    long coreMicros,
    long stealMicros,
    long compilerMicros,
    long waitingMicros) {

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
        coreMicros - before.coreMicros,
        stealMicros - before.stealMicros,
        // A thread that has ended takes its count with it.
        Math.max(0, compilerMicros - before.compilerMicros),
        Math.max(0, waitingMicros - before.waitingMicros));
  }
}
