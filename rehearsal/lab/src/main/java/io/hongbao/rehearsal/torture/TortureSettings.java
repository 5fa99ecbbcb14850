package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.audience.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a torture is asked for.
 *
 * @param data where everything is kept; empty or absent
 * @param kills how many, over all parts
 * @param pauses likewise
 * @param seed of what is broken when, and of what phones do
 * @param ratePerSecond shakes a second, all phones together
 * @param phones each of a user of its own
 * @param parts kinds that are broken
 * @param calm the longest that all flows before the next fault, and at least a third of it; JVMs
 *     that were just started still compile
 * @param patience within which an acknowledged shake must be answered, and the longest that answers
 *     are awaited after a fault
 * @param overlap whether some faults come in the middle of another's recovery
 * @param fullDisk whether the brokers' disk, a small one in memory, gets full once
 * @param transport how phones talk
 * @param packets how many are claimed at least before it ends; 0 for what the faults leave time for
 * @param walletFaults how long, after all other faults, the wallet fails three of ten transfers;
 *     zero for never
 */
public record TortureSettings(
    Path data,
    int kills,
    int pauses,
    long seed,
    int ratePerSecond,
    int phones,
    int brokers,
    int edges,
    int taskManagers,
    Set<PartKind> parts,
    Duration calm,
    Duration patience,
    boolean overlap,
    boolean fullDisk,
    Transport transport,
    int packets,
    Duration walletFaults) {

  /** All that phones heard is looked at in memory, some 5 MB for each fault. */
  public static final int MAX_FAULTS = 200;

  /** What viewers of a gala have, on machines that are fit for one. */
  public static final int DEFAULT_PATIENCE_SECONDS = 60;

  /**
   * A phone's turns are 5 s, and after a shake without an answer it waits for two: with so many for
   * each shake a second nearly all that are planned find a phone.
   */
  private static final int PHONES_PER_RATE = 12;

  /** The money of all is compared in memory, some 2 KB for each. */
  private static final int MAX_PACKETS = 100_000;

  private static final int MAX_PACKET_SECONDS = 6 * 3_600;

  private static final int MAX_RATE = 5_000;
  private static final int MAX_PHONES = 200_000;

  public TortureSettings {
    data = data.toAbsolutePath().normalize();
    requireIn("--kills", kills, 0, MAX_FAULTS);
    requireIn("--pauses", pauses, 0, MAX_FAULTS);
    requireIn("--kills and --pauses together", kills + pauses, 0, MAX_FAULTS);
    requireIn("--rate", ratePerSecond, 10, MAX_RATE);
    requireIn("--phones", phones, 1, MAX_PHONES);
    requireIn("--brokers", brokers, 1, 9);
    requireIn("--edges", edges, 1, 16);
    requireIn("--taskmanagers", taskManagers, 1, 16);
    requireIn("--calm", Math.toIntExact(calm.toSeconds()), 1, 600);
    requireIn("--patience", Math.toIntExact(patience.toSeconds()), 10, 600);
    requireIn("--packets", packets, 0, MAX_PACKETS);
    requireIn("--wallet-faults", Math.toIntExact(walletFaults.toSeconds()), 0, 600);
    if (packets > TortureCampaign.PACKETS_PER_USER * phones) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--packets is %d, and %d phones can win %d each: name more --phones",
              packets,
              phones,
              TortureCampaign.PACKETS_PER_USER));
    }
    if (3.0 * packets / TortureCampaign.WIN_SHARE / ratePerSecond > MAX_PACKET_SECONDS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--packets is %d, and at a --rate of %d winning them takes hours: name another one",
              packets,
              ratePerSecond));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("--parts: expected at least one");
    }
    parts = Set.copyOf(EnumSet.copyOf(parts));
  }

  /** Phones that talk HTTP, and kills, pauses and full disks alone. */
  public TortureSettings(
      Path data,
      int kills,
      int pauses,
      long seed,
      int ratePerSecond,
      int phones,
      int brokers,
      int edges,
      int taskManagers,
      Set<PartKind> parts,
      Duration calm,
      Duration patience,
      boolean overlap,
      boolean fullDisk) {
    this(
        data,
        kills,
        pauses,
        seed,
        ratePerSecond,
        phones,
        brokers,
        edges,
        taskManagers,
        parts,
        calm,
        patience,
        overlap,
        fullDisk,
        Transport.HTTP,
        0,
        Duration.ZERO);
  }

  /** How long the first fault waits: until the whole system has found its feet. */
  Duration warmUp() {
    return calm.multipliedBy(3);
  }

  /** Enough phones for a rate, and to win so many packets: limits stop those who won three. */
  public static int phonesFor(int ratePerSecond, int packets) {
    return Math.min(MAX_PHONES, Math.max(PHONES_PER_RATE * ratePerSecond, packets));
  }

  /** Whether the system has a wallet: phones claim what they win, and it is paid. */
  boolean pays() {
    return parts.stream().anyMatch(PartKind::isOfMoney) || packets > 0 || !walletFaults.isZero();
  }

  int instances(PartKind part) {
    return switch (part) {
      case TASKMANAGER -> taskManagers;
      case JOBMANAGER, REDIS, POSTGRES, WALLET, PAYOUT -> 1;
      case BROKER -> brokers;
      case EDGE -> edges;
    };
  }

  /** Where what phones heard is kept. */
  Path seenFile() {
    return data.resolve("seen.jsonl");
  }

  /** Where the payout adapter's figures are kept, second by second. */
  Path payoutsFile() {
    return data.resolve("payouts.csv");
  }

  /** The command that does the same faults in the same order. */
  String command() {
    StringBuilder text = new StringBuilder("./hongbao torture");
    text.append(String.format(Locale.ROOT, " --kills %d --seed %d", kills, seed));
    text.append(String.format(Locale.ROOT, " --calm %d", calm.toSeconds()));
    text.append(String.format(Locale.ROOT, " --rate %d --phones %d", ratePerSecond, phones));
    text.append(
        String.format(
            Locale.ROOT,
            " --brokers %d --edges %d --taskmanagers %d",
            brokers,
            edges,
            taskManagers));
    long patienceSeconds = patience.toSeconds();
    if (patienceSeconds != DEFAULT_PATIENCE_SECONDS) {
      text.append(String.format(Locale.ROOT, " --patience %d", patienceSeconds));
    }
    if (pauses > 0) {
      text.append(String.format(Locale.ROOT, " --pauses %d", pauses));
    }
    if (!parts.equals(PartKind.answering())) {
      text.append(" --parts ")
          .append(String.join(",", parts.stream().sorted().map(PartKind::toString).toList()));
    }
    if (transport != Transport.HTTP) {
      text.append(" --transport ").append(transport);
    }
    if (overlap) {
      text.append(" --overlap");
    }
    if (fullDisk) {
      text.append(" --full-disk");
    }
    if (packets > 0) {
      text.append(" --packets ").append(packets);
    }
    if (!walletFaults.isZero()) {
      text.append(" --wallet-faults ").append(walletFaults.toSeconds());
    }
    return text.toString();
  }

  int faults() {
    return kills + pauses + (fullDisk ? 1 : 0);
  }

  private static void requireIn(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d, expected %d to %d", option, value, min, max));
    }
  }
}
