package io.hongbao.rules.backtest;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.PostingBehavior;
import io.hongbao.rules.crowd.PostingBehavior.PhonePost;
import io.hongbao.rules.crowd.ShowTurns;
import io.hongbao.rules.signal.RiskEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The people and bots of a plan in virtual time: posts by the same behavior as the live audience,
 * and makes of them the log that one edge would make, so that rules can be tried within seconds and
 * without a server. Verdicts change nothing: bots go on whatever they are told.
 *
 * @param turnShare of all turns, that people use on average
 */
public record VirtualAudience(BotPlan plan, ShowTurns turns, double turnShare) {

  /** From the phone to the edge, on average: what a busy machine adds. */
  private static final double TRIP_MILLIS = 10;

  /** Between two moments in which everything stands still, as a collector or a disk makes it. */
  private static final double CALM_MILLIS = 40_000;

  private static final int MIN_STALL_MILLIS = 50;
  private static final int MAX_STALL_MILLIS = 500;

  /** When it begins: the beginning of a slice of every width. */
  private static final long BEGINS_AT_MILLIS = 1_800_000_000_000L;

  private static final int TURN_MILLIS = 5_000;

  /**
   * An audience of a show with a single wave and turns of five seconds.
   *
   * @param ratePerSecond shakes of all people together
   */
  public static VirtualAudience inOneWave(BotPlan plan, double ratePerSecond, Duration wave) {
    WaveSchedule only =
        new WaveSchedule(
            "first", BEGINS_AT_MILLIS, BEGINS_AT_MILLIS + wave.toMillis(), TURN_MILLIS);
    return new VirtualAudience(
        plan, new ShowTurns(List.of(only)), plan.turnShare(ratePerSecond, TURN_MILLIS));
  }

  /** Of the phones: what each truly is. */
  public Labels labels() {
    Map<String, String> kinds = new HashMap<>();
    plan.identities().forEach(each -> kinds.put(each.user(), each.kind()));
    return new Labels(kinds);
  }

  /** Hands over the log of the whole show, in its order. */
  public void play(Consumer<RiskEvent> log) {
    new Run(log).run();
  }

  /** A phone posts; those of one moment in the order of their numbers. */
  private record Due(long atMillis, long number, int phone) {}

  private final class Run {
    private final long fromMillis;
    private final VirtualEdge edge;
    private final PostingBehavior[] behaviors = new PostingBehavior[plan.phones()];
    private final long[] postedAtMillis = new long[plan.phones()];
    private final PriorityQueue<Due> dues =
        new PriorityQueue<>(
            (one, other) ->
                one.atMillis != other.atMillis
                    ? Long.compare(one.atMillis, other.atMillis)
                    : Long.compare(one.number, other.number));
    private final Random random = new Random(~plan.seed());

    /** When it all goes on, by when it stood still. */
    private final NavigableMap<Long, Long> stalls = new TreeMap<>();

    private long numbers;

    private Run(Consumer<RiskEvent> log) {
      this.fromMillis = turns.beginMillis();
      this.edge = new VirtualEdge(plan.identitiesAndHanded(), turns, log);
      planStalls(turns.endMillis());
    }

    private void run() {
      for (int phone = 0; phone < behaviors.length; phone++) {
        behaviors[phone] = plan.habit(phone, turns, turnShare, fromMillis);
        postNext(phone);
      }
      while (!dues.isEmpty()) {
        Due due = dues.remove();
        edge.post(plan.identityAt(due.phone, due.atMillis), due.atMillis);
        postNext(due.phone);
      }
      edge.finish();
    }

    private void postNext(int phone) {
      behaviors[phone]
          .next()
          .map(PhonePost::atMillis)
          .ifPresent(
              atMillis -> {
                postedAtMillis[phone] = Math.max(postedAtMillis[phone], arrivalMillis(atMillis));
                dues.add(new Due(postedAtMillis[phone], numbers++, phone));
              });
    }

    private long arrivalMillis(long atMillis) {
      long arrival = atMillis + exponential(TRIP_MILLIS);
      Map.Entry<Long, Long> stall = stalls.floorEntry(arrival);
      return stall == null ? arrival : Math.max(arrival, stall.getValue());
    }

    private void planStalls(long toMillis) {
      long atMillis = fromMillis + exponential(CALM_MILLIS);
      while (atMillis < toMillis) {
        long goesOnAtMillis =
            atMillis + MIN_STALL_MILLIS + random.nextInt(MAX_STALL_MILLIS - MIN_STALL_MILLIS);
        stalls.put(atMillis, goesOnAtMillis);
        atMillis = goesOnAtMillis + exponential(CALM_MILLIS);
      }
    }

    private long exponential(double meanMillis) {
      return (long) (-meanMillis * Math.log(1 - random.nextDouble()));
    }
  }
}
