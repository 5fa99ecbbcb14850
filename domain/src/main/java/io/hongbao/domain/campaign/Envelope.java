package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * The most that a show may give away.
 *
 * @param maxPackets of all waves
 * @param maxFen of all waves
 * @param largestPacketFen the most that one packet may hold
 * @param maxFenPerMinute the most money that may be released within a minute, see {@link
 *     ReleasePeak}
 * @param enterprises whose packets may be given away
 * @param validUntilMillis when the last wave must have closed, epoch milliseconds; no plan is put
 *     in force later
 */
public record Envelope(
    String show,
    long maxPackets,
    long maxFen,
    long largestPacketFen,
    long maxFenPerMinute,
    List<String> enterprises,
    long validUntilMillis) {

  public Envelope {
    Names.requireId("show", show);
    enterprises = List.copyOf(enterprises);
    enterprises.forEach(id -> Names.requireId("enterprise", id));
    Names.requireDistinct("enterprise", enterprises);
    requireAtLeastOne("packets", maxPackets);
    requireAtLeastOne("money", maxFen);
    requireAtLeastOne("largest packet", largestPacketFen);
    requireAtLeastOne("money a minute", maxFenPerMinute);
    requireAtLeastOne("valid until", validUntilMillis);
  }

  private static void requireAtLeastOne(String field, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(field + " " + value + ": expected 1 or more");
    }
  }

  /**
   * What stands against a campaign: each figure that is out of bounds beside its bound.
   *
   * @param releases each stock that is added to the log for it, with how it is released; its waves
   *     if it is loaded at once
   * @param nowMillis when it is to be put in force
   * @param times says an instant, in epoch milliseconds, as people of the show read it
   */
  public List<String> problems(
      Campaign campaign, List<CampaignWave> releases, long nowMillis, LongFunction<String> times) {
    List<String> problems = stockProblems(campaign);
    ReleasePeak peak = ReleasePeak.of(campaign, releases);
    if (peak.fen() > maxFenPerMinute) {
      problems.add(
          line(
              "%s yuan within the minute from %s, at most %s",
              Yuan.format(peak.fen()),
              times.apply(peak.fromMillis()),
              Yuan.format(maxFenPerMinute)));
    }
    campaign.waves().stream()
        .filter(wave -> wave.schedule().closesAtMillis() > validUntilMillis)
        .forEach(
            wave ->
                problems.add(
                    line(
                        "wave %s closes at %s, the envelope is valid until %s",
                        wave.id(),
                        times.apply(wave.schedule().closesAtMillis()),
                        times.apply(validUntilMillis))));
    if (nowMillis > validUntilMillis) {
      problems.add(
          line(
              "it is %s, the envelope was valid until %s",
              times.apply(nowMillis), times.apply(validUntilMillis)));
    }
    return List.copyOf(problems);
  }

  /** What of it is out of bounds whenever it is given away: packets, money, enterprises. */
  private List<String> stockProblems(Campaign campaign) {
    List<String> problems = new ArrayList<>();
    if (!campaign.show().equals(show)) {
      problems.add(line("show %s, the envelope is of show %s", campaign.show(), show));
    }
    List<Pool> pools = campaign.waves().stream().flatMap(wave -> wave.pools().stream()).toList();
    long packets = pools.stream().mapToLong(Pool::packets).sum();
    if (packets > maxPackets) {
      problems.add(line("%,d packets, at most %,d", packets, maxPackets));
    }
    long fen = pools.stream().mapToLong(Pool::budgetFen).sum();
    if (fen > maxFen) {
      problems.add(line("%s yuan, at most %s", Yuan.format(fen), Yuan.format(maxFen)));
    }
    for (CampaignWave wave : campaign.waves()) {
      for (Pool pool : wave.pools()) {
        if (pool.maxFen() > largestPacketFen) {
          problems.add(
              line(
                  "packets of up to %s yuan of %s in wave %s, at most %s",
                  Yuan.format(pool.maxFen()),
                  pool.enterpriseId(),
                  wave.id(),
                  Yuan.format(largestPacketFen)));
        }
      }
    }
    for (String id : new TreeSet<>(pools.stream().map(Pool::enterpriseId).toList())) {
      if (!enterprises.contains(id)) {
        problems.add(
            line("packets of enterprise %s, only of %s", id, String.join(", ", enterprises)));
      }
    }
    return problems;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
