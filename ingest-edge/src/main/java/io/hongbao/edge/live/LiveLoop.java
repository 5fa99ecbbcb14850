package io.hongbao.edge.live;

import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.metrics.LiveMetrics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * All long connections of one I/O thread, and the one timer that looks after them: every 50 ms it
 * pings a few, tells a few of a changed show, and ends what has taken too long. All methods are for
 * that thread but {@link #tell} and {@link #execute}.
 */
final class LiveLoop implements LiveSocket.Loop {

  private static final Logger LOG = LoggerFactory.getLogger(LiveLoop.class);

  private static final int TICK_MILLIS = 50;

  /** A phone that has not closed in reply to the edge by then is cut off. */
  private static final int CLOSING_TICKS = 2_000 / TICK_MILLIS;

  /** After so long a shake that is not acknowledged, or whose bucket is closed, hears so. */
  private static final int SHAKE_TICKS = 10_000 / TICK_MILLIS;

  /** A change of the show reaches all phones in this time. */
  private static final int PUSH_TICKS = 1_000 / TICK_MILLIS;

  /** An edge that drains closes all connections in this time. */
  private static final int DRAIN_TICKS = 1_000 / TICK_MILLIS;

  /** One whose shake has no answer yet is closed after this time. */
  private static final int DRAIN_PATIENCE_TICKS = 5_000 / TICK_MILLIS;

  private static final int INPUT_BYTES = 8 * 1_024;

  private final LiveSettings settings;
  private final LiveCalls calls;
  private final LiveMetrics metrics;
  private final UnheardAnswers unheard;
  private final Runnable onRemoved;
  private final XnioIoThread thread;
  private final FrameParser parser;
  private final ByteBuffer input;
  private final ReturnSpread returns;

  private final List<LiveSocket> sockets = new ArrayList<>();

  /** Without a ticket, with the instant at which they are closed, the first one first. */
  private final LinkedHashMap<LiveSocket, Long> newcomers = new LinkedHashMap<>();

  /** With the tick at which they are cut off, the first one first. */
  private final LinkedHashMap<LiveSocket, Integer> closing = new LinkedHashMap<>();

  /** Those that wait, the eldest first. */
  private final LinkedHashSet<LiveShake> waiting = new LinkedHashSet<>();

  private final Queue<LiveShake> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isToldScheduled = new AtomicBoolean();

  /** By group: how many phones, and what they are to be shown. */
  private final Map<String, GroupShow> groups = new HashMap<>();

  private int tick;
  private boolean isTicking;
  private int pushCursor = -1;
  private int pingCursor;
  private double pingsDue;
  private long pingedAtMillis;
  private int drainingSinceTick = -1;

  /**
   * A loop without connections.
   *
   * @param unheard of the whole edge
   * @param onRemoved hears of each connection that is over
   */
  LiveLoop(
      LiveSettings settings,
      LiveCalls calls,
      UnheardAnswers unheard,
      Runnable onRemoved,
      XnioIoThread thread,
      ReturnSpread returns) {
    this.settings = settings;
    this.calls = calls;
    this.metrics = calls.metrics().live();
    this.unheard = unheard;
    this.onRemoved = onRemoved;
    this.thread = thread;
    this.returns = returns;
    this.parser = new FrameParser(settings.maxFrameBytes());
    this.input =
        ByteBuffer.allocateDirect(
            INPUT_BYTES + FrameParser.MAX_HEAD_BYTES + settings.maxFrameBytes());
  }

  private static final class GroupShow {
    private int phones;
    private ShowVersion version;
  }

  @Override
  public LiveSettings settings() {
    return settings;
  }

  LiveCalls calls() {
    return calls;
  }

  @Override
  public LiveMetrics metrics() {
    return metrics;
  }

  UnheardAnswers unheard() {
    return unheard;
  }

  @Override
  public FrameParser parser() {
    return parser;
  }

  /** A buffer for what is read now; the next reader overwrites it. */
  @Override
  public ByteBuffer input() {
    return input.clear();
  }

  @Override
  public long nowMillis() {
    return calls.clock().millis();
  }

  /** How many ticks there were. */
  int tick() {
    return tick;
  }

  // ---- connections

  void add(LiveSocket socket) {
    socket.setIndex(sockets.size());
    sockets.add(socket);
    newcomers.put(socket, nowMillis() + settings.firstFrameTimeoutMillis());
    if (!isTicking) {
      isTicking = true;
      pingedAtMillis = nowMillis();
      after(TICK_MILLIS, this::onTick);
    }
  }

  /** The last one takes the place of one that is over. */
  @Override
  public void remove(LiveSocket socket) {
    LiveSocket last = sockets.remove(sockets.size() - 1);
    if (last != socket) {
      sockets.set(socket.index(), last);
      last.setIndex(socket.index());
    }
    newcomers.remove(socket);
    closing.remove(socket);
    if (socket.session().hasTicket()) {
      GroupShow group = groups.get(socket.session().group());
      group.phones--;
      if (group.phones == 0) {
        groups.remove(socket.session().group());
      }
    }
    onRemoved.run();
  }

  /** The session of a socket has its ticket. */
  void admitted(LiveSocket socket) {
    newcomers.remove(socket);
    groups.computeIfAbsent(socket.session().group(), group -> new GroupShow()).phones++;
  }

  /** A connection has been told why it is closed. */
  @Override
  public void closing(LiveSocket socket) {
    newcomers.remove(socket);
    closing.put(socket, tick + CLOSING_TICKS);
  }

  // ---- shakes

  void waits(LiveShake shake) {
    waiting.add(shake);
  }

  void waitsNoMore(LiveShake shake) {
    waiting.remove(shake);
  }

  /** A shake has heard something. Any thread; many are passed on at once. */
  void tell(LiveShake shake) {
    told.add(shake);
    if (isToldScheduled.compareAndSet(false, true)) {
      execute(this::passOn);
    }
  }

  private void passOn() {
    isToldScheduled.set(false);
    for (LiveShake shake = told.poll(); shake != null; shake = told.poll()) {
      LiveShake heard = shake;
      guard(heard.owner().socket(), () -> heard.owner().tellOf(heard, heard.status()));
    }
  }

  /** Runs a task in the loop's thread. Any thread. */
  void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("something was to be told after the edge had stopped");
    }
  }

  void after(int millis, Runnable task) {
    thread.executeAfter(task, millis, TimeUnit.MILLISECONDS);
  }

  /** A fault of the edge is noted and ends the connection that it happened to. */
  @Override
  public void guard(LiveSocket socket, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a message of a long connection failed", e);
      calls.metrics().failed();
      socket.close(new CloseReason(CloseReason.FAILED, "the edge failed"));
    }
  }

  // ---- once a tick

  private void onTick() {
    tick++;
    try {
      long nowMillis = nowMillis();
      endNewcomers(nowMillis);
      endClosing();
      lookAfterShakes();
      ping(nowMillis);
      showChanges(nowMillis);
      drainSome();
    } catch (RuntimeException e) {
      LOG.error("looking after long connections failed", e);
      calls.metrics().failed();
    }
    isTicking = !sockets.isEmpty();
    if (isTicking) {
      after(TICK_MILLIS, this::onTick);
    }
  }

  private void endNewcomers(long nowMillis) {
    while (!newcomers.isEmpty()) {
      Map.Entry<LiveSocket, Long> first = newcomers.entrySet().iterator().next();
      if (nowMillis < first.getValue()) {
        return;
      }
      newcomers.remove(first.getKey());
      first.getKey().close(CloseReason.misuse("no ticket came in time"));
    }
  }

  private void endClosing() {
    while (!closing.isEmpty()) {
      Map.Entry<LiveSocket, Integer> first = closing.entrySet().iterator().next();
      if (tick < first.getValue()) {
        return;
      }
      first.getKey().closeNow();
    }
  }

  private void lookAfterShakes() {
    List<LiveShake> due = new ArrayList<>(0);
    for (LiveShake shake : waiting) {
      int age = shake.ageAt(tick);
      if (age >= SHAKE_TICKS || (age >= 2 && shake.isAcceptedUntold())) {
        due.add(shake);
      }
    }
    for (LiveShake shake : due) {
      guard(shake.owner().socket(), () -> lookAfter(shake));
    }
  }

  private void lookAfter(LiveShake shake) {
    if (shake.isAcceptedUntold()) {
      shake.owner().tellAccepted(shake);
    }
    if (!shake.isOver() && shake.ageAt(tick) >= SHAKE_TICKS) {
      waiting.remove(shake);
      shake.owner().timeUp(shake);
    }
  }

  /** Goes round all connections once in the time between two pings. */
  private void ping(long nowMillis) {
    long everyMillis = TimeUnit.SECONDS.toMillis(settings.pingEverySeconds());
    double elapsedMillis = Math.max(0, Math.min(everyMillis, nowMillis - pingedAtMillis));
    pingedAtMillis = nowMillis;
    pingsDue = Math.min(sockets.size(), pingsDue + sockets.size() * elapsedMillis / everyMillis);
    while (pingsDue >= 1 && !sockets.isEmpty()) {
      pingsDue--;
      pingCursor = pingCursor <= 0 ? sockets.size() - 1 : Math.min(pingCursor, sockets.size()) - 1;
      LiveSocket socket = sockets.get(pingCursor);
      // One that took the place of another may come twice in a round, or not at all.
      if (socket.isOpen() && nowMillis - socket.visitedAtMillis() >= everyMillis / 2) {
        visit(socket, nowMillis);
      }
    }
  }

  private void visit(LiveSocket socket, long nowMillis) {
    if (!socket.session().isExpired(nowMillis)) {
      socket.session().recall();
      socket.visit(nowMillis, socket.session().isUnconfirmed());
    }
  }

  // ---- the show

  /** What a group is shown now. */
  ShowVersion versionOf(String group) {
    GroupShow show = groups.get(group);
    if (show.version == null) {
      show.version = ShowVersion.of(calls.shows(), group, nowMillis());
    }
    return show.version;
  }

  private void showChanges(long nowMillis) {
    for (Map.Entry<String, GroupShow> group : groups.entrySet()) {
      ShowVersion now = ShowVersion.of(calls.shows(), group.getKey(), nowMillis);
      if (!now.equals(group.getValue().version)) {
        group.getValue().version = now;
        pushCursor = sockets.size() - 1;
      }
    }
    if (pushCursor >= 0) {
      push(nowMillis);
    }
  }

  /** Shows the change to a part of the phones; the same bytes to all of a group and channel. */
  private void push(long nowMillis) {
    Map<String, byte[]> frames = new HashMap<>();
    int left = sockets.size() / PUSH_TICKS + 1;
    for (; left > 0 && pushCursor >= 0; left--, pushCursor--) {
      if (pushCursor < sockets.size()) {
        push(sockets.get(pushCursor), frames, nowMillis);
      }
    }
  }

  private void push(LiveSocket socket, Map<String, byte[]> frames, long nowMillis) {
    LiveSocket.Session session = socket.session();
    if (!socket.isOpen() || !session.hasTicket()) {
      return;
    }
    ShowVersion version = versionOf(session.group());
    if (version.equals(session.shown()) || version.equals(ShowVersion.NONE)) {
      return;
    }
    String key = session.group() + '\n' + session.channel().orElse("");
    byte[] frame =
        frames.computeIfAbsent(
            key, any -> showFrame(session.group(), session.channel(), nowMillis));
    session.push(version, frame);
  }

  private byte[] showFrame(String group, Optional<String> channel, long nowMillis) {
    EdgeReply reply = calls.show().show(group, channel, nowMillis);
    if (channel.isPresent() && !(reply instanceof EdgeReply.Show)) {
      reply = calls.show().show(group, Optional.empty(), nowMillis);
    }
    return FrameWriter.text(ServerMessages.of("show", reply));
  }

  // ---- the end

  /** From now on connections are closed, those whose shakes are answered first. */
  void drain() {
    if (drainingSinceTick < 0) {
      drainingSinceTick = tick;
    }
  }

  private void drainSome() {
    if (drainingSinceTick < 0) {
      return;
    }
    boolean isPatient = tick - drainingSinceTick < DRAIN_PATIENCE_TICKS;
    int left = sockets.size() / DRAIN_TICKS + 1;
    for (int i = sockets.size() - 1; i >= 0 && left > 0; i--) {
      LiveSocket socket = i < sockets.size() ? sockets.get(i) : null;
      if (socket != null && socket.isOpen() && !(isPatient && socket.session().hasShakes())) {
        socket.close(CloseReason.drain(returns.nextSeconds()));
        left--;
      }
    }
  }
}
