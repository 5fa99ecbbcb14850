package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.show.campaign.WaveParser.PlacedWave;
import io.hongbao.yaml.DistinctIds;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.Scalars.ScalarParser;
import io.hongbao.yaml.YamlMapping;
import io.hongbao.yaml.ZoneText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a campaign out of the nodes of a file.
 *
 * <p>Where a value is missing or wrong, the rest is read with a stand-in for it, so that every
 * problem is told in one go. A stand-in never leaves this class: with any problem there is no
 * campaign.
 */
final class CampaignParser {

  private static final List<String> KEYS =
      List.of(
          "show",
          "time_zone",
          "buckets",
          "limits",
          "turn",
          "channels",
          "claim_within",
          "payout_grace",
          "answers",
          "enterprises",
          "greetings",
          "waves");
  private static final List<String> LIMIT_KEYS =
      List.of("packets_per_user", "packets_per_user_and_enterprise");
  private static final List<String> ANSWER_KEYS = List.of("keep", "from");
  private static final List<String> CHANNEL_KEYS = List.of("id", "delay");
  private static final List<String> ENTERPRISE_KEYS = List.of("id", "name", "logo", "background");
  private static final List<String> GREETING_KEYS = List.of("id", "text", "background");

  /** More packets a user than this are no limit. */
  private static final int HIGHEST_LIMIT = 1_000_000;

  private static final String NO_RESOURCE = "";

  private final CampaignBounds bounds;
  private final Instant now;
  private final Optional<LoadedShow> loaded;
  private final Problems problems;
  private boolean newShowEachTime;
  private OptionalLong soonestFromNowMillis = OptionalLong.empty();

  /** Ids of enterprises as they stand, right or wrong; empty if one cannot be read. */
  private Optional<Set<String>> enterpriseIds = Optional.empty();

  /**
   * A parser of one file.
   *
   * @param loaded the show whose next plan the file is to be; empty if it is a show of its own
   */
  CampaignParser(
      CampaignBounds bounds, Instant now, Optional<LoadedShow> loaded, Problems problems) {
    this.bounds = bounds;
    this.now = now;
    this.loaded = loaded;
    this.problems = problems;
  }

  /**
   * Whether the show's name holds {@link CampaignScalars#NOW} and is made anew by it; known after
   * {@link #parse}.
   */
  boolean isNewShowEachTime() {
    return newShowEachTime;
  }

  /** See {@link CampaignReadResult#soonestFromNowMillis()}; known after {@link #parse}. */
  OptionalLong soonestFromNowMillis() {
    return soonestFromNowMillis;
  }

  /** The campaign, if the file has no problem. */
  Optional<Campaign> parse(Node root) {
    return YamlMapping.read(root, "campaign", KEYS, problems).flatMap(this::campaign);
  }

  private Optional<Campaign> campaign(YamlMapping map) {
    Optional<ZoneId> zone = map.value("time_zone", ZoneText::parse);
    Optional<String> show = map.value("show", text -> show(text, zone.orElse(ZoneOffset.UTC)));
    Optional<Integer> buckets = map.value("buckets", Scalars.whole(1, Terms.MAX_BUCKETS));
    Optional<Limits> limits = map.node("limits").flatMap(this::limits);
    Optional<Long> turnMillis =
        map.value(
            "turn",
            Scalars.millis(WaveSchedule.SHORTEST_TURN_MILLIS, WaveSchedule.LONGEST_TURN_MILLIS));
    List<Channel> channels = channels(map);
    ClaimTerms claimTerms = claimTerms(map);
    InstantParser instants = new InstantParser(zone, now);
    Optional<AnswerLifetime> answerLifetime = answerLifetime(map, instants);
    List<Enterprise> enterprises = enterprises(map);
    List<Greeting> greetings = greetings(map);
    WaveParser waveParser =
        new WaveParser(
            bounds,
            instants,
            loaded,
            turnMillis.orElse((long) WaveSchedule.SHORTEST_TURN_MILLIS).intValue(),
            enterpriseIds,
            map.hasItems("greetings"),
            problems);
    List<PlacedWave> waves = waves(map, waveParser);
    if (zone.isPresent()) {
      checkOverlaps(waves);
    }
    new CarryCheck(waves, waveParser.waveIds(), zone.isPresent(), problems).run();
    checkPackets(map, waves);
    soonestFromNowMillis = instants.soonestFromNowMillis();
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Campaign(
            show.orElseThrow(),
            zone.orElseThrow().getId(),
            buckets.orElseThrow(),
            limits.orElseThrow(),
            channels,
            enterprises,
            greetings,
            waves.stream().map(placed -> placed.wave().orElseThrow()).toList(),
            claimTerms,
            answerLifetime.orElseThrow()));
  }

  private String show(String text, ZoneId zone) {
    if (loaded.isPresent()) {
      return CampaignScalars.loadedShow(text, loaded.get().show());
    }
    newShowEachTime = text.contains(CampaignScalars.NOW);
    return CampaignScalars.show(text, zone, now);
  }

  private Optional<Limits> limits(Node node) {
    return YamlMapping.read(node, "limits", LIMIT_KEYS, problems)
        .flatMap(
            map -> {
              var perUser = map.value("packets_per_user", Scalars.whole(1, HIGHEST_LIMIT));
              var perEnterprise =
                  map.value("packets_per_user_and_enterprise", Scalars.whole(1, HIGHEST_LIMIT));
              return perUser.flatMap(user -> perEnterprise.map(each -> new Limits(user, each)));
            });
  }

  private static ClaimTerms claimTerms(YamlMapping map) {
    ClaimTerms byDefault = ClaimTerms.DEFAULT;
    Optional<Long> claimWithin =
        map.valueOr(
            "claim_within",
            byDefault.claimWithinMillis(),
            Scalars.millis(ClaimTerms.SHORTEST_CLAIM_MILLIS, ClaimTerms.LONGEST_CLAIM_MILLIS));
    Optional<Long> payoutGrace =
        map.valueOr(
            "payout_grace",
            byDefault.payoutGraceMillis(),
            Scalars.millis(0, ClaimTerms.LONGEST_GRACE_MILLIS));
    return new ClaimTerms(
        claimWithin.orElse(byDefault.claimWithinMillis()),
        payoutGrace.orElse(byDefault.payoutGraceMillis()));
  }

  private Optional<AnswerLifetime> answerLifetime(YamlMapping map, InstantParser instants) {
    if (!map.has("answers")) {
      return Optional.of(AnswerLifetime.USUAL);
    }
    return map.node("answers")
        .flatMap(node -> YamlMapping.read(node, "answers", ANSWER_KEYS, problems))
        .flatMap(
            answers -> {
              Optional<Long> keep =
                  answers.value(
                      "keep",
                      Scalars.millis(
                          AnswerLifetime.SHORTEST_MILLIS, AnswerLifetime.LONGEST_MILLIS));
              Optional<Long> from =
                  answers.valueOr(
                      "from", AnswerLifetime.USUAL.fromMillis(), instants::instantMillis);
              return keep.flatMap(kept -> from.map(since -> new AnswerLifetime(kept, since)));
            });
  }

  private List<Channel> channels(YamlMapping map) {
    DistinctIds ids = new DistinctIds("channel", problems);
    List<Channel> channels = new ArrayList<>();
    for (Node node : map.itemsIfAny("channels", bounds.maxChannels())) {
      YamlMapping.read(node, "channel", CHANNEL_KEYS, problems)
          .ifPresent(
              entry -> {
                Optional<String> id = ids.read(entry);
                Optional<Long> delay =
                    entry.value("delay", Scalars.millis(0, Channel.MAX_DELAY_MILLIS));
                id.ifPresent(known -> channels.add(new Channel(known, delay.orElse(0L))));
              });
    }
    return channels;
  }

  private List<Enterprise> enterprises(YamlMapping map) {
    ScalarParser<String> text = Scalars.text(bounds.longestText());
    DistinctIds ids = new DistinctIds("enterprise", problems);
    List<Enterprise> enterprises = new ArrayList<>();
    List<Node> nodes = map.items("enterprises", bounds.maxEnterprises());
    Set<String> named = new LinkedHashSet<>();
    int nameless = 0;
    for (Node node : nodes) {
      Optional<YamlMapping> read = YamlMapping.read(node, "enterprise", ENTERPRISE_KEYS, problems);
      read.flatMap(entry -> entry.text("id")).ifPresent(named::add);
      nameless += read.flatMap(entry -> entry.text("id")).isPresent() ? 0 : 1;
      read.ifPresent(
          entry -> {
            Optional<String> id = ids.read(entry);
            Optional<String> name = entry.value("name", text);
            Optional<String> logo = entry.valueOr("logo", NO_RESOURCE, text);
            Optional<String> background = entry.valueOr("background", NO_RESOURCE, text);
            id.ifPresent(
                known ->
                    enterprises.add(
                        new Enterprise(
                            known,
                            name.orElse(known),
                            logo.orElse(NO_RESOURCE),
                            background.orElse(NO_RESOURCE))));
          });
    }
    enterpriseIds = nodes.isEmpty() || nameless > 0 ? Optional.empty() : Optional.of(named);
    return enterprises;
  }

  private List<Greeting> greetings(YamlMapping map) {
    ScalarParser<String> text = Scalars.text(bounds.longestText());
    DistinctIds ids = new DistinctIds("greeting", problems);
    List<Greeting> greetings = new ArrayList<>();
    for (Node node : map.itemsIfAny("greetings", bounds.maxGreetings())) {
      YamlMapping.read(node, "greeting", GREETING_KEYS, problems)
          .ifPresent(
              entry -> {
                Optional<String> id = ids.read(entry);
                Optional<String> words = entry.value("text", text);
                Optional<String> background = entry.valueOr("background", NO_RESOURCE, text);
                id.ifPresent(
                    known ->
                        greetings.add(
                            new Greeting(
                                known, words.orElse(known), background.orElse(NO_RESOURCE))));
              });
    }
    return greetings;
  }

  private List<PlacedWave> waves(YamlMapping map, WaveParser waveParser) {
    List<PlacedWave> waves = new ArrayList<>();
    for (Node node : map.items("waves", bounds.maxWaves())) {
      waveParser.parse(node).ifPresent(waves::add);
    }
    waves.sort(Comparator.comparingLong(placed -> placed.schedule().opensAtMillis()));
    return waves;
  }

  /** A long wave may reach over several of those that follow it. */
  private void checkOverlaps(List<PlacedWave> waves) {
    WaveSchedule lastToClose = null;
    for (PlacedWave placed : waves) {
      WaveSchedule schedule = placed.schedule();
      if (lastToClose != null && schedule.opensAtMillis() < lastToClose.closesAtMillis()) {
        problems.add(
            placed.map().place("opens"),
            String.format(
                Locale.ROOT,
                "wave '%s' opens before wave '%s' closes, expected one after the other",
                schedule.id(),
                lastToClose.id()));
      }
      if (lastToClose == null || schedule.closesAtMillis() > lastToClose.closesAtMillis()) {
        lastToClose = schedule;
      }
    }
  }

  private void checkPackets(YamlMapping map, List<PlacedWave> waves) {
    long packets =
        waves.stream()
            .flatMap(placed -> placed.wave().stream())
            .flatMap(wave -> wave.pools().stream())
            .mapToLong(Pool::packets)
            .sum();
    if (packets > bounds.maxPackets()) {
      problems.add(
          map.place("waves"),
          String.format(
              Locale.ROOT,
              "%,d packets in all waves, expected at most %,d",
              packets,
              bounds.maxPackets()));
    }
  }
}
