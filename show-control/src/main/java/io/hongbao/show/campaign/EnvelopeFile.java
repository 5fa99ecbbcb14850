package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlDocument;
import io.hongbao.yaml.YamlMapping;
import io.hongbao.yaml.ZoneText;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads envelope files:
 *
 * <pre>
 * show: spring-gala-2027
 * time_zone: Asia/Shanghai          # may be missing if valid_until has its own offset
 * packets: 120000
 * money: 500000.00                  # yuan, as all that follows
 * largest_packet: 20.00
 * money_per_minute: 150000.00
 * enterprises: [cola, tea]
 * valid_until: 2027-02-06T02:00:00
 * </pre>
 */
public final class EnvelopeFile {

  private static final String AN_ENVELOPE = "an envelope";
  private static final List<String> KEYS =
      List.of(
          "show",
          "time_zone",
          "packets",
          "money",
          "largest_packet",
          "money_per_minute",
          "enterprises",
          "valid_until");

  private static final Pattern HAS_OFFSET = Pattern.compile(".*T.*(Z|[+-][0-9]{2}:[0-9]{2})");

  private EnvelopeFile() {}

  /** An envelope, or every problem of the file, by place; never both. */
  public record Reading(Optional<Envelope> envelope, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
      if (envelope.isPresent() != problems.isEmpty()) {
        throw new IllegalArgumentException(
            "expected an envelope or problems, got " + problems.size() + " problems");
      }
    }
  }

  /**
   * Reads a file and checks all of it.
   *
   * @param now what {@code now+24h} counts from
   */
  public static Reading read(Path path, Instant now) {
    CampaignBounds bounds = CampaignBounds.DEFAULT;
    Problems problems = new Problems(path.toString(), bounds.maxProblems());
    Optional<Envelope> envelope =
        BoundedFile.read(path, AN_ENVELOPE, bounds.maxFileBytes(), problems)
            .flatMap(
                bytes -> YamlDocument.compose(bytes, AN_ENVELOPE, bounds.maxNesting(), problems))
            .flatMap(root -> YamlMapping.read(root, "envelope", KEYS, problems))
            .flatMap(map -> envelope(map, bounds, now, problems));
    return new Reading(envelope, problems.byPlace());
  }

  private static Optional<Envelope> envelope(
      YamlMapping map, CampaignBounds bounds, Instant now, Problems problems) {
    Optional<String> show = map.value("show", Scalars::id);
    Optional<ZoneId> zone =
        map.has("time_zone") ? map.value("time_zone", ZoneText::parse) : Optional.empty();
    Optional<Integer> packets = map.value("packets", Scalars.whole(1, Integer.MAX_VALUE));
    Optional<Long> money = map.value("money", EnvelopeFile::amountFen);
    Optional<Long> largest = map.value("largest_packet", EnvelopeFile::amountFen);
    Optional<Long> perMinute = map.value("money_per_minute", EnvelopeFile::amountFen);
    List<String> enterprises = enterprises(map, bounds, problems);
    boolean isZoneBad = map.has("time_zone") && zone.isEmpty();
    Optional<Long> validUntil =
        map.value("valid_until", text -> instantMillis(text, zone, isZoneBad, now));
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Envelope(
            show.orElseThrow(),
            packets.orElseThrow(),
            money.orElseThrow(),
            largest.orElseThrow(),
            perMinute.orElseThrow(),
            enterprises,
            validUntil.orElseThrow()));
  }

  private static List<String> enterprises(
      YamlMapping map, CampaignBounds bounds, Problems problems) {
    List<String> ids = new ArrayList<>();
    for (Node node : map.items("enterprises", bounds.maxEnterprises())) {
      YamlMapping.scalar("enterprises", node, text -> distinct(text, ids), problems)
          .ifPresent(ids::add);
    }
    return ids;
  }

  private static String distinct(String text, List<String> before) {
    if (before.contains(Scalars.id(text))) {
      throw new IllegalArgumentException("stands twice, expected once");
    }
    return text;
  }

  private static long amountFen(String text) {
    long fen = Yuan.parseFen(text);
    if (fen < 1) {
      throw new IllegalArgumentException("expected at least 0.01");
    }
    return fen;
  }

  private static long instantMillis(
      String text, Optional<ZoneId> zone, boolean isZoneBad, Instant now) {
    InstantParser instants = new InstantParser(zone, now);
    long millis = instants.openingMillis(text, Optional.empty());
    boolean needsZone = !InstantParser.isFromNow(text) && !HAS_OFFSET.matcher(text).matches();
    if (needsZone && zone.isEmpty() && !isZoneBad) {
      throw new IllegalArgumentException(
          "of which place? Expected an offset such as +08:00 behind it, or time_zone");
    }
    return millis;
  }
}
