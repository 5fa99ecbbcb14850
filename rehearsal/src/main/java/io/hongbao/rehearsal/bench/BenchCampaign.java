package io.hongbao.rehearsal.bench;

import java.time.Duration;

/**
 * The show that a benchmark plays: a gala of one long wave in which 98 of 100 shakes win nothing,
 * as in the case.
 *
 * @param turn of a user
 * @param open how long the wave is open
 * @param odds that a turn passes
 * @param packetsPerUser the limit
 * @param packets in all, of five enterprises
 */
record BenchCampaign(Duration turn, Duration open, double odds, int packetsPerUser, long packets) {

  static final String SHOW = "bench";
  static final String WAVE = "first";

  static final int BUCKETS = 64;

  /** Servers that start need so long at least until a wave can open. */
  static final Duration OPENS_AFTER = Duration.ofSeconds(5);

  private static final int ENTERPRISES = 5;

  static BenchCampaign gala(Duration turn, Duration open) {
    return new BenchCampaign(turn, open, 0.02, 3, 100_000);
  }

  /** The campaign file. */
  String yaml() {
    StringBuilder enterprises = new StringBuilder();
    StringBuilder pools = new StringBuilder();
    for (int i = 1; i <= ENTERPRISES; i++) {
      enterprises.append("  - {id: e%d, name: \"Enterprise %d\"}\n".formatted(i, i));
      long share = Math.max(1, packets / ENTERPRISES);
      pools.append(
          "      - {enterprise: e%d, packets: %d, budget: %d.00, min: 0.50, max: 9.00}\n"
              .formatted(i, share, share * 2));
    }
    return """
        show: %s
        time_zone: Asia/Shanghai
        buckets: %d
        limits: {packets_per_user: %d, packets_per_user_and_enterprise: 1}
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
            curve: uniform
            pools:
        %s\
        """
        .formatted(
            SHOW,
            BUCKETS,
            packetsPerUser,
            turn.toMillis(),
            enterprises,
            WAVE,
            OPENS_AFTER.toSeconds(),
            open.toSeconds(),
            odds,
            pools);
  }
}
