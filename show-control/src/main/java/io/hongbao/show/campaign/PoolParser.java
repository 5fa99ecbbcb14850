package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.SharePlanner;
import io.hongbao.yaml.NearNames;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the pools of a wave. */
final class PoolParser {

  private static final List<String> KEYS =
      List.of("enterprise", "packets", "budget", "min", "max", "shares");

  private final CampaignBounds bounds;
  private final Optional<Set<String>> enterpriseIds;
  private final Problems problems;

  /**
   * Of a campaign.
   *
   * @param enterpriseIds empty if not all are known: a pool may then name any
   */
  PoolParser(CampaignBounds bounds, Optional<Set<String>> enterpriseIds, Problems problems) {
    this.bounds = bounds;
    this.enterpriseIds = enterpriseIds;
    this.problems = problems;
  }

  /** The pools that are as they should be; a wave that carries packets needs none of its own. */
  List<Pool> parse(YamlMapping wave) {
    Set<String> seen = new HashSet<>();
    List<Pool> pools = new ArrayList<>();
    List<Node> nodes =
        wave.has("carry")
            ? wave.itemsIfAny("pools", bounds.maxEnterprises())
            : wave.items("pools", bounds.maxEnterprises());
    for (Node node : nodes) {
      YamlMapping.read(node, "pool", KEYS, problems)
          .flatMap(map -> pool(map, seen))
          .ifPresent(pools::add);
    }
    return pools;
  }

  private Optional<Pool> pool(YamlMapping map, Set<String> seen) {
    Optional<String> enterprise = map.value("enterprise", text -> enterprise(text, seen));
    Optional<Integer> packets = map.value("packets", Scalars.whole(1, Pool.MAX_PACKETS));
    Optional<Long> budget = map.value("budget", Yuan::parseFen);
    Optional<Long> min = map.value("min", PoolParser::amountFen);
    Optional<Long> max = map.value("max", PoolParser::amountFen);
    int shares = map.valueOr("shares", 1, Scalars.whole(1, SharePlanner.MAX_SHARES)).orElse(1);
    boolean canBeSplit = min.isEmpty() || canBeSplit(map, min.get(), shares);
    if (packets.isEmpty() || budget.isEmpty() || min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    if (!isFeasible(map, packets.get(), budget.get(), min.get(), max.get()) || !canBeSplit) {
      return Optional.empty();
    }
    return enterprise.map(
        id -> new Pool(id, packets.get(), budget.get(), min.get(), max.get(), shares));
  }

  private String enterprise(String text, Set<String> seen) {
    if (enterpriseIds.isPresent() && !enterpriseIds.get().contains(text)) {
      throw new IllegalArgumentException(
          "no such enterprise, expected one of " + NearNames.listed(text, enterpriseIds.get()));
    }
    if (!seen.add(text)) {
      throw new IllegalArgumentException("has a pool in this wave already, expected one");
    }
    return text;
  }

  private static long amountFen(String text) {
    long fen = Yuan.parseFen(text);
    if (fen < 1 || fen > Pool.LARGEST_FEN) {
      throw new IllegalArgumentException("expected 0.01 to " + Yuan.format(Pool.LARGEST_FEN));
    }
    return fen;
  }

  private boolean canBeSplit(YamlMapping map, long min, int shares) {
    if (shares <= min) {
      return true;
    }
    problems.add(
        map.place("shares"),
        String.format(
            Locale.ROOT,
            "shares %d: a packet of min %s cannot be split into shares of at least %s, expected"
                + " at most %d, or a min of %s",
            shares,
            Yuan.format(min),
            Yuan.format(1),
            min,
            Yuan.format(shares)));
    return false;
  }

  private boolean isFeasible(YamlMapping map, int packets, long budget, long min, long max) {
    if (max < min) {
      problems.add(
          map.place("max"),
          String.format(
              Locale.ROOT, "max %s: expected at least min %s", Yuan.format(max), Yuan.format(min)));
      return false;
    }
    long least = packets * min;
    long most = packets * max;
    if (budget < least || budget > most) {
      problems.add(
          map.place("budget"),
          String.format(
              Locale.ROOT,
              "budget %s: %,d packets of at %s %s cost %s, expected %s to %s",
              Yuan.format(budget),
              packets,
              budget < least ? "least" : "most",
              Yuan.format(budget < least ? min : max),
              Yuan.format(budget < least ? least : most),
              Yuan.format(least),
              Yuan.format(most)));
      return false;
    }
    return true;
  }
}
