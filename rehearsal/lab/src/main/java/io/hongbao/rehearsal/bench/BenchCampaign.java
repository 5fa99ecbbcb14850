package io.hongbao.rehearsal.bench;

import io.hongbao.files.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The show that a benchmark plays: a gala of one long wave.
 *
 * @param turn of a user
 * @param open how long the wave is open
 * @param odds that a turn passes
 * @param packets in all, of five enterprises
 * @param allAtOnce whether all packets are released at the opening, or evenly over the wave
 * @param opensAfter from when it is loaded
 */
record BenchCampaign(
    Duration turn,
    Duration open,
    double odds,
    long packets,
    boolean allAtOnce,
    Duration opensAfter) {

  static final String SHOW = "bench";
  static final String WAVE = "first";

  static final int BUCKETS = 64;

  /** Servers that start need so long at least until a wave can open. */
  static final Duration OPENS_AFTER = Duration.ofSeconds(5);

  private static final int ENTERPRISES = 5;

  /** As in the case: 98 of 100 turns cannot win. */
  static BenchCampaign gala(Duration turn, Duration open) {
    return new BenchCampaign(turn, open, 0.02, 100_000, false, OPENS_AFTER);
  }

  /** The same with a packet for whoever may win one. */
  static BenchCampaign generous(Duration turn, Duration open) {
    return new BenchCampaign(turn, open, 0.02, 500_000, true, OPENS_AFTER);
  }

  /** Every turn passes, and soon there is nothing left to be won. */
  static BenchCampaign passing(Duration turn, Duration open) {
    return new BenchCampaign(turn, open, 1, 5_000, true, OPENS_AFTER);
  }

  /** The same, opening later. */
  BenchCampaign opening(Duration after) {
    return new BenchCampaign(turn, open, odds, packets, allAtOnce, after);
  }

  /** Writes the campaign file into a folder and tells its name. */
  Path writeInto(Path folder) {
    Path file = folder.resolve("bench.yaml");
    try {
      AtomicFiles.replace(file, yaml());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  /** The campaign file. */
  String yaml() {
    StringBuilder enterprises = new StringBuilder();
    StringBuilder pools = new StringBuilder();
    for (int i = 1; i <= ENTERPRISES; i++) {
      enterprises.append(
          String.format(Locale.ROOT, "  - {id: e%d, name: \"Enterprise %d\"}\n", i, i));
      long share = Math.max(1, packets / ENTERPRISES);
      pools.append(
          String.format(
              Locale.ROOT,
              "      - {enterprise: e%d, packets: %d, budget: %d.00, min: 0.50, max: 9.00}\n",
              i,
              share,
              share * 2));
    }
    return String.format(
        Locale.ROOT,
        """
        show: %s
        time_zone: Asia/Shanghai
        buckets: %d
        limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
        turn: %dms
        enterprises:
        %sgreetings:
          - {id: stars, text: "Happy New Year"}
        waves:
          - id: %s
            opens: now+%ds
            closes: +%ds
            odds: %s
            greeting_odds: 0.10
            curve: %s
            pools:
        %s\
        """,
        SHOW,
        BUCKETS,
        turn.toMillis(),
        enterprises,
        WAVE,
        opensAfter.toSeconds(),
        open.toSeconds(),
        odds,
        allAtOnce ? "steps\n    steps: [{at: 0s, share: 1}]" : "uniform",
        pools);
  }
}
