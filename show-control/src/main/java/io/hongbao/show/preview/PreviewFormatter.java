package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.files.AlignedTable;
import io.hongbao.yaml.DurationFormatter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Renders a {@link CampaignPreview} for a terminal of 80 columns. */
public final class PreviewFormatter {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final CampaignPreview preview;
  private final Optional<Forecast> forecast;
  private final Optional<PayoutTime> payouts;
  private final Glyphs glyphs;
  private final ZoneId zone;
  private final StringBuilder text = new StringBuilder();

  private PreviewFormatter(
      CampaignPreview preview,
      Optional<Forecast> forecast,
      Optional<PayoutTime> payouts,
      Glyphs glyphs) {
    this.preview = preview;
    this.forecast = forecast;
    this.payouts = payouts;
    this.glyphs = glyphs;
    this.zone = ZoneId.of(preview.timeZone());
  }

  /** Several lines, each with a line feed at its end. */
  public static String of(
      CampaignPreview preview,
      Optional<Forecast> forecast,
      Optional<PayoutTime> payouts,
      Glyphs glyphs) {
    var rendering = new PreviewFormatter(preview, forecast, payouts, glyphs);
    rendering.show();
    for (int i = 0; i < preview.waves().size(); i++) {
      int index = i;
      rendering.wave(preview.waves().get(i), forecast.map(known -> known.waves().get(index)));
    }
    return rendering.text.toString();
  }

  private void show() {
    line("show %s", preview.show());
    field("packets", "%,d, worth %s yuan", preview.packets(), Yuan.format(preview.budgetFen()));
    field("buckets", "%,d", preview.buckets());
    field(
        "limits",
        "%,d packets a user, %,d of an enterprise",
        preview.limits().packetsPerUser(),
        preview.limits().packetsPerUserAndEnterprise());
    field(
        "phones",
        "%,d can hold all within the limits%s",
        preview.phonesToHoldAll(),
        forecast
            .map(known -> String.format(Locale.ROOT, "; %,d expected", known.phones()))
            .orElse(""));
    payouts.ifPresent(time -> field("payouts", "%s", time));
    if (!preview.fromSeeds()) {
      field(
          "seeds", "not planned: more than %,d; figures are estimates", CampaignPreview.MAX_SEEDS);
    }
  }

  private void wave(WavePreview wave, Optional<WaveForecast> expected) {
    WaveSchedule schedule = wave.schedule();
    line("");
    line("wave %s", wave.id());
    field("opens", "%s %s", at(schedule.opensAtMillis()), zone);
    field(
        "closes",
        "%s, after %s",
        at(schedule.closesAtMillis()),
        Elapsed.format(wave.lengthMillis()));
    field(
        "turns",
        "%s a user, one every %s",
        turns(wave),
        DurationFormatter.format(schedule.turnMillis()));
    preview.channels().forEach(channel -> channel(wave, channel));
    field("odds", "%s of turns may win%s", wave.odds(), oneIn(wave));
    wave.carriesFrom()
        .ifPresent(from -> field("carries", "what wave %s leaves; it is not counted here", from));
    if (wave.pools().isEmpty()) {
      return;
    }
    field(
        "wins",
        "%s a second on average, %s at the peak, when all is won",
        Decimals.rate(wave.winsPerSecond()),
        Decimals.rate(wave.peakWinsPerSecond()));
    wave.maxWinsPerSecond()
        .ifPresent(cap -> field("capped", "%,d packets are released in a second at most", cap));
    phones(wave);
    expected.ifPresent(this::expected);
    line("");
    text.append(pools(wave));
    line("");
    text.append(ReleaseChart.of(wave, glyphs));
  }

  private void channel(WavePreview wave, Channel channel) {
    double lost = wave.shareOfTurnsLost(channel.delayMillis());
    field(
        "channel",
        "%s, %s late: viewers lose %s",
        channel.id(),
        DurationFormatter.format(channel.delayMillis()),
        lost == 0 ? "no turn" : Decimals.percent(lost) + " of their turns");
  }

  private void phones(WavePreview wave) {
    OptionalLong phones = wave.turnout().phonesToGiveAll(wave.odds());
    if (phones.isPresent()) {
      field("phones", "from %,d on, all packets can be given away", phones.getAsLong());
    } else {
      field("phones", "no number of them can be given all packets");
    }
  }

  private void expected(WaveForecast wave) {
    field(
        "expected",
        "%,d turns, %,d may win, %,d win (%s of turns)",
        wave.turns(),
        wave.passing(),
        wave.wins(),
        Decimals.percent(wave.shareOfTurns()));
  }

  private static AlignedTable pools(WavePreview wave) {
    var table = new AlignedTable(1);
    table.add("enterprise", "packets", "yuan", "min", "mean", "max", "a bucket");
    for (PoolPreview each : wave.pools()) {
      Pool pool = each.pool();
      table.add(
          pool.enterpriseId(),
          String.format(Locale.ROOT, "%,d", pool.packets()),
          Yuan.format(pool.budgetFen()),
          Yuan.format(pool.minFen()),
          Yuan.format(each.meanFen()),
          Yuan.format(pool.maxFen()),
          range(each.fewestInBucket(), each.maxInBucket()));
    }
    if (wave.pools().size() > 1) {
      String packets = String.format(Locale.ROOT, "%,d", wave.packets());
      table.add("all", packets, Yuan.format(wave.budgetFen()), "", "", "", "");
    }
    return table;
  }

  private static String range(long least, long most) {
    return least == most
        ? String.format(Locale.ROOT, "%,d", least)
        : String.format(Locale.ROOT, "%,d-%,d", least, most);
  }

  private static String turns(WavePreview wave) {
    double turns = wave.turnout().turnsAUser();
    return range((long) Math.floor(turns), (long) Math.ceil(turns));
  }

  private static String oneIn(WavePreview wave) {
    double share = wave.odds().share().doubleValue();
    return share > 0 && share < 1 ? ", 1 of " + Decimals.plain(1 / share) : "";
  }

  private String at(long millis) {
    return INSTANT.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  private void field(String name, String format, Object... values) {
    line("  %-10s%s", name, String.format(Locale.ROOT, format, values));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
