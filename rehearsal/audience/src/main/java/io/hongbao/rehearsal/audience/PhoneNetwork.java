package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How phones reach the edges: each call with the phone's ticket, over the connections of the edge.
 * Phones and edges are counted from 0. For the loop's thread.
 */
final class PhoneNetwork {

  /** Requests that wait for a connection; more, and a dead server would fill the heap. */
  static final int MAX_WAITING = 500_000;

  /** A request that nobody answers is given up so long after the longest wait that it asks for. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);

  private static final int MAX_REPLY_BYTES = 64 * 1024;

  /** So that phones that were turned away together do not come back together. */
  private static final double MAX_SPREAD = 0.25;

  private final AudienceSettings settings;
  private final List<byte[]> tickets;
  private final EventLoop loop;
  private final Random chance;
  private final List<PhoneRequests> requests = new ArrayList<>();
  private final List<ConnectionPool> pools = new ArrayList<>();

  /**
   * @param tickets of each phone, as the end of its Authorization header
   * @param chance by which pauses are spread
   */
  PhoneNetwork(AudienceSettings settings, List<byte[]> tickets, EventLoop loop, Random chance) {
    this.settings = settings;
    this.tickets = tickets;
    this.loop = loop;
    this.chance = chance;
    int connectionsEach = Math.max(1, settings.connections() / settings.edges().size());
    PoolSettings pool =
        new PoolSettings(connectionsEach, MAX_WAITING, REPLY_TIMEOUT, MAX_REPLY_BYTES);
    for (Endpoint edge : settings.edges()) {
      requests.add(new PhoneRequests(edge, settings.waitSeconds()));
      pools.add(new ConnectionPool(loop, edge, pool));
    }
  }

  int edges() {
    return pools.size();
  }

  /** The edge that a phone calls while it answers. */
  int edgeOf(int phone) {
    return phone % edges();
  }

  String user(int phone) {
    return settings.user(phone);
  }

  /**
   * Uses a turn: the one named, or the user's current one.
   *
   * @return false if too many requests wait for a connection; the listener hears nothing then
   */
  boolean post(int phone, int edge, Optional<ShakeId> shakeId, ReplyListener listener) {
    return send(edge, requests.get(edge).post(tickets.get(phone), shakeId), listener);
  }

  /** Asks for an answer; returns as {@link #post} does. */
  boolean lookUp(int phone, int edge, String location, ReplyListener listener) {
    return send(edge, requests.get(edge).lookUp(tickets.get(phone), location), listener);
  }

  /** Asks for all packets of the user; returns as {@link #post} does. */
  boolean packets(int phone, int edge, ReplyListener listener) {
    return send(edge, requests.get(edge).packets(tickets.get(phone)), listener);
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

  private boolean send(int edge, HttpRequest request, ReplyListener listener) {
    return pools.get(edge).send(request, listener);
  }
}
