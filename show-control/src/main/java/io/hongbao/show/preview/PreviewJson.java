package io.hongbao.show.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import java.util.List;
import java.util.Optional;

/**
 * A {@link CampaignPreview} as one JSON object on one line. Times are epoch milliseconds, amounts
 * fen, rates a second; what is not known is null.
 */
public final class PreviewJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PreviewJson() {}

  public static String of(
      CampaignPreview preview,
      Optional<Forecast> forecast,
      Optional<PayoutTime> payouts,
      List<String> warnings) {
    ObjectNode show = JSON.createObjectNode();
    show.put("show", preview.show());
    show.put("timeZone", preview.timeZone());
    show.put("buckets", preview.buckets());
    show.put("packetsPerUser", preview.limits().packetsPerUser());
    show.put("packetsPerUserAndEnterprise", preview.limits().packetsPerUserAndEnterprise());
    show.put("packets", preview.packets());
    show.put("amountFen", preview.budgetFen());
    show.put("phonesToHoldAll", preview.phonesToHoldAll());
    show.put("phones", forecast.map(Forecast::phones).orElse(null));
    show.put("payouts", payouts.map(PayoutTime::payouts).orElse(null));
    show.put("payoutMillis", payouts.map(PayoutTime::millis).orElse(null));
    show.put("fromSeeds", preview.fromSeeds());
    ArrayNode waves = show.putArray("waves");
    for (int i = 0; i < preview.waves().size(); i++) {
      int index = i;
      waves.add(
          wave(
              preview.waves().get(i),
              preview.channels(),
              forecast.map(known -> known.waves().get(index))));
    }
    ArrayNode told = show.putArray("warnings");
    warnings.forEach(told::add);
    return show.toString();
  }

  private static ObjectNode wave(
      WavePreview wave, List<Channel> channels, Optional<WaveForecast> expected) {
    ObjectNode node = JSON.createObjectNode();
    node.put("wave", wave.id());
    node.put("opensAtMs", wave.schedule().opensAtMillis());
    node.put("closesAtMs", wave.schedule().closesAtMillis());
    node.put("turnMillis", wave.schedule().turnMillis());
    node.put("turnsAUser", wave.turnout().turnsAUser());
    node.put("odds", wave.odds().share());
    node.put("packets", wave.packets());
    node.put("amountFen", wave.budgetFen());
    node.put("winsPerSecond", wave.winsPerSecond());
    node.put("peakWinsPerSecond", wave.peakWinsPerSecond());
    var cap = wave.maxWinsPerSecond();
    node.put("maxWinsPerSecond", cap.isPresent() ? (Integer) cap.getAsInt() : null);
    var phones = wave.turnout().phonesToGiveAll(wave.odds());
    node.put("phonesToGiveAll", phones.isPresent() ? (Long) phones.getAsLong() : null);
    if (expected.isPresent()) {
      WaveForecast forecast = expected.get();
      node.putObject("expected")
          .put("turns", forecast.turns())
          .put("passing", forecast.passing())
          .put("wins", forecast.wins())
          .put("shareOfTurns", forecast.shareOfTurns())
          .put("leftByOdds", forecast.leftByOdds())
          .put("leftByLimits", forecast.leftByLimits());
    } else {
      node.putNull("expected");
    }
    node.put("carriesFrom", wave.carriesFrom().orElse(null));
    ArrayNode late = node.putArray("channels");
    for (Channel channel : channels) {
      late.addObject()
          .put("channel", channel.id())
          .put("delayMs", channel.delayMillis())
          .put("shareOfTurnsLost", wave.shareOfTurnsLost(channel.delayMillis()));
    }
    node.put("sliceMillis", (double) wave.lengthMillis() / PoolPreview.SLICES);
    ArrayNode pools = node.putArray("pools");
    wave.pools().forEach(pool -> pools.add(pool(pool)));
    return node;
  }

  private static ObjectNode pool(PoolPreview preview) {
    Pool pool = preview.pool();
    ObjectNode node = JSON.createObjectNode();
    node.put("enterprise", pool.enterpriseId());
    node.put("packets", pool.packets());
    node.put("amountFen", pool.budgetFen());
    node.put("minFen", pool.minFen());
    node.put("meanFen", preview.meanFen());
    node.put("maxFen", pool.maxFen());
    node.put("fewestInBucket", preview.fewestInBucket());
    node.put("mostInBucket", preview.maxInBucket());
    node.put("bucketsWithout", preview.bucketsWithout());
    ArrayNode released = node.putArray("releasedInSlice");
    preview.releasedInSlice().forEach(released::add);
    return node;
  }
}
