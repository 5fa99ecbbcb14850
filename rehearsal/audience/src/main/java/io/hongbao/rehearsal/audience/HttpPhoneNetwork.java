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

/** Over HTTP: the phones share the keep-alive connections to each edge. */
final class HttpPhoneNetwork extends PhoneNetwork {

  /** A request that nobody answers is given up so long after the longest wait that it asks for. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);

  private static final int MAX_REPLY_BYTES = 64 * 1024;

  private final List<byte[]> tickets;
  private final List<PhoneRequests> requests = new ArrayList<>();
  private final List<ConnectionPool> pools = new ArrayList<>();

  /**
   * @param tickets of each phone, as the end of its Authorization header
   * @param chance by which pauses are spread
   */
  HttpPhoneNetwork(AudienceSettings settings, List<byte[]> tickets, EventLoop loop, Random chance) {
    super(settings, loop, chance);
    this.tickets = tickets;
    int connectionsEach = Math.max(1, settings.connections() / settings.edges().size());
    PoolSettings pool =
        new PoolSettings(connectionsEach, MAX_WAITING, REPLY_TIMEOUT, MAX_REPLY_BYTES);
    for (Endpoint edge : settings.edges()) {
      requests.add(new PhoneRequests(edge, settings.waitSeconds()));
      pools.add(new ConnectionPool(loop, edge, pool));
    }
  }

  @Override
  int edgeOf(int phone) {
    return phone % edges();
  }

  @Override
  boolean post(int phone, int edge, Optional<ShakeId> shakeId, ReplyListener listener) {
    return send(edge, requests.get(edge).post(tickets.get(phone), shakeId), listener);
  }

  @Override
  boolean lookUp(int phone, int edge, String location, ReplyListener listener) {
    return send(edge, requests.get(edge).lookUp(tickets.get(phone), location), listener);
  }

  @Override
  boolean packets(int phone, int edge, ReplyListener listener) {
    return send(edge, requests.get(edge).packets(tickets.get(phone)), listener);
  }

  private boolean send(int edge, HttpRequest request, ReplyListener listener) {
    return pools.get(edge).send(request, listener);
  }
}
