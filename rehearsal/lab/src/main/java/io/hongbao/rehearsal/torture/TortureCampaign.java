package io.hongbao.rehearsal.torture;

import java.util.Locale;

/**
 * The show that a torture plays: open for longer than the faults can take, with odds far above
 * those of a gala and pools that never hold enough, so that limits, empty pools and packets are all
 * met many times a second.
 */
final class TortureCampaign {

  static final String SHOW = "torture";

  /** Starts of a system, and the end when the last answers are awaited. */
  private static final int SECONDS_BESIDE_FAULTS = 300;

  private static final int BUDGET_YUAN_PER_PACKET = 2;

  /** As its limits have it. */
  static final int PACKETS_PER_USER = 3;

  /** Of the shakes, by all pools together; 20 % pass. */
  static final double WIN_SHARE = 0.09;

  private TortureCampaign() {}

  /** How long phones may take to win and claim the packets that are asked for, generously. */
  static int packetSeconds(TortureSettings settings) {
    return (int) Math.ceil(3 * settings.packets() / (WIN_SHARE * settings.ratePerSecond()));
  }

  /**
   * Longer than all faults take together, each with the longest wait that is allowed, as is the one
   * before the first.
   */
  static int waveSeconds(TortureSettings settings) {
    long calmSeconds = settings.calm().toSeconds();
    int eachSeconds = (int) (settings.patience().toSeconds() + calmSeconds + 25);
    return SECONDS_BESIDE_FAULTS
        + (int) settings.warmUp().toSeconds()
        + (int) settings.patience().toSeconds()
        + settings.faults() * eachSeconds
        + (int) settings.walletFaults().toSeconds()
        + packetSeconds(settings);
  }

  /** The campaign file. */
  static String yaml(TortureSettings settings) {
    int seconds = waveSeconds(settings);
    int rate = settings.ratePerSecond();
    return String.format(
        Locale.ROOT,
        """
        show: %s
        time_zone: Asia/Shanghai
        buckets: 16
        limits: {packets_per_user: %d, packets_per_user_and_enterprise: 1}
        turn: 5s
        enterprises:
          - {id: airline, name: "Airline"}
          - {id: bank, name: "Bank"}
          - {id: cola, name: "Cola"}
          - {id: tea, name: "Tea"}
          - {id: telecom, name: "Telecom"}
        greetings:
          - {id: stars, text: "Happy New Year"}
        waves:
          - id: first
            opens: now+10s
            closes: +%ds
            odds: 0.2
            greeting_odds: 0.3
            curve: uniform
            pools:
        %s\
        """,
        SHOW,
        PACKETS_PER_USER,
        seconds,
        // Together WIN_SHARE.
        pool("airline", 0.0002, rate, seconds)
            + pool("bank", 0.0098, rate, seconds)
            + pool("cola", 0.04, rate, seconds)
            + pool("tea", 0.03, rate, seconds)
            + pool("telecom", 0.01, rate, seconds));
  }

  private static String pool(String enterprise, double share, int rate, int seconds) {
    long packets = Math.max(1, Math.round(share * rate * seconds));
    return String.format(
        Locale.ROOT,
        "      - {enterprise: %s, packets: %d, budget: %d.00, min: 0.50, max: 9.00}\n",
        enterprise,
        packets,
        packets * BUDGET_YUAN_PER_PACKET);
  }
}
