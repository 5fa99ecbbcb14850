package io.hongbao.rehearsal.bench.process;

import java.util.Map;

/**
 * Processor time used in a span of time.
 *
 * @param seconds how long it was
 * @param serverMicros by process
 * @param ownMicros of this process, the load generator
 * @param machineMicros of all processes there are
 * @param compilerMicros of the servers' Java compilers, which is part of the servers'
 */
public record CpuUse(
    double seconds,
    Map<String, Long> serverMicros,
    long ownMicros,
    long machineMicros,
    long compilerMicros) {

  public CpuUse {
    serverMicros = Map.copyOf(serverMicros);
  }

  /** Of the servers whose names begin like this. */
  public long micros(String prefix) {
    return serverMicros.entrySet().stream()
        .filter(server -> server.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The share of one core that these servers took. */
  public double share(String prefix) {
    return micros(prefix) / (seconds * 1e6);
  }

  /** The share of one core that the load generator took. */
  public double ownShare() {
    return ownMicros / (seconds * 1e6);
  }

  /** The share of one core that the servers' Java compilers took. */
  public double compilerShare() {
    return compilerMicros / (seconds * 1e6);
  }

  /** The share of one core that neither servers nor generator took, but somebody else. */
  public double othersShare() {
    return Math.max(0, machineMicros - ownMicros - micros("")) / (seconds * 1e6);
  }
}
