package io.hongbao.rehearsal.bench.process;

import java.util.Map;

/**
 * Processor time used in a span of time.
 *
 * @param seconds how long it was
 * @param serverMicros by process
 * @param ownMicros of this process, the load generator
 * @param coreMicros of all processes there are on the cores of the benchmark
 * @param stealMicros that the host took from these cores for something else
 * @param compilerMicros of the servers' Java compilers, which is part of the servers'
 * @param waitingMicros that the servers' threads were ready to run while others did
 */
public record CpuUse(
    double seconds,
    Map<String, Long> serverMicros,
    long ownMicros,
    long coreMicros,
    long stealMicros,
    long compilerMicros,
    long waitingMicros) {

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

  /** Of these servers, beyond what they took second for second in a span without load. */
  public double microsBeyond(CpuUse rest, String prefix) {
    return micros(prefix) - rest.share(prefix) * seconds * 1e6;
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
    return Math.max(0, coreMicros - ownMicros - micros("")) / (seconds * 1e6);
  }

  /** The share of one core that the host took for something else. */
  public double stealShare() {
    return stealMicros / (seconds * 1e6);
  }

  /** How many of the servers' threads were ready to run while others did, on average. */
  public double waitingThreads() {
    return waitingMicros / (seconds * 1e6);
  }
}
