package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Phones that look at their packets when the wave has closed that was open at the load's beginning,
 * each until it has heard its list. Those that obey and were told nothing look two turns after the
 * close: by then everybody's last answer has come, or does not. For the loop's thread.
 */
final class ExitBehavior {

  /** Phones that look at once do so over a second: thumbs are not quicker. */
  private static final long AT_ONCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long FAILURE_PAUSE_MILLIS = 500;
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(25);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final ExitPace pace;
  private final int phones;
  private final PhoneNetwork network;
  private final EventLoop loop;
  private final AudienceTally tally;
  private final SeenRecorder seen;
  private final Random chance;
  private final long closesAtNanos;
  private final BitSet scheduled;
  private final BitSet told;
  private final Map<Long, Integer> askedBySecond = new TreeMap<>();
  private final Map<Long, Integer> listedBySecond = new TreeMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Histogram listMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private long lastLookNanos;
  private int looked;
  private boolean stopped;

  /**
   * Phones that wait for the close.
   *
   * @param settings of the phones, and the seed of their order
   * @param opening of the wave
   * @param tally counts what goes wrong for good
   * @param seen gets what phones hear
   */
  ExitBehavior(
      ExitPace pace,
      AudienceSettings settings,
      Opening opening,
      PhoneNetwork network,
      EventLoop loop,
      AudienceTally tally,
      SeenRecorder seen) {
    this.pace = pace;
    this.phones = settings.phones();
    this.network = network;
    this.loop = loop;
    this.tally = tally;
    this.seen = seen;
    this.chance = new Random(settings.seed() + 2);
    this.scheduled = new BitSet(phones);
    this.told = new BitSet(phones);
    this.closesAtNanos = opening.atNanos() + TimeUnit.MILLISECONDS.toNanos(opening.openMillis());
    long untoldNanos =
        closesAtNanos + TimeUnit.MILLISECONDS.toNanos(2 * opening.page().turnMillis());
    this.lastLookNanos = untoldNanos + AT_ONCE_NANOS;
    switch (pace) {
      case NONE -> {}
      case OBEY -> loop.at(untoldNanos, this::everybodyElseLooks);
      case AT_ONCE -> loop.at(closesAtNanos, this::everybodyElseLooks);
    }
  }

  /**
   * A phone heard an answer, or CLOSED.
   *
   * @param packetsAfterMillis when it shall look at its packets; -1 if that was not said
   */
  void afterAnswer(int phone, long packetsAfterMillis) {
    if (packetsAfterMillis < 0 || phone >= phones || stopped) {
      return;
    }
    told.set(phone);
    if (pace == ExitPace.OBEY && !scheduled.get(phone)) {
      lookAt(phone, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(packetsAfterMillis));
    }
  }

  /** Whether every phone has heard its list, or none is to. */
  boolean isOver() {
    return pace == ExitPace.NONE || stopped || looked == phones;
  }

  /** When the last phone looks that is known to; by {@link System#nanoTime()}. */
  long lastLookNanos() {
    return lastLookNanos;
  }

  /** Nobody looks any more. */
  void stop() {
    stopped = true;
  }

  ExitReport report() {
    return new ExitReport(
        pace,
        phones,
        told.cardinality(),
        looked,
        max(askedBySecond),
        max(listedBySecond),
        refusals,
        Latencies.of(listMicros));
  }

  private static int max(Map<Long, Integer> bySecond) {
    return bySecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private void everybodyElseLooks() {
    long nowNanos = System.nanoTime();
    for (int phone = 0; phone < phones; phone++) {
      if (!scheduled.get(phone)) {
        lookAt(phone, nowNanos + chance.nextLong(AT_ONCE_NANOS));
      }
    }
  }

  private void lookAt(int phone, long atNanos) {
    scheduled.set(phone);
    lastLookNanos = Math.max(lastLookNanos, atNanos);
    Look look = new Look(phone, atNanos);
    loop.at(atNanos, look::ask);
  }

  private void count(Map<Long, Integer> bySecond) {
    long second = Math.floorDiv(System.nanoTime() - closesAtNanos, TimeUnit.SECONDS.toNanos(1));
    bySecond.merge(second, 1, Integer::sum);
  }

  /** A phone that looks until it has heard its list. */
  private final class Look implements ReplyListener {

    private final int phone;
    private final long meantAtNanos;
    private int edge;
    private long askedAtMillis;

    private Look(int phone, long meantAtNanos) {
      this.phone = phone;
      this.meantAtNanos = meantAtNanos;
      this.edge = network.edgeOf(phone);
    }

    private void ask() {
      if (stopped) {
        return;
      }
      askedAtMillis = System.currentTimeMillis();
      if (network.packets(phone, edge, this)) {
        count(askedBySecond);
      } else {
        again("too many wait", FAILURE_PAUSE_MILLIS);
      }
    }

    @Override
    public void replied(HttpReply reply) {
      switch (reply.status()) {
        case 200 -> listed(reply.body());
        case 429, 500, 502, 503, 504 ->
            again("status " + reply.status(), PhoneProtocol.waitMillisAfter(reply));
        default -> end("status " + reply.status());
      }
    }

    @Override
    public void failed(Failure failure) {
      edge = (edge + 1) % network.edges();
      again(failure.toString(), FAILURE_PAUSE_MILLIS);
    }

    private void again(String why, long pauseMillis) {
      refusals.merge(why, 1L, Long::sum);
      network.afterSpread(pauseMillis, this::ask);
    }

    private void listed(byte[] body) {
      try {
        seen.heldPackets(network.user(phone), askedAtMillis, PacketsBody.parse(body));
      } catch (IllegalArgumentException e) {
        end("unreadable body");
        return;
      }
      count(listedBySecond);
      looked++;
      long micros = (System.nanoTime() - meantAtNanos) / 1_000;
      listMicros.recordValue(Math.min(MAX_MICROS, Math.max(0, micros)));
    }

    private void end(String why) {
      looked++;
      refusals.merge(why, 1L, Long::sum);
      tally.error("packets: " + why, network.user(phone));
    }
  }
}
