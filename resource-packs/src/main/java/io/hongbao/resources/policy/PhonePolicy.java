package io.hongbao.resources.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What phones are advised to do. It decides nothing: the plan says which turns there are, and an
 * edge's answer when the next one begins.
 *
 * @param version of two the larger counts; 0 for the one that is built into every phone
 * @param turnMillis how far apart a phone's shakes are at least, 0 or {@link #MIN_TURN_MILLIS} to
 *     {@link #MAX_TURN_MILLIS}; an answer that tells a later time holds
 * @param retry between two tries of a call that failed
 * @param reconnect between two tries of a long connection
 * @param prefetchWindowMillis over which phones spread before they fetch resources, 0 to {@link
 *     #MAX_WINDOW_MILLIS}
 * @param prefetchOnWifiOnly whether a phone that pays for its bytes fetches none ahead
 * @param staticUrl where the policy lies as a file; empty if nowhere
 * @param accessPoints to choose from, up to {@link #MAX_ACCESS_POINTS}; if none, phones stay where
 *     their page came from
 * @param calm what is said while no shakes are taken; empty for what every phone says by itself
 */
public record PhonePolicy(
    int version,
    long turnMillis,
    Pauses retry,
    Pauses reconnect,
    long prefetchWindowMillis,
    boolean prefetchOnWifiOnly,
    Optional<String> staticUrl,
    List<AccessPoint> accessPoints,
    Optional<CalmText> calm) {

  public static final long MIN_TURN_MILLIS = 100;
  public static final long MAX_TURN_MILLIS = 600_000;
  public static final long MAX_WINDOW_MILLIS = 86_400_000;
  public static final int MAX_ACCESS_POINTS = 64;
  public static final int MAX_URL_LENGTH = 300;

  /** Of its JSON: every phone fetches it. */
  public static final int MAX_BYTES = 16 * 1024;

  /** What phones do of whom nobody wants anything else. */
  public static final PhonePolicy BUILT_IN =
      new PhonePolicy(
          0,
          0,
          new Pauses(400, 4_000),
          new Pauses(1_000, 30_000),
          10_000,
          false,
          Optional.empty(),
          List.of(),
          Optional.empty());

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Pauses between tries, each twice the last.
   *
   * @param firstMillis {@link #MIN_MILLIS} or more
   * @param longestMillis as long as the first or longer, up to {@link #MAX_MILLIS}
   */
  public record Pauses(long firstMillis, long longestMillis) {

    public static final long MIN_MILLIS = 100;
    public static final long MAX_MILLIS = 600_000;

    public Pauses {
      requireIn("first pause in ms", firstMillis, MIN_MILLIS, MAX_MILLIS);
      requireIn("longest pause in ms", longestMillis, firstMillis, MAX_MILLIS);
    }
  }

  /**
   * What the calm page says.
   *
   * @param title 1 to {@link #MAX_TITLE_LENGTH} characters
   * @param text 1 to {@link #MAX_TEXT_LENGTH} characters
   */
  public record CalmText(String title, String text) {

    public static final int MAX_TITLE_LENGTH = 40;
    public static final int MAX_TEXT_LENGTH = 200;

    public CalmText {
      requireText("calm title", title, MAX_TITLE_LENGTH);
      requireText("calm text", text, MAX_TEXT_LENGTH);
    }
  }

  public PhonePolicy {
    accessPoints = List.copyOf(accessPoints);
    requireIn("version", version, 0, Integer.MAX_VALUE);
    if (turnMillis != 0) {
      requireIn("turn in ms", turnMillis, MIN_TURN_MILLIS, MAX_TURN_MILLIS);
    }
    requireIn("prefetch window in ms", prefetchWindowMillis, 0, MAX_WINDOW_MILLIS);
    requireIn("access points", accessPoints.size(), 0, MAX_ACCESS_POINTS);
    staticUrl.ifPresent(PhonePolicy::requireUrl);
    Set<AccessPoint> seen = new HashSet<>();
    for (AccessPoint point : accessPoints) {
      if (!seen.add(new AccessPoint(point.origin(), point.carrier(), point.region(), 1))) {
        throw new IllegalArgumentException(
            "access point "
                + point.origin()
                + " stands twice for the same carrier and region: expected once");
      }
    }
  }

  /**
   * Takes the address of a file on the web.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static String requireUrl(String url) {
    AccessPoint.requireWebAddress(url, MAX_URL_LENGTH);
    return url;
  }

  /**
   * The same policy gives the same text: one line, every member, always in this order.
   *
   * @throws IllegalArgumentException if it is of more than {@link #MAX_BYTES} bytes
   */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", version).put("turnMillis", turnMillis);
    write(root.putObject("retry"), retry);
    write(root.putObject("reconnect"), reconnect);
    root.putObject("prefetch")
        .put("windowMs", prefetchWindowMillis)
        .put("wifiOnly", prefetchOnWifiOnly);
    root.put("staticUrl", staticUrl.orElse(""));
    ArrayNode points = root.putArray("accessPoints");
    for (AccessPoint point : accessPoints) {
      points
          .addObject()
          .put("origin", point.origin())
          .put("carrier", point.carrier())
          .put("region", point.region())
          .put("weight", point.weight());
    }
    if (calm.isPresent()) {
      root.putObject("calm").put("title", calm.get().title()).put("text", calm.get().text());
    } else {
      root.putNull("calm");
    }
    try {
      String json = JSON.writeValueAsString(root);
      requireIn("bytes", json.getBytes(StandardCharsets.UTF_8).length, 1, MAX_BYTES);
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always written", e);
    }
  }

  private static void write(ObjectNode node, Pauses pauses) {
    node.put("firstMs", pauses.firstMillis()).put("longestMs", pauses.longestMillis());
  }

  /**
   * Reads a policy. Members that it does not know are passed over.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static PhonePolicy parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      JsonNode prefetch = required(root, "prefetch");
      JsonNode calm = required(root, "calm");
      String staticUrl = required(root, "staticUrl").asText();
      List<AccessPoint> points = new ArrayList<>();
      for (JsonNode point : required(root, "accessPoints")) {
        points.add(
            new AccessPoint(
                required(point, "origin").asText(),
                required(point, "carrier").asText(),
                required(point, "region").asText(),
                Math.toIntExact(whole(point, "weight"))));
      }
      return new PhonePolicy(
          Math.toIntExact(whole(root, "version")),
          whole(root, "turnMillis"),
          pauses(required(root, "retry")),
          pauses(required(root, "reconnect")),
          whole(prefetch, "windowMs"),
          required(prefetch, "wifiOnly").asBoolean(),
          staticUrl.isEmpty() ? Optional.empty() : Optional.of(staticUrl),
          points,
          calm.isNull()
              ? Optional.empty()
              : Optional.of(
                  new CalmText(required(calm, "title").asText(), required(calm, "text").asText())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a number is too large", e);
    }
  }

  private static Pauses pauses(JsonNode node) {
    return new Pauses(whole(node, "firstMs"), whole(node, "longestMs"));
  }

  private static long whole(JsonNode node, String name) {
    JsonNode number = required(node, name);
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new IllegalArgumentException(name + " " + number + ": expected a whole number");
    }
    return number.longValue();
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode child = node.get(name);
    if (child == null) {
      throw new IllegalArgumentException("expected '" + name + "'");
    }
    return child;
  }

  private static void requireText(String name, String text, int maxLength) {
    if (text.isBlank() || text.length() > maxLength) {
      throw new IllegalArgumentException(
          name + " of " + text.length() + " characters: expected 1 to " + maxLength);
    }
  }

  private static void requireIn(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %d: expected %d to %d", name, value, min, max));
    }
  }
}
