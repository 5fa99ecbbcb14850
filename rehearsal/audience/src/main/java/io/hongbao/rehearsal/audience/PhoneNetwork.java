package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How phones reach the edges: each call with the phone's ticket. What an edge says comes as a reply
 * of HTTP whichever way it took, so that one protocol decides what a phone does next. Phones and
 * edges are counted from 0. For the loop's thread.
 */
abstract class PhoneNetwork {

  /** Requests that wait for a connection; more, and a dead server would fill the heap. */
  static final int MAX_WAITING = 500_000;

  /** So that phones that were turned away together do not come back together. */
  private static final double MAX_SPREAD = 0.25;

  private final AudienceSettings settings;
  private final EventLoop loop;
  private final Random chance;

  /**
   * A network.
   *
   * @param chance by which pauses are spread
   */
  PhoneNetwork(AudienceSettings settings, EventLoop loop, Random chance) {
    this.settings = settings;
    this.loop = loop;
    this.chance = chance;
  }

  /** The edge that a phone calls while it answers. */
  abstract int edgeOf(int phone);

  /**
   * Uses a turn: the one named, or the user's current one. The listener hears of it later, never
   * from within this call.
   *
   * @return false if too much waits already; the listener hears nothing then
   */
  abstract boolean post(int phone, int edge, Optional<ShakeId> shakeId, ReplyListener listener);

  /** Asks for an answer; returns as {@link #post} does. */
  abstract boolean lookUp(int phone, int edge, String location, ReplyListener listener);

  /** Asks for all packets of the user; returns as {@link #post} does. */
  abstract boolean packets(int phone, int edge, ReplyListener listener);

  /** What became of long connections so far; empty if there are none. */
  Optional<LiveReport> liveReport() {
    return Optional.empty();
  }

  /** How the long connections do at the moment; empty if there are none. */
  Optional<LiveProgress> liveProgress() {
    return Optional.empty();
  }

  int edges() {
    return settings.edges().size();
  }

  String user(int phone) {
    return settings.user(phone);
  }

  /** Does it after a pause, exactly. */
  void after(long pauseMillis, Runnable task) {
    loop.after(TimeUnit.MILLISECONDS.toNanos(pauseMillis), task);
  }

  /** Does it after a pause, or up to a quarter later; at once if there is none. */
  void afterSpread(long pauseMillis, Runnable task) {
    if (pauseMillis == 0) {
      task.run();
      return;
    }
    long pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    loop.after(pauseNanos + (long) (pauseNanos * MAX_SPREAD * chance.nextDouble()), task);
  }
}
