package io.hongbao.rehearsal.audience.ahead;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What phones did before they shook.
 *
 * @param arrival empty if they were there already
 * @param fetching empty if they fetched nothing
 */
public record AheadReport(
    int phones, Optional<ArrivalReport> arrival, Optional<FetchReport> fetching) {

  /**
   * How phones arrived.
   *
   * @param arrived with all they asked for
   * @param failures of the others, by kind
   * @param requests of each phone, if all went well
   * @param sentBytes by all phones, heads included
   * @param receivedBytes likewise
   * @param p50Micros from the instant at which a phone was due to its last byte
   */
  public record ArrivalReport(
      long arrived,
      Map<String, Long> failures,
      int requests,
      long sentBytes,
      long receivedBytes,
      long p50Micros,
      long p99Micros,
      long maxMicros) {

    public ArrivalReport {
      failures = Map.copyOf(failures);
    }
  }

  /**
   * How phones fetched packages.
   *
   * @param packages that there are
   * @param bytesEach of all packages, what a phone fetches that has none
   * @param fetched packages that came whole, to all phones
   * @param bytesOutsideWaves of contents, without heads
   * @param bytesInWaves likewise
   * @param refused replies that sent a phone away for a while
   * @param resumed downloads that went on where they broke off
   * @param damaged contents of another length, or of another hash where it was looked at
   * @param failed other replies, and none
   * @param checked contents whose hash was looked at
   * @param seconds from the first request to the last content
   * @param bytesBySecond of contents, from the first request on
   * @param judged phones that shook; all, if none did
   * @param hits of these, who had all packages of the wave when it opened
   * @param quiet of these, to whom no content came inside the wave
   */
  public record FetchReport(
      int packages,
      long bytesEach,
      long fetched,
      long bytesOutsideWaves,
      long bytesInWaves,
      long refused,
      long resumed,
      long damaged,
      long failed,
      long checked,
      double seconds,
      List<Long> bytesBySecond,
      long judged,
      long hits,
      long quiet) {

    public FetchReport {
      bytesBySecond = List.copyOf(bytesBySecond);
    }

    /** Contents a second while phones fetched. */
    public double bytesPerSecond() {
      return seconds > 0 ? (bytesOutsideWaves + bytesInWaves) / seconds : 0;
    }

    public double hitShare() {
      return judged == 0 ? 0 : (double) hits / judged;
    }

    public double quietShare() {
      return judged == 0 ? 0 : (double) quiet / judged;
    }
  }
}
