package io.hongbao.show.preview;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audience of so many phones, each shaking in every turn, wins on average: no more than its
 * turns let pass ({@link AudienceEstimate}) and no more than its users may hold over the whole
 * show.
 *
 * @param waves in the order of the preview
 */
public record Forecast(long phones, List<WaveForecast> waves) {

  public Forecast {
    if (phones < 1) {
      throw new IllegalArgumentException("phones " + phones + ": expected at least 1");
    }
    waves = List.copyOf(waves);
  }

  /** Looks ahead, wave by wave: what was won in one counts for the limits in the next. */
  public static Forecast of(CampaignPreview preview, long phones) {
    var holdings = new Holdings(preview, phones);
    return new Forecast(
        phones, preview.waves().stream().map(wave -> wave(wave, phones, holdings)).toList());
  }

  private static WaveForecast wave(WavePreview wave, long phones, Holdings holdings) {
    AudienceEstimate turnout = wave.turnout();
    long turns = Math.round(turnout.turnsAUser() * phones);
    long leftByOdds = turnout.left(phones, wave.odds());
    long passed = wave.packets() - leftByOdds;
    long wins = Math.min(passed, holdings.room(wave));
    holdings.take(wave, wins);
    return new WaveForecast(
        turns,
        Math.round(turns * wave.odds().share().doubleValue()),
        leftByOdds,
        passed - wins,
        wins);
  }

  /** What all phones together hold, and may hold. */
  private static final class Holdings {

    private final long maxOfAll;
    private final long maxOfEach;
    private final Map<String, Long> byEnterprise = new HashMap<>();
    private long all;

    Holdings(CampaignPreview preview, long phones) {
      maxOfAll = Math.multiplyExact(phones, preview.limits().packetsPerUser());
      maxOfEach = Math.multiplyExact(phones, preview.limits().packetsPerUserAndEnterprise());
    }

    long room(WavePreview wave) {
      long ofEnterprises =
          wave.pools().stream()
              .map(PoolPreview::pool)
              .mapToLong(pool -> Math.min(pool.packets(), maxOfEach - held(pool.enterpriseId())))
              .sum();
      return Math.min(maxOfAll - all, ofEnterprises);
    }

    /** What was won is shared among the enterprises as their packets are. */
    void take(WavePreview wave, long wins) {
      all += wins;
      for (PoolPreview pool : wave.pools()) {
        String enterpriseId = pool.pool().enterpriseId();
        long won = Math.round((double) wins * pool.pool().packets() / wave.packets());
        byEnterprise.put(enterpriseId, Math.min(maxOfEach, held(enterpriseId) + won));
      }
    }

    private long held(String enterpriseId) {
      return byEnterprise.getOrDefault(enterpriseId, 0L);
    }
  }
}
