package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.audience.OpenFiles;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.process.KernelMemory;
import io.hongbao.rehearsal.bench.process.OpenFileLimit;
import io.hongbao.rehearsal.bench.process.ProcessMemory;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What an idle long connection costs in memory: as many WebSockets as files may be open, against
 * the same edge without them; and whether shakes are answered meanwhile. If there is time, also
 * whether phones that vanish without a word leave anything behind.
 */
final class ConnectionsBench {

  static final String NAME = "connections";

  /** A published server of the kind, in Java, needs about 8 KB. */
  private static final double GOAL_BYTES = 10_240;

  private static final int MAX_CONNECTIONS = 15_000;
  private static final int QUICK_CONNECTIONS = 300;

  /** Of either process, for everything but these connections. */
  private static final int SPARE_FILES = 1_500;

  private static final int SHAKES_PER_SECOND = 500;
  private static final int SHAKE_CONNECTIONS = 256;
  private static final Duration OPEN_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** Longer than an edge takes to notice: three times its ping. */
  private static final Duration HELD = Duration.ofMinutes(3);

  private static final int VANISH_PER_SECOND = 30;

  /** More than this after all places are taken is a leak. */
  private static final double MAX_GROWTH = 1.05;

  private final BenchSystem system;
  private final Scale scale;
  private final boolean takesLong;
  private final Notes notes;
  private final long edgePid;

  private ConnectionsBench(BenchSystem system, Scale scale, boolean takesLong, Notes notes) {
    this.system = system;
    this.scale = scale;
    this.takesLong = takesLong;
    this.notes = notes;
    this.edgePid = system.pids().byName().get("edge-1");
  }

  /** What is kept at a moment. */
  private record Memory(ProcessMemory edge, KernelMemory kernel) {}

  static List<Figure> run(BenchSystem system, Scale scale, boolean takesLong, Notes notes)
      throws InterruptedException {
    return new ConnectionsBench(system, scale, takesLong, notes).run();
  }

  private List<Figure> run() throws InterruptedException {
    ServerPids pids = system.pids();
    pids.release();
    Meter meter = new Meter(pids, notes);
    int wanted = scale.isQuick() ? QUICK_CONNECTIONS : roomFor();
    warmUp(meter, wanted);
    Memory before = memory("without connections", meter);
    List<Figure> figures;
    try (IdlePhones phones = IdlePhones.of(system.edge(), system::ticket)) {
      phones.hold(wanted, OPEN_TIMEOUT);
      Memory with = memory(String.format(Locale.ROOT, "with %,d connections", wanted), meter);
      int endedBefore = phones.ended();
      Window window = shakes(meter, wanted);
      int open = phones.open();
      if (phones.ended() > endedBefore || open < wanted) {
        notes.warn("connections ended while shakes were answered: " + phones.endings());
      }
      figures = figures(open, before, with, window);
    }
    if (takesLong) {
      figures.addAll(vanish(meter));
    }
    return figures;
  }

  private int roomFor() {
    long room = Math.min(OpenFiles.free(), OpenFileLimit.free(edgePid)) - SPARE_FILES;
    int wanted = (int) Math.min(Math.min(MAX_CONNECTIONS, system.maxLiveConnections()), room);
    if (wanted < QUICK_CONNECTIONS) {
      throw new OperationFailedException(
          "room for " + room + " connections: expected more open files (ulimit -n)");
    }
    return wanted;
  }

  /** What is made once, by the first connections and shakes, shall not count. */
  private void warmUp(Meter meter, int wanted) throws InterruptedException {
    try (IdlePhones phones = IdlePhones.of(system.edge(), system::ticket)) {
      phones.hold(Math.min(wanted, QUICK_CONNECTIONS), OPEN_TIMEOUT);
      shakes(meter, wanted);
    }
  }

  private Memory memory(String when, Meter meter) throws InterruptedException {
    meter.awaitQuiet();
    Memory memory = new Memory(ProcessMemory.read(edgePid), KernelMemory.read());
    notes.progress(
        String.format(
            Locale.ROOT,
            "%s: heap %,.1f MB, outside of it %,.1f MB, resident %,.1f MB; kernel %,.1f MB by %s",
            when,
            memory.edge().heap() / 1e6,
            memory.edge().outside() / 1e6,
            memory.edge().resident() / 1e6,
            memory.kernel().bytes() / 1e6,
            memory.kernel().source()));
    return memory;
  }

  /** Shakes of other users than those who hold connections. */
  private Window shakes(Meter meter, int wanted) throws InterruptedException {
    int users = scale.users() - wanted;
    try (LoadGenerator load =
        LoadGenerator.start(
            BenchSystem.address(system.edge()),
            system.shakes("", wanted, users),
            new DueUsers(users, scale.turn().plus(EdgeBench.TURN_MARGIN)),
            SHAKE_CONNECTIONS,
            new Pace(SHAKES_PER_SECOND))) {
      awaitAnswers(load);
      meter.measure(load, scale.window());
      Window window = meter.measure(load, scale.window().multipliedBy(2));
      notes.quote(window.cpu());
      LoadCounts counts = window.counts();
      if (counts.answered() == 0) {
        throw new OperationFailedException("no shake was answered beside connections: " + counts);
      }
      return window;
    }
  }

  /** Servers that have just started may take a while. */
  private static void awaitAnswers(LoadGenerator load) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
    while (load.counts().answered() == 0) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new OperationFailedException("no shake was answered: " + load.counts());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private List<Figure> figures(int open, Memory before, Memory with, Window window) {
    double heap = each(with.edge().heap() - before.edge().heap(), open);
    double outside = each(with.edge().outside() - before.edge().outside(), open);
    // The other ends are on this machine too, and each has its socket.
    double kernel = each(with.kernel().bytes() - before.kernel().bytes(), 2 * open);
    double resident = each(with.edge().resident() - before.edge().resident(), open);
    if (with.kernel().source() != KernelMemory.Source.SLABINFO) {
      notes.warn("the kernel's part is by " + with.kernel().source() + ", which is less exact");
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(NAME, "connections", "connections", open));
    figures.add(
        Figure.of(NAME, "bytes_each", "bytes", heap + outside + kernel)
            .aimingAt(Goal.atMost(GOAL_BYTES)));
    figures.add(Figure.of(NAME, "heap_bytes_each", "bytes", heap));
    figures.add(Figure.of(NAME, "outside_heap_bytes_each", "bytes", outside));
    figures.add(Figure.of(NAME, "kernel_bytes_each", "bytes", kernel));
    figures.add(Figure.of(NAME, "resident_bytes_each", "bytes", resident));
    double due = window.counts().due();
    figures.add(
        Figure.of(NAME, "answered_share", "ratio", Math.min(1, window.counts().answered() / due))
            .aimingAt(Goal.atLeast(0.99)));
    figures.add(Figure.of(NAME, "p50_ms", "ms", window.latencyMillis(50)));
    figures.add(Figure.of(NAME, "p99_ms", "ms", window.latencyMillis(99)));
    return figures;
  }

  private static double each(long bytes, int connections) {
    return (double) bytes / connections;
  }

  /** Half an hour of phones that vanish; memory is looked at each minute. */
  private List<Figure> vanish(Meter meter) throws InterruptedException {
    Duration length = scale.isQuick() ? LOOK_EVERY : LONG;
    List<Long> bytes = new ArrayList<>();
    long vanished;
    long noticed;
    try (VanishingPhones phones =
        VanishingPhones.start(system.edge(), system::ticket, VANISH_PER_SECOND, HELD, roomFor())) {
      for (long looks = length.dividedBy(LOOK_EVERY); looks > 0; looks--) {
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        phones.check();
        ProcessMemory memory = ProcessMemory.read(edgePid);
        bytes.add(memory.heap() + memory.outside());
        notes.progress(
            String.format(
                Locale.ROOT,
                "%,d phones have vanished, %,d sockets are held: heap %,.1f MB, outside %,.1f MB",
                phones.vanished(),
                phones.silent(),
                memory.heap() / 1e6,
                memory.outside() / 1e6));
      }
      vanished = phones.vanished();
      noticed = phones.noticed();
    }
    meter.awaitQuiet();
    double growth = growth(bytes);
    return List.of(
        Figure.of(NAME, "vanished", "phones", (double) vanished),
        Figure.of(NAME, "vanished_noticed", "phones", (double) noticed),
        Figure.of(NAME, "vanished_memory_growth", "ratio", growth)
            .aimingAt(Goal.atMost(MAX_GROWTH)));
  }

  /** The last third over the second: by then as many vanish as are noticed. */
  static double growth(List<Long> bytes) {
    int third = Math.max(1, bytes.size() / 3);
    List<Long> last = bytes.subList(bytes.size() - third, bytes.size());
    List<Long> before =
        bytes.subList(Math.max(0, bytes.size() - 2 * third), Math.max(1, bytes.size() - third));
    return mean(last) / mean(before);
  }

  private static double mean(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
