package io.hongbao.rehearsal.audience.bots;

import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.Exchange;
import io.hongbao.rehearsal.audience.http.Failure;
import io.hongbao.rehearsal.audience.http.HttpReply;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets the bots of a plan post, each by the habit of its kind, whatever the answers are. For the
 * loop's thread.
 */
public final class BotCrowd {

  /** Sends posts on the way of all phones. */
  @FunctionalInterface
  public interface Poster {
    /**
     * Posts the current turn of a phone.
     *
     * @param phone counted from 0 over people and bots
     * @return false if too much is waiting already
     */
    boolean post(int phone, Exchange exchange);
  }

  private final BotPlan plan;
  private final EventLoop loop;
  private final Poster poster;
  private final long turnMillis;
  private final Random random;
  private final Map<Integer, Long> replies = new TreeMap<>();
  private long posts;
  private long failures;
  private boolean stopped;

  public BotCrowd(BotPlan plan, EventLoop loop, Poster poster, long turnMillis) {
    this.plan = plan;
    this.loop = loop;
    this.poster = poster;
    this.turnMillis = turnMillis;
    this.random = new Random(~plan.seed());
  }

  /** Lets all begin, from an instant on. */
  public void begin(long atNanos) {
    for (int i = 0; i < plan.bots(); i++) {
      int bot = i;
      BotKind kind = plan.kindOf(bot);
      double habit = random.nextDouble();
      long pauseMillis = kind.firstPauseMillis(random, turnMillis);
      at(atNanos, pauseMillis, kind, bot, habit);
    }
  }

  /** Posts no more. */
  public void stop() {
    stopped = true;
  }

  /**
   * By the instants planned, not by those at which the loop came to it: a timer's rhythm must not
   * be spoilt by others.
   */
  private void at(long fromNanos, long pauseMillis, BotKind kind, int bot, double habit) {
    long atNanos = fromNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    loop.at(
        atNanos,
        () -> {
          if (!stopped) {
            post(bot);
            at(atNanos, kind.nextPauseMillis(random, turnMillis, habit), kind, bot, habit);
          }
        });
  }

  private void post(int bot) {
    posts++;
    if (!poster.post(plan.humans() + bot, new Counting())) {
      failures++;
    }
  }

  private final class Counting implements Exchange {
    @Override
    public void replied(HttpReply reply) {
      replies.merge(reply.status(), 1L, Long::sum);
    }

    @Override
    public void failed(Failure failure) {
      failures++;
    }
  }

  /** What became of the posts so far. */
  public BotReport report() {
    return new BotReport(plan.bots(), posts, replies, failures);
  }
}
