package io.hongbao.rehearsal.audience;

import java.util.List;
import java.util.Map;

/**
 * What became of the phones' long connections.
 *
 * @param opened connections, the first of each phone and those after it
 * @param open at the end
 * @param reconnects of phones that had lost their connection
 * @param unasked answers that came without being waited for, as after a reconnect
 * @param closings why connections ended or did not begin, and what was not understood, by kind
 * @param toReconnect from the loss of a connection to the next one
 * @param sliceSeconds how long a slice is; more than 1 for a long load
 * @param slices from the beginning of the load, without a hole
 */
public record LiveReport(
    long opened,
    int open,
    long reconnects,
    long unasked,
    Map<String, Long> closings,
    Latencies toReconnect,
    int sliceSeconds,
    List<Slice> slices) {

  public LiveReport {
    closings = Map.copyOf(closings);
    slices = List.copyOf(slices);
  }

  /**
   * What happened in one slice of time.
   *
   * @param open connections at its end
   * @param lost connections that ended in it
   * @param reconnects of phones that had lost theirs
   */
  public record Slice(int open, long lost, long reconnects) {}
}
