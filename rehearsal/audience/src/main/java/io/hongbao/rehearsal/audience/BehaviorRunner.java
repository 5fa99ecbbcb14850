package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotReport;
import io.hongbao.rules.crowd.PostingBehavior;
import io.hongbao.rules.crowd.PostingBehavior.PhonePost;
import io.hongbao.rules.crowd.ShowTurns;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets the people and bots of a plan post, each by its own behavior, whatever the answers are. For
 * the loop's thread.
 */
public final class BehaviorRunner {

  /** How phones reach the servers. */
  public interface Phones {
    /**
     * A person uses a turn, and waits for the answer.
     *
     * @param phone counted from 0 over people and bots
     * @param atNanos for which it was planned, by {@link System#nanoTime()}
     */
    void shake(int phone, long atNanos);

    /**
     * Posts the current turn of a phone for somebody who does not care for the answer.
     *
     * @param phone counted from 0 over people and bots, and on over what bots are on devices that
     *     they are handed
     * @return false if too much is waiting already
     */
    boolean post(int phone, ReplyListener listener);
  }

  /** Of a person who presses once more: the first post hears the answer. */
  private static final ReplyListener IGNORING_LISTENER =
      new ReplyListener() {
        @Override
        public void replied(HttpReply reply) {}

        @Override
        public void failed(Failure failure) {}
      };

  private final BotPlan plan;
  private final EventLoop loop;
  private final Phones phones;
  private final Map<Integer, Long> replies = new TreeMap<>();
  private long posts;
  private long failures;
  private long pressedAgain;
  private boolean stopped;

  public BehaviorRunner(BotPlan plan, EventLoop loop, Phones phones) {
    this.plan = plan;
    this.loop = loop;
    this.phones = phones;
  }

  /**
   * Lets all begin.
   *
   * @param turnShare of all turns, that people use on average
   * @param fromMillis by the show's clock
   * @param fromNanos the same instant by {@link System#nanoTime()}
   */
  public void begin(ShowTurns turns, double turnShare, long fromMillis, long fromNanos) {
    long offsetNanos = fromNanos - TimeUnit.MILLISECONDS.toNanos(fromMillis);
    for (int phone = 0; phone < plan.phones(); phone++) {
      scheduleNext(phone, plan.habit(phone, turns, turnShare, fromMillis), offsetNanos);
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
  private void scheduleNext(int phone, PostingBehavior behavior, long offsetNanos) {
    behavior
        .next()
        .ifPresent(
            post -> {
              long atNanos = offsetNanos + TimeUnit.MILLISECONDS.toNanos(post.atMillis());
              loop.at(
                  atNanos,
                  () -> {
                    if (!stopped) {
                      post(phone, post, atNanos);
                      scheduleNext(phone, behavior, offsetNanos);
                    }
                  });
            });
  }

  private void post(int phone, PhonePost post, long atNanos) {
    if (phone >= plan.humans()) {
      posts++;
      if (!phones.post(plan.identityAt(phone, post.atMillis()), new Counting())) {
        failures++;
      }
    } else if (post.again()) {
      pressedAgain++;
      phones.post(phone, IGNORING_LISTENER);
    } else {
      phones.shake(phone, atNanos);
    }
  }

  private final class Counting implements ReplyListener {
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
    return new BotReport(plan.bots(), posts, replies, failures, pressedAgain);
  }
}
