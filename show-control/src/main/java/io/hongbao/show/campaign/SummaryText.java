package io.hongbao.show.campaign;

import io.hongbao.show.campaign.CampaignSummary.PoolSummary;
import io.hongbao.show.campaign.CampaignSummary.WaveSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Renders a {@link CampaignSummary} as text for a terminal. */
public final class SummaryText {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int BAR_WIDTH = 40;

  private final StringBuilder text = new StringBuilder();
  private final ZoneId zone;

  private SummaryText(ZoneId zone) {
    this.zone = zone;
  }

  /** Several lines, each with a line feed at its end. */
  public static String of(CampaignSummary summary) {
    SummaryText rendering = new SummaryText(ZoneId.of(summary.timeZone()));
    rendering.line(
        "show %s: %,d packets, %s yuan, %,d buckets",
        summary.show(), summary.packets(), Yuan.format(summary.budgetFen()), summary.buckets());
    summary.waves().forEach(rendering::wave);
    return rendering.text.toString();
  }

  private void wave(WaveSummary wave) {
    line("");
    line(
        "wave %s: %s to %s %s (%s), %,d packets, %s yuan",
        wave.id(),
        INSTANT.format(Instant.ofEpochMilli(wave.opensAtMillis()).atZone(zone)),
        INSTANT.format(Instant.ofEpochMilli(wave.closesAtMillis()).atZone(zone)),
        zone,
        DurationText.format(wave.lengthMillis()),
        wave.packets(),
        Yuan.format(wave.budgetFen()));
    if (wave.shakesToGiveAll().isPresent()) {
      line(
          "  odds %s: about %,d shakes give everything away",
          wave.odds(), wave.shakesToGiveAll().getAsLong());
    } else {
      line("  odds 0: nothing can be won");
    }
    line(
        "  expected wins a second: %.1f, at most %.1f",
        wave.winsPerSecond(), wave.mostWinsPerSecond());
    line("");
    line(
        "  %-20s %11s %16s %10s %10s %9s",
        "enterprise", "packets", "yuan", "min", "max", "a bucket");
    wave.pools().forEach(this::pool);
    line("");
    slices(wave);
  }

  private void pool(PoolSummary pool) {
    line(
        "  %-20s %,11d %16s %10s %10s %,9d",
        pool.enterpriseId(),
        pool.packets(),
        Yuan.format(pool.budgetFen()),
        Yuan.format(pool.minFen()),
        Yuan.format(pool.maxFen()),
        pool.fewestInBucket());
  }

  private void slices(WaveSummary wave) {
    long most = wave.releasedInSlice().stream().mapToLong(Long::longValue).max().orElse(0);
    for (int slice = 0; slice < wave.releasedInSlice().size(); slice++) {
      long released = wave.releasedInSlice().get(slice);
      int width = most == 0 ? 0 : (int) ((released * BAR_WIDTH + most - 1) / most);
      long fromMillis = wave.lengthMillis() * slice / CampaignSummary.SLICES;
      line(
          "  %10s  %-" + BAR_WIDTH + "s %,d",
          "+" + DurationText.format(fromMillis),
          "#".repeat(width),
          released);
    }
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
