package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.yaml.DurationFormatter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What may go wrong with a campaign that is right: one sentence each, with the way to mend it. */
public final class PlanWarnings {

  /** Nobody reads more. */
  private static final int MOST = 100;

  /** A channel whose viewers lose more of their turns than this is not served by the wave. */
  private static final double MAX_SHARE_LOST = 0.5;

  private final CampaignPreview preview;
  private final List<String> warnings = new ArrayList<>();

  private PlanWarnings(CampaignPreview preview) {
    this.preview = preview;
  }

  /**
   * The warnings, wave by wave.
   *
   * @param forecast of the audience that is expected; without one nothing is said of its size
   * @param measuredPerSecond wins a second that the system was seen to bear; without it nothing is
   *     said of rates
   */
  public static List<String> of(
      CampaignPreview preview, Optional<Forecast> forecast, OptionalDouble measuredPerSecond) {
    var found = new PlanWarnings(preview);
    for (int i = 0; i < preview.waves().size(); i++) {
      WavePreview wave = preview.waves().get(i);
      int index = i;
      wave.pools().forEach(pool -> found.bucketsWithout(wave, pool));
      if (!found.isOutOfReach(wave)) {
        forecast.ifPresent(known -> found.left(wave, known.phones(), known.waves().get(index)));
      }
      preview.channels().forEach(channel -> found.tooLate(wave, channel));
      measuredPerSecond.ifPresent(most -> found.tooFast(wave, most));
    }
    return found.bounded();
  }

  private void bucketsWithout(WavePreview wave, PoolPreview pool) {
    if (pool.bucketsWithout() > 0) {
      add(
          "wave %s: %,d of %,d buckets get no packet of %s, so that their users cannot win one"
              + " there: give at least %,d packets instead of %,d, or take fewer buckets",
          wave.id(),
          pool.bucketsWithout(),
          preview.buckets(),
          pool.pool().enterpriseId(),
          preview.buckets(),
          pool.pool().packets());
    }
  }

  /** Whether some packets cannot be given away by any audience. */
  private boolean isOutOfReach(WavePreview wave) {
    if (wave.odds().share().signum() == 0) {
      add(
          "wave %s: odds 0 give none of its %,d packets away: set odds above 0",
          wave.id(), wave.packets());
      return true;
    }
    if (wave.turnout().phonesToGiveAll(wave.odds()).isEmpty()) {
      add(
          "wave %s: no audience can win all of its %,d packets, since too few turns start after"
              + " the last are released: raise odds %s, shorten the turn or release them earlier",
          wave.id(), wave.packets(), wave.odds());
      return true;
    }
    return false;
  }

  private void left(WavePreview wave, long phones, WaveForecast forecast) {
    if (forecast.leftByOdds() > 0) {
      Optional<BigDecimal> odds = wave.turnout().oddsToGiveAll(phones);
      add(
          "wave %s: with odds %s and turns of %s, %,d phones leave about %,d of %,d packets:"
              + " %sreach %,d phones",
          wave.id(),
          wave.odds(),
          DurationFormatter.format(wave.schedule().turnMillis()),
          phones,
          forecast.leftByOdds(),
          wave.packets(),
          odds.map(enough -> "raise odds to " + plain(enough) + ", or ").orElse(""),
          wave.turnout().phonesToGiveAll(wave.odds()).orElseThrow());
    }
    if (forecast.leftByLimits() > 0) {
      add(
          "wave %s: by the limits of %,d packets a user and %,d of an enterprise, %,d phones leave"
              + " about %,d of %,d packets: raise the limits, or reach %,d phones",
          wave.id(),
          preview.limits().packetsPerUser(),
          preview.limits().packetsPerUserAndEnterprise(),
          phones,
          forecast.leftByLimits(),
          wave.packets(),
          preview.phonesToHoldAll());
    }
  }

  /**
   * A viewer who is late by d of a wave of length L loses (d - turn) / L of the turns. No more than
   * half are lost, and one turn at least is left, from the length on that is named here.
   */
  private void tooLate(WavePreview wave, Channel channel) {
    long delayMillis = channel.delayMillis();
    double lost = wave.shareOfTurnsLost(delayMillis);
    if (lost <= MAX_SHARE_LOST) {
      return;
    }
    int turnMillis = wave.schedule().turnMillis();
    long neededMillis = Math.max(delayMillis + turnMillis, 2 * (delayMillis - turnMillis));
    add(
        "wave %s: viewers of channel %s see it %s late and lose %s of their turns: make the wave"
            + " %s or longer instead of %s",
        wave.id(),
        channel.id(),
        DurationFormatter.format(delayMillis),
        lost == 1 ? "all" : Decimals.percent(lost),
        DurationFormatter.format(neededMillis),
        DurationFormatter.format(wave.lengthMillis()));
  }

  private void tooFast(WavePreview wave, double measuredPerSecond) {
    if (wave.peakWinsPerSecond() > measuredPerSecond) {
      add(
          "wave %s: up to %,.1f packets a second are released, and %,.1f were measured: make the"
              + " wave longer, choose a flatter curve or give fewer packets",
          wave.id(), wave.peakWinsPerSecond(), measuredPerSecond);
    }
  }

  private static String plain(BigDecimal odds) {
    return odds.stripTrailingZeros().toPlainString();
  }

  private void add(String format, Object... values) {
    warnings.add(String.format(Locale.ROOT, format, values));
  }

  private List<String> bounded() {
    if (warnings.size() <= MOST) {
      return List.copyOf(warnings);
    }
    List<String> first = new ArrayList<>(warnings.subList(0, MOST));
    first.add("and " + (warnings.size() - MOST) + " more warnings");
    return List.copyOf(first);
  }
}
