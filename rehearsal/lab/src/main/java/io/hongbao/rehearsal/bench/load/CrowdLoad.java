package io.hongbao.rehearsal.bench.load;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.CrowdQuestion.Kind;
import io.hongbao.rehearsal.bench.overload.CrowdTally;
import io.hongbao.rehearsal.bench.overload.PhoneSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A crowd of phones in one thread of its own: each shakes when its schedule says, asks for its
 * outcome after a 202, and hears when it may come again. Beside them some ask for their packets and
 * for answers that they have heard before, at a fixed rate. All latencies count from the instant at
 * which something was due.
 */
public final class CrowdLoad implements AutoCloseable {

  private static final Duration LAST_REPLIES_TIMEOUT = Duration.ofSeconds(15);
  private static final long MAX_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int RECEIVED_BYTES = 16 * 1024;

  /** Between questions for an outcome to which an edge gave no reply of use. */
  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final InetSocketAddress server;
  private final CrowdRequests requests;
  private final PhoneSchedule schedule;
  private final CrowdTally tally;
  private final CrowdProbes probes;
  private final Selector selector;
  private final ArrayDeque<CrowdConnection> idle = new ArrayDeque<>();
  private final Set<CrowdConnection> asking = new HashSet<>();
  private final PriorityQueue<CrowdQuestion> later =
      new PriorityQueue<>(Comparator.comparingLong(CrowdQuestion::askAtNanos));
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::runToTheEnd, "crowd");

  private final ByteBuffer received = ByteBuffer.allocate(RECEIVED_BYTES);
  private final ReplyScan scan = new ReplyScan();

  private boolean shakesFirst;
  private volatile boolean stopping;
  private volatile Throwable failure;

  private CrowdLoad(
      InetSocketAddress server,
      CrowdRequests requests,
      PhoneSchedule schedule,
      CrowdTally tally,
      double probesPerSecond,
      int connections)
      throws IOException {
    this.server = server;
    this.requests = requests;
    this.schedule = schedule;
    this.tally = tally;
    this.probes = new CrowdProbes(probesPerSecond, requests.users(), new Random(7));
    this.selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      idle.add(CrowdConnection.open(server, selector));
    }
  }

  /**
   * Connects; no phone shakes yet.
   *
   * @param schedule and tally are used by the crowd's thread alone until it is closed
   * @param probesPerSecond packets and answers that are asked for
   */
  public static CrowdLoad start(
      InetSocketAddress server,
      CrowdRequests requests,
      PhoneSchedule schedule,
      CrowdTally tally,
      double probesPerSecond,
      int connections) {
    try {
      CrowdLoad load =
          new CrowdLoad(server, requests, schedule, tally, probesPerSecond, connections);
      load.thread.setDaemon(true);
      load.thread.start();
      return load;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + server, e);
    }
  }

  /** More phones shake from now on, and any of these may ask for packets and answers. */
  public void begin(int fromPhone, int toPhone) {
    order(
        () -> {
          long nowNanos = System.nanoTime();
          schedule.begin(fromPhone, toPhone, nowNanos);
          probes.begin(toPhone, nowNanos);
        });
  }

  /** Phones shake no more. */
  public void end(int fromPhone, int toPhone) {
    order(() -> schedule.end(fromPhone, toPhone));
  }

  /**
   * Makes sure that it works.
   *
   * @throws OperationFailedException if it has broken down
   */
  public void requireAlive() {
    if (failure != null) {
      throw new OperationFailedException("the load broke down: " + failure.getMessage(), failure);
    }
  }

  /** Sends nothing more, and waits for the last replies for some seconds; the tally is at rest. */
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join(LAST_REPLIES_TIMEOUT.plusSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void order(Runnable what) {
    orders.add(what);
    selector.wakeup();
  }

  private void runToTheEnd() {
    try (selector) {
      run();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private void run() throws IOException {
    long endNanos = Long.MAX_VALUE;
    while (!stopping || (isWaiting() && System.nanoTime() - endNanos < 0)) {
      long waitNanos = MAX_SLEEP_NANOS;
      if (stopping && endNanos == Long.MAX_VALUE) {
        endNanos = System.nanoTime() + LAST_REPLIES_TIMEOUT.toNanos();
      }
      for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
        order.run();
      }
      waitNanos = sendWhatIsDue(waitNanos);
      // Sleeping up to a millisecond too long leaves the core to servers that share it.
      long millis = TimeUnit.NANOSECONDS.toMillis(Math.min(MAX_SLEEP_NANOS, waitNanos));
      selector.select(this::ready, Math.max(1, millis));
    }
    long nowNanos = System.nanoTime();
    asking.forEach(connection -> endWithout(connection.takeQuestion(), nowNanos));
    later.forEach(question -> endWithout(question, nowNanos));
  }

  private boolean isWaiting() {
    return !asking.isEmpty() || !later.isEmpty();
  }

  /** What was acknowledged and has no outcome counts with its wait so far. */
  private void endWithout(CrowdQuestion question, long nowNanos) {
    if (question.kind() == Kind.OUTCOME) {
      tally.unanswered(question.dueAtNanos(), nowNanos);
    } else if (question.kind() == Kind.SHAKE) {
      tally.broken(question.dueAtNanos());
    }
  }

  /** Returns for how long there is nothing to send, if no reply comes. */
  private long sendWhatIsDue(long atMostNanos) throws IOException {
    while (!idle.isEmpty()) {
      long nowNanos = System.nanoTime();
      CrowdQuestion next = nextDue(nowNanos);
      if (next == null) {
        return schedule.idleNanos(nowNanos, atMostNanos);
      }
      send(next);
    }
    return TimeUnit.MILLISECONDS.toNanos(1);
  }

  private CrowdQuestion nextDue(long nowNanos) {
    CrowdQuestion again = later.peek();
    if (again != null && again.askAtNanos() - nowNanos <= 0) {
      return later.poll();
    }
    if (stopping) {
      return null;
    }
    // In turn, so that neither waits for the other when both are late.
    shakesFirst = !shakesFirst;
    CrowdQuestion first = shakesFirst ? dueShake(nowNanos) : dueProbe(nowNanos);
    if (first != null) {
      return first;
    }
    return shakesFirst ? dueProbe(nowNanos) : dueShake(nowNanos);
  }

  private CrowdQuestion dueProbe(long nowNanos) {
    CrowdQuestion probe = probes.poll(nowNanos);
    if (probe != null) {
      tally.lookedUp(probe.dueAtNanos());
    }
    return probe;
  }

  private CrowdQuestion dueShake(long nowNanos) {
    PhoneSchedule.Due due = schedule.poll(nowNanos);
    if (due == null) {
      return null;
    }
    tally.offered(due.atNanos());
    return CrowdQuestion.shake(due.phone(), due.atNanos());
  }

  private void send(CrowdQuestion question) throws IOException {
    CrowdConnection connection = idle.pop();
    asking.add(connection);
    try {
      connection.ask(
          question,
          switch (question.kind()) {
            case SHAKE -> requests.shake(question.phone());
            case OUTCOME -> requests.lookUp(question.phone(), question.turn(), true);
            case ANSWER -> requests.lookUp(question.phone(), question.turn(), false);
            case PACKETS -> requests.packets(question.phone());
          });
    } catch (IOException e) {
      replace(connection);
    }
  }

  private void ready(SelectionKey key) {
    CrowdConnection connection = (CrowdConnection) key.attachment();
    try {
      if (connection.receive(received.clear(), scan)) {
        asking.remove(connection);
        idle.push(connection);
        heard(connection.takeQuestion(), System.nanoTime());
      }
    } catch (IOException e) {
      try {
        replace(connection);
      } catch (IOException again) {
        throw new UncheckedIOException("cannot connect to " + server + " again", again);
      }
    }
  }

  private void heard(CrowdQuestion question, long nowNanos) {
    switch (question.kind()) {
      case SHAKE -> heardOfShake(question, nowNanos);
      case OUTCOME -> heardOfOutcome(question, nowNanos);
      case ANSWER -> heardProbe(question, scan.status() == 200 || scan.status() == 202);
      case PACKETS -> heardProbe(question, scan.status() == 200);
    }
  }

  private void heardProbe(CrowdQuestion question, boolean isServed) {
    if (isServed) {
      tally.served(question.dueAtNanos());
    }
  }

  private void heardOfShake(CrowdQuestion question, long nowNanos) {
    switch (scan.heard()) {
      case PACKET, LOSING -> {
        tally.accepted(question.dueAtNanos());
        answered(question, nowNanos);
      }
      case ACCEPTED -> {
        tally.accepted(question.dueAtNanos());
        ask(question.forOutcome(scan.turn(), nowNanos));
      }
      case CLOSED -> {
        tally.broken(question.dueAtNanos());
        schedule.heard(question.phone(), nowNanos, scan.nextShakeAfterMillis());
      }
      case REFUSED -> {
        if (scan.status() == 429 || scan.isBusy()) {
          tally.refused(question.dueAtNanos());
        } else {
          tally.broken(question.dueAtNanos());
        }
        schedule.heard(question.phone(), nowNanos, scan.nextShakeAfterMillis());
      }
      case ECHOED, SETTLED, BROKEN -> {
        tally.broken(question.dueAtNanos());
        schedule.heard(question.phone(), nowNanos, -1);
      }
    }
  }

  private void heardOfOutcome(CrowdQuestion question, long nowNanos) {
    switch (scan.heard()) {
      case PACKET, LOSING -> {
        tally.served(question.askAtNanos());
        answered(question, nowNanos);
      }
      case ACCEPTED -> {
        tally.served(question.askAtNanos());
        ask(question.forOutcome(question.turn(), nowNanos));
      }
      case CLOSED, REFUSED, ECHOED, SETTLED, BROKEN -> askAgain(question, nowNanos);
    }
  }

  private void answered(CrowdQuestion question, long nowNanos) {
    probes.heardAnswer(question.phone(), scan.turn());
    tally.answered(question.phone(), question.dueAtNanos(), nowNanos);
    schedule.heard(question.phone(), nowNanos, scan.nextShakeAfterMillis());
  }

  private void askAgain(CrowdQuestion question, long nowNanos) {
    ask(question.forOutcome(question.turn(), nowNanos + ASK_AGAIN_NANOS));
  }

  private void ask(CrowdQuestion question) {
    tally.lookedUp(question.askAtNanos());
    later.add(question);
  }

  private void brokenOff(CrowdQuestion question, long nowNanos) {
    switch (question.kind()) {
      case OUTCOME -> askAgain(question, nowNanos);
      case SHAKE -> {
        tally.broken(question.dueAtNanos());
        schedule.heard(question.phone(), nowNanos, -1);
      }
      case ANSWER, PACKETS -> {}
    }
  }

  private void replace(CrowdConnection broken) throws IOException {
    CrowdQuestion question = broken.takeQuestion();
    long nowNanos = System.nanoTime();
    asking.remove(broken);
    idle.remove(broken);
    if (question != null) {
      brokenOff(question, nowNanos);
    }
    broken.close();
    idle.add(CrowdConnection.open(server, selector));
  }
}
