package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a staged plan gives away beyond the plans before it: seeds are only ever added, since those
 * of a plan that was activated stay in the log.
 *
 * @param added a campaign of that alone: new waves with all their pools, and waves of before with
 *     what their pools gained, such that the seed planner can plan it; without waves if nothing is
 *     added; empty if there is a problem
 * @param problems why the staged plan cannot be followed, in plain words
 */
public record StockAddition(Optional<Campaign> added, List<String> problems) {

  public StockAddition {
    problems = List.copyOf(problems);
    if (added.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a campaign or problems, got " + problems.size() + " problems");
    }
  }

  /**
   * Compares a staged campaign with those of before.
   *
   * @param activated the campaigns of all plans that were ever activated, in their order; one at
   *     least; the last is in force. A wave that an earlier one had and the last has not must not
   *     come back: what was loaded for it would be given away beside what the staged plan says
   */
  public static StockAddition of(List<Campaign> activated, Campaign staged) {
    Comparison comparison = new Comparison(activated.get(activated.size() - 1), staged);
    comparison.requireSameBucketsAndOrder();
    activated.forEach(comparison::requireNoReturnOfDroppedWave);
    List<CampaignWave> waves = staged.waves().stream().map(comparison::addedWave).toList();
    if (!comparison.problems.isEmpty()) {
      return new StockAddition(Optional.empty(), comparison.problems);
    }
    Campaign added =
        staged.withWaves(waves.stream().filter(wave -> !wave.pools().isEmpty()).toList());
    return new StockAddition(Optional.of(added), List.of());
  }

  /** The plan in force against the staged one. */
  private static final class Comparison {

    private final Campaign active;
    private final Campaign staged;
    private final List<String> problems = new ArrayList<>();

    Comparison(Campaign active, Campaign staged) {
      this.active = active;
      this.staged = staged;
    }

    void requireSameBucketsAndOrder() {
      if (staged.buckets() != active.buckets()) {
        add("buckets %,d: expected %,d, a show keeps them", staged.buckets(), active.buckets());
      }
      List<String> before = active.enterprises().stream().map(Enterprise::id).toList();
      List<String> now = staged.enterprises().stream().map(Enterprise::id).toList();
      if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) {
        add(
            "enterprises %s: expected %s first, whose order breaks ties, and new ones behind them",
            String.join(", ", now), String.join(", ", before));
      }
    }

    void requireNoReturnOfDroppedWave(Campaign before) {
      before.waves().stream()
          .map(CampaignWave::id)
          .filter(id -> active.wave(id).isEmpty() && staged.wave(id).isPresent())
          .map(
              id ->
                  "wave "
                      + id
                      + " was dropped by an earlier plan, and what was loaded for it is still in"
                      + " the log: expected another id")
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
    }

    /** The wave with what it gives away beyond the plan in force; without pools if that is none. */
    CampaignWave addedWave(CampaignWave wave) {
      Optional<CampaignWave> before = active.wave(wave.id());
      before.ifPresent(known -> requireEveryPool(known, wave));
      List<Pool> pools = new ArrayList<>();
      for (Pool pool : wave.pools()) {
        Optional<Pool> known = before.flatMap(loaded -> pool(loaded, pool.enterpriseId()));
        if (known.isEmpty()) {
          pools.add(pool);
        } else {
          addedPool(wave.id(), known.get(), pool).ifPresent(pools::add);
        }
      }
      if (before.isPresent() && !pools.isEmpty()) {
        requireNoCap(before.get(), wave);
      }
      return new CampaignWave(
          wave.schedule(), wave.odds(), wave.greetingOdds(), wave.curve(), pools);
    }

    /** What is added would be released beside what is loaded, in the same seconds. */
    private void requireNoCap(CampaignWave before, CampaignWave now) {
      if (before.curve() instanceof Curve.Capped || now.curve() instanceof Curve.Capped) {
        add(
            "wave %s: its max_wins_per_second cannot hold what is added beside what is loaded:"
                + " expected its pools as they are, and another wave for more packets",
            now.id());
      }
    }

    private void requireEveryPool(CampaignWave before, CampaignWave now) {
      before.pools().stream()
          .filter(pool -> pool(now, pool.enterpriseId()).isEmpty())
          .forEach(
              pool ->
                  add(
                      "wave %s: %s has no pool, and %,d packets of %s yuan are loaded: expected"
                          + " these or more, stock is never taken back",
                      now.id(),
                      pool.enterpriseId(),
                      pool.packets(),
                      Yuan.format(pool.budgetFen())));
    }

    private Optional<Pool> addedPool(String waveId, Pool loaded, Pool pool) {
      int packets = pool.packets() - loaded.packets();
      long fen = pool.budgetFen() - loaded.budgetFen();
      if (packets < 0) {
        add(
            "wave %s: %s has %,d packets, and %,d are loaded: expected these or more, stock is"
                + " never taken back",
            waveId, pool.enterpriseId(), pool.packets(), loaded.packets());
      }
      if (fen < 0) {
        add(
            "wave %s: %s has %s yuan, and %s are loaded: expected these or more, stock is never"
                + " taken back",
            waveId,
            pool.enterpriseId(),
            Yuan.format(pool.budgetFen()),
            Yuan.format(loaded.budgetFen()));
      }
      if (packets < 0 || fen < 0 || (packets == 0 && fen == 0)) {
        return Optional.empty();
      }
      if (packets == 0) {
        add(
            "wave %s: %s gets %s yuan more and no packet: expected more packets, or a budget of %s",
            waveId, pool.enterpriseId(), Yuan.format(fen), Yuan.format(loaded.budgetFen()));
        return Optional.empty();
      }
      long least = packets * pool.minFen();
      long most = packets * pool.maxFen();
      if (fen < least || fen > most) {
        add(
            "wave %s: %s gets %,d packets and %s yuan more: %,d packets of %s to %s yuan cost %s to"
                + " %s, expected a budget of %s to %s",
            waveId,
            pool.enterpriseId(),
            packets,
            Yuan.format(fen),
            packets,
            Yuan.format(pool.minFen()),
            Yuan.format(pool.maxFen()),
            Yuan.format(least),
            Yuan.format(most),
            Yuan.format(loaded.budgetFen() + least),
            Yuan.format(loaded.budgetFen() + most));
        return Optional.empty();
      }
      return Optional.of(
          new Pool(pool.enterpriseId(), packets, fen, pool.minFen(), pool.maxFen(), pool.shares()));
    }

    private static Optional<Pool> pool(CampaignWave wave, String enterpriseId) {
      return wave.pools().stream()
          .filter(pool -> pool.enterpriseId().equals(enterpriseId))
          .findFirst();
    }

    private void add(String format, Object... values) {
      problems.add(String.format(Locale.ROOT, format, values));
    }
  }
}
