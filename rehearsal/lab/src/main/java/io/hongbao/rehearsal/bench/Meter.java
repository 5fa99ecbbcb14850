package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.SteadyStateDetector;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Measures servers under load. For one thread. */
final class Meter {

  /** Above this share of its core the generator may be what holds the rate down. */
  private static final double MAX_GENERATOR = 0.9;

  private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(45);
  private static final Duration QUIET_LOOK = Duration.ofMillis(500);

  /** Idle servers tick along at a few hundredths of a core each. */
  private static final double QUIET_SHARE = 0.25;

  private static final int WARM_UP_LOOKS = 3;
  private static final double WARM_UP_TOLERANCE = 0.05;

  private final ServerPids servers;
  private final Notes notes;

  Meter(ServerPids servers, Notes notes) {
    this.servers = servers;
    this.notes = notes;
  }

  /** Waits that long while load runs, and says what happened meanwhile. */
  Window measure(LoadGenerator load, Duration length) throws InterruptedException {
    load.losingMicros();
    load.packetMicros();
    LoadCounts countsBefore = load.counts();
    CpuReading cpuBefore = servers.cpu();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    LoadCounts counts = load.counts().since(countsBefore);
    CpuUse cpu = servers.cpu().since(cpuBefore);
    notes.lookForOthers(cpu);
    if (cpu.ownShare() > MAX_GENERATOR) {
      notes.warn("the load generator had no time to spare: it may have held the rate down");
    }
    return new Window(counts, cpu, load.losingMicros(), load.packetMicros());
  }

  /**
   * Measures again and again until what is read from it is flat and the servers' compilers have
   * little left to do, but no longer than allowed. Cost is flat for a while too when compilers get
   * nowhere.
   *
   * @param look the length of each measurement
   */
  void warmUp(
      String what,
      LoadGenerator load,
      Duration look,
      Duration atMost,
      ToDoubleFunction<Window> reading)
      throws InterruptedException {
    SteadyStateDetector detector = new SteadyStateDetector(WARM_UP_LOOKS, WARM_UP_TOLERANCE);
    long startNanos = System.nanoTime();
    double last = 0;
    double compiling = 1;
    while (!(detector.isFlat() && compiling <= Notes.MAX_COMPILING)
        && System.nanoTime() - startNanos < atMost.toNanos()) {
      Window window = measure(load, look);
      last = reading.applyAsDouble(window);
      compiling = window.cpu().compilerShare();
      detector.add(last);
    }
    notes.progress(
        String.format(
            Locale.ROOT,
            "%s is %s after %.0f s, at %,.1f; compilers take %.0f %% of a core",
            what,
            detector.isFlat() ? "flat" : "not flat",
            (System.nanoTime() - startNanos) / 1e9,
            last,
            100 * compiling));
  }

  /** Waits until the servers have done what they were asked for, but not for ever. */
  void awaitQuiet() throws InterruptedException {
    long startNanos = System.nanoTime();
    CpuUse use;
    do {
      CpuReading before = servers.cpu();
      TimeUnit.NANOSECONDS.sleep(QUIET_LOOK.toNanos());
      use = servers.cpu().since(before);
    } while (use.share("") > QUIET_SHARE
        && System.nanoTime() - startNanos < QUIET_TIMEOUT.toNanos());
  }
}
