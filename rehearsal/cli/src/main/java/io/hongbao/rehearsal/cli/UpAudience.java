package io.hongbao.rehearsal.cli;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual phones that come along with a system, so that there is something to see: they shake until
 * the last wave of the show closes, at a rate that leaves most of the machine to others.
 */
final class UpAudience implements AutoCloseable {

  /** Apart from the phones of {@code ./hongbao audience}, whose turns they would use up. */
  private static final String PREFIX = "guest";

  /** A phone takes every second of its turns. */
  private static final int TURNS_PER_SHAKE = 2;

  /** A few per cent of what an edge bears. */
  private static final int MAX_PER_SECOND = 1_000;

  private static final long REPORT_EVERY_SECONDS = 10;

  /** The edges drain at the same time. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(UpAudience.class);

  private final UpLines lines;
  private final UpAnswerStats stats;
  private final Thread shaking;
  private final Thread telling;

  private UpAudience(Audience audience, UpAnswerStats stats, UpLines lines) {
    this.lines = lines;
    this.stats = stats;
    this.shaking = daemon("up-audience", () -> shake(audience));
    this.telling = daemon("up-audience-pulse", this::reportProgress);
  }

  /** Lets them come to a system that is up. */
  static UpAudience start(LocalSystem system, DataDirectory data, int phones, UpLines lines) {
    long nowMillis = System.currentTimeMillis();
    Campaign campaign = system.show().plan().orElseThrow().campaign();
    List<Endpoint> edges =
        Arrays.stream(system.addresses().edge().split(",", -1)).map(Endpoint::parse).toList();
    AudienceSettings settings = settings(campaign, edges, phones, nowMillis);
    var mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(data)));
    var stats = new UpAnswerStats();
    var audience =
        new Audience(
            settings, user -> mint.mint(user, "", TicketMint.LIFETIME, nowMillis).text(), stats);
    lines.say(
        columns(
            String.format(
                Locale.ROOT,
                "%,d phones, %,d shakes a second while a wave is open",
                phones,
                settings.ratePerSecond())));
    var started = new UpAudience(audience, stats, lines);
    started.shaking.start();
    started.telling.start();
    return started;
  }

  /** A load that lasts from now, or the first opening, until the last wave closes. */
  static AudienceSettings settings(
      Campaign campaign, List<Endpoint> edges, int phones, long nowMillis) {
    List<CampaignWave> waves = campaign.waves();
    long opensAtMillis = waves.get(0).schedule().opensAtMillis();
    long closesAtMillis = waves.get(waves.size() - 1).schedule().closesAtMillis();
    int ratePerSecond = ratePerSecond(phones, waves.get(0).schedule().turnMillis());
    return new AudienceSettings(
        edges,
        PREFIX,
        phones,
        ratePerSecond,
        within(Duration.ofMillis(closesAtMillis - Math.max(nowMillis, opensAtMillis))),
        AudienceSettings.DEFAULT_WAIT_SECONDS,
        Math.max(edges.size(), AudienceSettings.defaultConnections(ratePerSecond)),
        LONGEST,
        GRACE,
        nowMillis,
        Optional.empty());
  }

  /** Sends the phones home; does not wait for what they have not heard yet. */
  @Override
  public void close() {
    telling.interrupt();
    shaking.interrupt();
  }

  private void reportProgress() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(REPORT_EVERY_SECONDS);
        stats.summary(REPORT_EVERY_SECONDS).map(UpAudience::columns).ifPresent(lines::sayInPassing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void shake(Audience audience) {
    try {
      audience.run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false));
      lines.say(columns("has ended: the last wave has closed"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("the audience ends", e);
      lines.say(columns("has ended: " + e.getMessage()));
    } finally {
      telling.interrupt();
    }
  }

  private static int ratePerSecond(int phones, int turnMillis) {
    long perSecond = phones * 1_000L / ((long) TURNS_PER_SHAKE * turnMillis);
    return (int) Math.max(1, Math.min(MAX_PER_SECOND, perSecond));
  }

  private static Duration within(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  private static String columns(String what) {
    return UpLines.columns("audience", what);
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
