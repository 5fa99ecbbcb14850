package io.hongbao.rehearsal.bench;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.WebSocketConnection;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Phones that open a WebSocket, hear the show, and then neither read nor say anything: what an edge
 * sees of a phone that loses its network, but for packets that are not acknowledged. The socket on
 * this side stays for a while, so that the edge has to notice by itself.
 */
final class VanishingPhones extends LiveClients {

  private final long betweenNanos;
  private final Duration held;
  private final int max;
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicLong vanished = new AtomicLong();
  private final AtomicLong noticed = new AtomicLong();

  private VanishingPhones(
      Endpoint edge, IntFunction<String> tickets, int perSecond, Duration held, int max) {
    super(edge, tickets);
    this.betweenNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.held = held;
    this.max = max;
  }

  /**
   * Phones that begin to vanish.
   *
   * @param held how long this side of a connection stays
   * @param max of these at a time
   */
  static VanishingPhones start(
      Endpoint edge, IntFunction<String> tickets, int perSecond, Duration held, int max) {
    var phones = new VanishingPhones(edge, tickets, perSecond, held, max);
    phones.start();
    return phones;
  }

  /** Connections on which nothing is said any more, and that this side keeps. */
  int silent() {
    return silent.get();
  }

  /** Phones that have vanished so far. */
  long vanished() {
    return vanished.get();
  }

  /** Connections that the edge had ended when this side looked at them again. */
  long noticed() {
    return noticed.get();
  }

  @Override
  long stepNanos() {
    if (silent.get() < max) {
      Phone phone = new Phone();
      phone.connection = connect(phone);
    }
    return betweenNanos;
  }

  private final class Phone implements WebSocketListener {

    private WebSocketConnection connection;
    private boolean isSilent;

    @Override
    public void opened() {}

    /** The show has come. */
    @Override
    public void received(byte[] message) {
      if (!isSilent) {
        isSilent = true;
        connection.fallSilent();
        silent.incrementAndGet();
        vanished.incrementAndGet();
        after(held.toNanos(), this::lookAgain);
      }
    }

    /** Whatever the edge has done meanwhile is read now. */
    private void lookAgain() {
      connection.listenAgain();
      after(TimeUnit.SECONDS.toNanos(1), connection::close);
    }

    @Override
    public void closed(Closing closing) {
      if (isSilent) {
        silent.decrementAndGet();
        if (closing.kind() != Closing.Kind.OWN) {
          noticed.incrementAndGet();
        }
      }
    }
  }
}
