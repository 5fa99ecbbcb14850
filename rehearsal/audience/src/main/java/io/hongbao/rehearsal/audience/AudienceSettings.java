package io.hongbao.rehearsal.audience;

import io.hongbao.domain.Names;
import io.hongbao.ops.system.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many phones shake how often.
 *
 * @param edges phones spread over them; after a broken connection a phone tries the next
 * @param userPrefix phones belong to the users {@code PREFIX-1} to {@code PREFIX-phones}
 * @param phones 1 to {@link #MAX_PHONES}
 * @param ratePerSecond shakes a second, all phones together
 * @param duration of the load, 0.1 s to a day
 * @param waitSeconds how long the edge may keep a shake waiting for its answer, 0 to 10
 * @param connections to all edges together, of HTTP; over WebSockets each phone has its own
 * @param openWithin how long to wait for a wave to open
 * @param grace after the load, to hear what is still unanswered
 * @param seed of the order in which phones shake and of the spread of their pauses
 * @param seen where to record what phones hear
 * @param doubts what phones ask again
 * @param obeysCredit whether phones shake again only when they were told to, after an answer and
 *     after a refusal
 * @param transport how phones talk to edges
 * @param claimShare of the packets that phones win, this part is claimed, 0 to 1
 * @param claimTimes how often at the same moment, over all edges, 1 to {@link #MAX_CLAIM_TIMES}
 */
public record AudienceSettings(
    List<Endpoint> edges,
    String userPrefix,
    int phones,
    int ratePerSecond,
    Duration duration,
    int waitSeconds,
    int connections,
    Duration openWithin,
    Duration grace,
    long seed,
    Optional<Path> seen,
    RecheckSettings doubts,
    boolean obeysCredit,
    Transport transport,
    double claimShare,
    int claimTimes) {

  /** Far more than an impatient finger. */
  public static final int MAX_CLAIM_TIMES = 10_000;

  /** A phone costs about half a kilobyte, most of it its ticket. */
  public static final int MAX_PHONES = 1_000_000;

  /** More than one core's client can send. */
  public static final int MAX_RATE = 100_000;

  /** A process may have some 20,000 files open. */
  public static final int MAX_CONNECTIONS = 15_000;

  public static final String DEFAULT_PREFIX = "phone";
  public static final int DEFAULT_WAIT_SECONDS = 2;
  public static final Duration DEFAULT_OPEN_WITHIN = Duration.ofMinutes(5);
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(15);

  private static final int MAX_WAIT_SECONDS = 10;
  private static final Duration LONGEST = Duration.ofHours(24);

  public AudienceSettings {
    edges = List.copyOf(edges);
    if (edges.isEmpty()) {
      throw new IllegalArgumentException("edges: expected at least one");
    }
    Names.requireName("user", userPrefix + "-" + phones);
    requireIn("phones", phones, 1, MAX_PHONES);
    requireRate(ratePerSecond);
    requireIn("duration in ms", duration.toMillis(), 100, LONGEST.toMillis());
    requireIn("wait", waitSeconds, 0, MAX_WAIT_SECONDS);
    requireIn("connections", connections, edges.size(), MAX_CONNECTIONS);
    requireIn("wait for the opening in seconds", openWithin.toSeconds(), 0, LONGEST.toSeconds());
    requireIn("grace in ms", grace.toMillis(), 0, LONGEST.toMillis());
    if (!(claimShare >= 0 && claimShare <= 1)) {
      throw new IllegalArgumentException("claim " + claimShare + ": expected 0 to 1");
    }
    requireIn("claim times", claimTimes, 1, MAX_CLAIM_TIMES);
  }

  /** Phones that do as they are told, and talk HTTP. */
  public AudienceSettings(
      List<Endpoint> edges,
      String userPrefix,
      int phones,
      int ratePerSecond,
      Duration duration,
      int waitSeconds,
      int connections,
      Duration openWithin,
      Duration grace,
      long seed,
      Optional<Path> seen,
      RecheckSettings doubts) {
    this(
        edges,
        userPrefix,
        phones,
        ratePerSecond,
        duration,
        waitSeconds,
        connections,
        openWithin,
        grace,
        seed,
        seen,
        doubts,
        true,
        Transport.HTTP,
        0,
        1);
  }

  /** Phones that believe what they hear, and talk HTTP. */
  public AudienceSettings(
      List<Endpoint> edges,
      String userPrefix,
      int phones,
      int ratePerSecond,
      Duration duration,
      int waitSeconds,
      int connections,
      Duration openWithin,
      Duration grace,
      long seed,
      Optional<Path> seen) {
    this(
        edges,
        userPrefix,
        phones,
        ratePerSecond,
        duration,
        waitSeconds,
        connections,
        openWithin,
        grace,
        seed,
        seen,
        RecheckSettings.NONE);
  }

  /** Everything but the load as usual. */
  public static AudienceSettings of(
      List<Endpoint> edges, int phones, int ratePerSecond, Duration duration) {
    return new AudienceSettings(
        edges,
        DEFAULT_PREFIX,
        phones,
        ratePerSecond,
        duration,
        DEFAULT_WAIT_SECONDS,
        Math.max(edges.size(), defaultConnections(ratePerSecond)),
        DEFAULT_OPEN_WITHIN,
        DEFAULT_GRACE,
        1,
        Optional.empty());
  }

  /** The user of a phone, counted from 0: {@code PREFIX-1} is the first. */
  String user(int phone) {
    return userPrefix + '-' + (phone + 1);
  }

  /**
   * Enough for answers that take two seconds, since a request keeps its connection while it waits.
   * With fewer an overload would be a queue on this side, which no edge sees and no admission can
   * shorten. Half of the files that may be open, at most.
   */
  public static int defaultConnections(int ratePerSecond) {
    long atMost = Math.min(8_192, OpenFiles.free() / 2);
    return (int) Math.max(64, Math.min(atMost, 2L * ratePerSecond));
  }

  /** The same load, recorded. */
  public AudienceSettings recordedIn(Path file) {
    return with(duration, Optional.of(file), obeysCredit, transport, claimShare, claimTimes);
  }

  /** The same phones, which claim a part of the packets that they win. */
  public AudienceSettings claiming(double share) {
    return claiming(share, 1);
  }

  /** The same phones, which claim a part of what they win, each packet many times at once. */
  public AudienceSettings claiming(double share, int times) {
    return with(duration, seen, obeysCredit, transport, share, times);
  }

  /** The same load over another transport. */
  public AudienceSettings over(Transport other) {
    return with(duration, seen, obeysCredit, other, claimShare, claimTimes);
  }

  /** The same phones at the same rate, for another time. */
  AudienceSettings lasting(Duration other) {
    return with(other, seen, obeysCredit, transport, claimShare, claimTimes);
  }

  /** The same phones, which shake at their own pace whatever they are told. */
  public AudienceSettings disobeying() {
    return with(duration, seen, false, transport, claimShare, claimTimes);
  }

  private AudienceSettings with(
      Duration otherDuration,
      Optional<Path> otherSeen,
      boolean othersObeyCredit,
      Transport otherTransport,
      double otherClaimShare,
      int otherClaimTimes) {
    return new AudienceSettings(
        edges,
        userPrefix,
        phones,
        ratePerSecond,
        otherDuration,
        waitSeconds,
        connections,
        openWithin,
        grace,
        seed,
        otherSeen,
        doubts,
        othersObeyCredit,
        otherTransport,
        otherClaimShare,
        otherClaimTimes);
  }

  static void requireRate(int perSecond) {
    requireIn("rate", perSecond, 1, MAX_RATE);
  }

  private static void requireIn(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %d: expected %d to %d", name, value, min, max));
    }
  }
}
