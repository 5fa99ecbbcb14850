package io.hongbao.show.policy;

import io.hongbao.resources.policy.AccessPoint;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.PhonePolicy.CalmText;
import io.hongbao.resources.policy.PhonePolicy.Pauses;
import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlDocument;
import io.hongbao.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads policy files. Only {@code version} must be there; what is left out is as every phone has it
 * built in:
 *
 * <pre>
 * version: 7
 * turn: 5s                                     # at least so far apart
 * retry: {first: 400ms, longest: 4s}
 * reconnect: {first: 1s, longest: 30s}
 * prefetch: {window: 10m, wifi_only: true}
 * static: https://static.example/hongbao/policy.json
 * access_points:
 *   - {origin: "https://gz.example", carrier: telecom, region: south, weight: 3}
 * calm: {title: "A short break", text: "Shaking goes on in a moment."}
 * </pre>
 */
public final class PolicyFile {

  private static final String A_POLICY = "a policy";
  private static final int MAX_FILE_BYTES = 64 * 1024;
  private static final int MAX_NESTING = 8;
  private static final int MAX_PROBLEMS = 100;
  private static final List<String> KEYS =
      List.of(
          "version", "turn", "retry", "reconnect", "prefetch", "static", "access_points", "calm");

  private final Problems problems;

  private PolicyFile(Problems problems) {
    this.problems = problems;
  }

  /** A policy, or every problem of the file, by place; never both. */
  public record Reading(Optional<PhonePolicy> policy, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
      if (policy.isPresent() != problems.isEmpty()) {
        throw new IllegalArgumentException(
            "expected a policy or problems, got " + problems.size() + " problems");
      }
    }
  }

  /** Reads a file and checks all of it. */
  public static Reading read(Path path) {
    Problems problems = new Problems(path.toString(), MAX_PROBLEMS);
    PolicyFile file = new PolicyFile(problems);
    Optional<PhonePolicy> policy =
        BoundedFile.read(path, A_POLICY, MAX_FILE_BYTES, problems)
            .flatMap(bytes -> YamlDocument.compose(bytes, A_POLICY, MAX_NESTING, problems))
            .flatMap(root -> YamlMapping.read(root, "policy", KEYS, problems))
            .flatMap(file::policy);
    return new Reading(policy, problems.byPlace());
  }

  private Optional<PhonePolicy> policy(YamlMapping map) {
    PhonePolicy builtIn = PhonePolicy.BUILT_IN;
    Optional<Integer> version = map.value("version", Scalars.whole(1, Integer.MAX_VALUE));
    long turnMillis =
        map.valueOr(
                "turn",
                builtIn.turnMillis(),
                Scalars.millis(PhonePolicy.MIN_TURN_MILLIS, PhonePolicy.MAX_TURN_MILLIS))
            .orElse(0L);
    Pauses retry = pauses(map, "retry", builtIn.retry());
    Pauses reconnect = pauses(map, "reconnect", builtIn.reconnect());
    Optional<YamlMapping> prefetch = mapping(map, "prefetch", List.of("window", "wifi_only"));
    long windowMillis =
        prefetch
            .flatMap(
                it ->
                    it.valueOr(
                        "window",
                        builtIn.prefetchWindowMillis(),
                        Scalars.millis(0, PhonePolicy.MAX_WINDOW_MILLIS)))
            .orElse(builtIn.prefetchWindowMillis());
    boolean isWifiOnly =
        prefetch
            .flatMap(it -> it.valueOr("wifi_only", false, PolicyFile::yesOrNo))
            .orElse(builtIn.prefetchOnWifiOnly());
    Optional<String> staticUrl =
        map.has("static") ? map.value("static", PhonePolicy::requireUrl) : Optional.empty();
    List<AccessPoint> points = accessPoints(map);
    Optional<CalmText> calm = calm(map);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    PhonePolicy policy =
        new PhonePolicy(
            version.orElseThrow(),
            turnMillis,
            retry,
            reconnect,
            windowMillis,
            isWifiOnly,
            staticUrl,
            points,
            calm);
    return ofBoundedSize(policy, map);
  }

  private Optional<PhonePolicy> ofBoundedSize(PhonePolicy policy, YamlMapping map) {
    try {
      var unused = policy.toJson();
      return Optional.of(policy);
    } catch (IllegalArgumentException e) {
      problems.add(
          map.node(),
          "the policy as phones fetch it: " + e.getMessage() + "; name fewer access points");
      return Optional.empty();
    }
  }

  private Optional<YamlMapping> mapping(YamlMapping map, String key, List<String> keys) {
    return map.has(key)
        ? map.node(key).flatMap(node -> YamlMapping.read(node, key, keys, problems))
        : Optional.empty();
  }

  private Pauses pauses(YamlMapping map, String key, Pauses otherwise) {
    Optional<YamlMapping> given = mapping(map, key, List.of("first", "longest"));
    if (given.isEmpty()) {
      return otherwise;
    }
    var millis = Scalars.millis(Pauses.MIN_MILLIS, Pauses.MAX_MILLIS);
    Optional<Long> first = given.get().value("first", millis);
    Optional<Long> longest = given.get().value("longest", millis);
    if (first.isEmpty() || longest.isEmpty()) {
      return otherwise;
    }
    if (longest.get() < first.get()) {
      problems.add(
          given.get().place("longest"),
          "longest: shorter than the first pause, expected the same or more");
      return otherwise;
    }
    return new Pauses(first.get(), longest.get());
  }

  private List<AccessPoint> accessPoints(YamlMapping map) {
    List<AccessPoint> points = new ArrayList<>();
    Set<AccessPoint> seen = new HashSet<>();
    for (Node node : map.itemsIfAny("access_points", PhonePolicy.MAX_ACCESS_POINTS)) {
      Optional<AccessPoint> read =
          YamlMapping.read(
                  node, "access point", List.of("origin", "carrier", "region", "weight"), problems)
              .flatMap(this::accessPoint);
      if (read.isPresent()) {
        AccessPoint point = read.get();
        if (!seen.add(new AccessPoint(point.origin(), point.carrier(), point.region(), 1))) {
          problems.add(
              node,
              "access point "
                  + point.origin()
                  + " stands twice for the same carrier and region, expected once");
        }
        points.add(point);
      }
    }
    return points;
  }

  private Optional<AccessPoint> accessPoint(YamlMapping map) {
    Optional<String> origin = map.value("origin", AccessPoint::requireOrigin);
    Optional<String> carrier = map.valueOr("carrier", "", Scalars::id);
    Optional<String> region = map.valueOr("region", "", Scalars::id);
    Optional<Integer> weight = map.valueOr("weight", 1, Scalars.whole(1, AccessPoint.MAX_WEIGHT));
    return origin.isPresent() && carrier.isPresent() && region.isPresent() && weight.isPresent()
        ? Optional.of(new AccessPoint(origin.get(), carrier.get(), region.get(), weight.get()))
        : Optional.empty();
  }

  private Optional<CalmText> calm(YamlMapping map) {
    Optional<YamlMapping> given = mapping(map, "calm", List.of("title", "text"));
    Optional<String> title =
        given.flatMap(it -> it.value("title", Scalars.text(CalmText.MAX_TITLE_LENGTH)));
    Optional<String> text =
        given.flatMap(it -> it.value("text", Scalars.text(CalmText.MAX_TEXT_LENGTH)));
    return title.isPresent() && text.isPresent()
        ? Optional.of(new CalmText(title.get(), text.get()))
        : Optional.empty();
  }

  private static boolean yesOrNo(String text) {
    return Scalars.oneOf(List.of(true, false), Object::toString).parse(text);
  }
}
