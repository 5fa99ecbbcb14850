package io.hongbao.edge.live;

import io.hongbao.edge.address.CountedAddress;
import io.hongbao.edge.metrics.ConnectionEnd;
import io.hongbao.edge.metrics.LiveMetrics;
import io.hongbao.tickets.Ticket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * The long connections of an edge: takes them over from HTTP, counts them, and closes them all when
 * the edge drains. Thread-safe; each connection belongs to its I/O thread's {@link LiveLoop}.
 */
public final class LiveServer {

  private static final int POLL_MILLIS = 10;

  private final LiveSettings settings;
  private final LiveCalls calls;
  private final LiveMetrics metrics;
  private final UnheardAnswers unheard;
  private final AcceptRamp ramp;
  private final ReturnSpread overloadReturns;
  private final Map<XnioIoThread, LiveLoop> loops = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile long drainedAtNanos;
  private volatile boolean draining;

  /** A server without connections. */
  public LiveServer(LiveSettings settings, LiveCalls calls) {
    this.settings = settings;
    this.calls = calls;
    this.metrics = calls.metrics().live();
    this.unheard = new UnheardAnswers(settings.maxUnheardUsers());
    this.ramp = new AcceptRamp(settings.acceptsPerSecond(), calls.clock().millis());
    this.overloadReturns = newSpread();
    metrics.showOpen(open::get);
  }

  private ReturnSpread newSpread() {
    return new ReturnSpread(
        settings.returnWindowSeconds(), ThreadLocalRandom.current().nextDouble());
  }

  /**
   * An upgraded connection.
   *
   * @param alreadyRead what came behind the upgrade
   * @param ticket if the upgrade had one
   * @param address the phone's
   * @param counted the same as its messages are counted
   * @param channel by which the phone's owner sees the show; empty for none
   * @param onEnd hears once how it ended
   */
  public record Upgraded(
      StreamConnection connection,
      ByteBuffer alreadyRead,
      Optional<Ticket> ticket,
      String address,
      CountedAddress counted,
      Optional<String> channel,
      Consumer<ConnectionEnd> onEnd) {}

  /** Takes a connection over, in its I/O thread. One too many is told so, and closed. */
  public void take(Upgraded upgraded) {
    LiveLoop loop =
        loops.computeIfAbsent(
            upgraded.connection().getIoThread(),
            thread -> new LiveLoop(settings, calls, unheard, this::closed, thread, newSpread()));
    Optional<CloseReason> refusal = admit();
    open.incrementAndGet();
    metrics.opened();
    LiveSocket socket =
        new LiveSocket(loop, upgraded.connection(), upgraded.onEnd(), calls.clock().millis());
    LiveSession session =
        new LiveSession(loop, socket, upgraded.address(), upgraded.counted(), upgraded.channel());
    loop.add(socket);
    socket.open(session);
    if (refusal.isPresent()) {
      socket.close(refusal.get());
    } else if (socket.isOpen()) {
      upgraded.ticket().ifPresent(session::admit);
    }
    socket.read(upgraded.alreadyRead());
  }

  private synchronized Optional<CloseReason> admit() {
    if (draining) {
      return Optional.of(CloseReason.drain(overloadReturns.nextSeconds()));
    }
    boolean isTaken =
        open.get() < settings.maxConnections() && ramp.mayAccept(calls.clock().millis());
    return isTaken
        ? Optional.empty()
        : Optional.of(CloseReason.overload(overloadReturns.nextSeconds()));
  }

  private void closed() {
    open.decrementAndGet();
  }

  /** From now on connections are closed with 1001, spread over a second. */
  public void drain() {
    drainedAtNanos = System.nanoTime();
    draining = true;
    loops.values().forEach(loop -> loop.execute(loop::drain));
  }

  /** Waits until all are closed, for so long at most after {@link #drain}. */
  public void awaitAllClosed(Duration patience) throws InterruptedException {
    while (open.get() > 0 && System.nanoTime() - drainedAtNanos < patience.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
