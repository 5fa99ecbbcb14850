package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.yaml.DistinctIds;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlMapping;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the waves of a campaign file, one after the other. */
final class WaveParser {

  private static final String MAX_WINS = "max_wins_per_second";

  private static final List<String> KEYS =
      List.of(
          "id",
          "opens",
          "closes",
          "odds",
          "greeting_odds",
          "curve",
          "steps",
          MAX_WINS,
          "beacon",
          "carry",
          "pools");
  private static final List<String> BEACON_KEYS = List.of("chain", "round");

  /** Stands in for an id that is missing or wrong. */
  private static final String UNNAMED = "unnamed";

  private final CampaignBounds bounds;
  private final InstantParser instants;
  private final Optional<LoadedShow> loaded;
  private final int turnMillis;
  private final boolean hasGreetings;
  private final DistinctIds ids;
  private final PoolParser poolParser;
  private final Problems problems;
  private final Set<String> waveIds = new LinkedHashSet<>();
  private boolean isEveryWaveNamed = true;

  /**
   * A wave that has a place in time, whatever else is wrong with it, so that waves can be held
   * against each other.
   *
   * @param map what stands in the file
   * @param carry the wave that it says it carries from
   * @param wave empty if something is wrong
   */
  record PlacedWave(
      WaveSchedule schedule,
      YamlMapping map,
      Optional<String> carry,
      Optional<CampaignWave> wave) {}

  WaveParser(
      CampaignBounds bounds,
      InstantParser instants,
      Optional<LoadedShow> loaded,
      int turnMillis,
      Optional<Set<String>> enterpriseIds,
      boolean hasGreetings,
      Problems problems) {
    this.bounds = bounds;
    this.instants = instants;
    this.loaded = loaded;
    this.turnMillis = turnMillis;
    this.hasGreetings = hasGreetings;
    this.ids = new DistinctIds("wave", problems);
    this.poolParser = new PoolParser(bounds, enterpriseIds, problems);
    this.problems = problems;
  }

  /** The wave, as far as it has a place in time; what is wrong was told. */
  Optional<PlacedWave> parse(Node node) {
    Optional<YamlMapping> map = YamlMapping.read(node, "wave", KEYS, problems);
    Optional<String> id = map.flatMap(wave -> wave.text("id"));
    id.ifPresent(waveIds::add);
    isEveryWaveNamed &= id.isPresent();
    return map.flatMap(this::placed);
  }

  /** The ids of the waves so far as they stand, right or wrong; empty if one cannot be read. */
  Optional<Set<String>> waveIds() {
    return isEveryWaveNamed ? Optional.of(waveIds) : Optional.empty();
  }

  private Optional<PlacedWave> placed(YamlMapping map) {
    Optional<String> id = ids.read(map);
    Optional<WaveSchedule> schedule = schedule(map, id.orElse(UNNAMED));
    Optional<Odds> odds = map.value("odds", CampaignScalars::odds);
    Optional<Odds> greetingOdds = greetingOdds(map);
    long lengthMillis =
        schedule
            .map(known -> known.closesAtMillis() - known.opensAtMillis())
            .orElse(bounds.longestWaveMillis());
    Optional<Curve> shape = new CurveParser(lengthMillis, problems).parse(map);
    Optional<BeaconRound> beacon = beacon(map);
    Optional<String> carry = map.has("carry") ? map.value("carry", Scalars::id) : Optional.empty();
    List<Pool> pools = poolParser.parse(map);
    Optional<Curve> curve =
        map.has(MAX_WINS) ? shape.flatMap(it -> capped(map, it, lengthMillis, pools)) : shape;
    return schedule.map(
        time ->
            new PlacedWave(
                time, map, carry, wave(time, odds, greetingOdds, curve, pools, beacon, carry)));
  }

  private Optional<Curve> capped(
      YamlMapping map, Curve shape, long lengthMillis, List<Pool> pools) {
    Optional<Integer> cap = map.value(MAX_WINS, Scalars.whole(1, Curve.Capped.MAX_PER_SECOND));
    if (cap.isPresent() && map.has("carry")) {
      problems.add(
          map.place(MAX_WINS),
          MAX_WINS
              + ": each bucket releases by itself what the wave carries from another, which no cap"
              + " can hold: expected no carry");
      return Optional.empty();
    }
    long packets = pools.stream().mapToLong(Pool::packets).sum();
    int least = packets == 0 ? 1 : new ReleaseTimes(shape, lengthMillis, packets).minCap();
    if (cap.isPresent() && cap.get() < least) {
      problems.add(
          map.place(MAX_WINS),
          String.format(
              Locale.ROOT,
              "%s %,d: the wave is over before its %,d packets are released at that rate, expected"
                  + " at least %,d",
              MAX_WINS,
              cap.get(),
              packets,
              least));
      return Optional.empty();
    }
    return cap.map(known -> new Curve.Capped(shape, known));
  }

  private static Optional<CampaignWave> wave(
      WaveSchedule schedule,
      Optional<Odds> odds,
      Optional<Odds> greetingOdds,
      Optional<Curve> curve,
      List<Pool> pools,
      Optional<BeaconRound> beacon,
      Optional<String> carry) {
    return odds.flatMap(
        known ->
            greetingOdds.flatMap(
                greeting ->
                    curve.map(
                        release ->
                            new CampaignWave(
                                schedule, known, greeting, release, pools, beacon, carry))));
  }

  private Optional<WaveSchedule> schedule(YamlMapping map, String id) {
    Optional<WaveSchedule> stored = loaded.flatMap(show -> show.schedule(id));
    Optional<Long> opens = map.value("opens", text -> instants.openingMillis(text, stored));
    Optional<WaveSchedule> kept =
        opens
            .flatMap(known -> map.text("opens").filter(InstantParser::isFromNow))
            .flatMap(fromNow -> stored);
    Optional<Long> closes =
        map.value("closes", text -> instants.closeMillis(text, opens.orElse(0L), kept));
    if (opens.isEmpty() || closes.isEmpty()) {
      return Optional.empty();
    }
    long lengthMillis = closes.get() - opens.get();
    if (!instants.isZoneKnown() && lengthMillis <= 0) {
      return Optional.empty();
    }
    if (lengthMillis <= 0 || lengthMillis > bounds.longestWaveMillis()) {
      problems.add(
          map.place("closes"),
          "closes: expected after the opening, by at most "
              + DurationFormatter.format(bounds.longestWaveMillis()));
      return Optional.empty();
    }
    return Optional.of(new WaveSchedule(id, opens.get(), closes.get(), turnMillis));
  }

  private Optional<Odds> greetingOdds(YamlMapping map) {
    Optional<Odds> odds = map.valueOr("greeting_odds", Odds.of("0"), CampaignScalars::odds);
    if (odds.isPresent() && odds.get().share().signum() > 0 && !hasGreetings) {
      problems.add(
          map.place("greeting_odds"),
          "greeting_odds " + odds.get() + ": the campaign has no greetings, expected some or 0");
    }
    return odds;
  }

  private Optional<BeaconRound> beacon(YamlMapping wave) {
    if (!wave.has("beacon")) {
      return Optional.empty();
    }
    return YamlMapping.read(wave.place("beacon"), "beacon", BEACON_KEYS, problems)
        .flatMap(
            map -> {
              var chain = map.value("chain", Scalars.text(BeaconRound.MAX_CHAIN_LENGTH));
              var round = map.value("round", Scalars.whole(1, Integer.MAX_VALUE));
              return chain.flatMap(name -> round.map(number -> new BeaconRound(name, number)));
            });
  }
}
