package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does faults to the processes of a running system, found by their pid files. */
final class FaultInjector {

  /** A part that is being started again has no process for a moment. */
  private static final Duration RESTART_TIMEOUT = Duration.ofSeconds(30);

  private static final long CHECK_EVERY_MILLIS = 20;

  private final DataDirectory data;
  private final Optional<SmallDisk> disk;

  FaultInjector(DataDirectory data, Optional<SmallDisk> disk) {
    this.data = data;
    this.disk = disk;
  }

  /**
   * Begins a fault and returns at once.
   *
   * @throws OperationFailedException if the part has no process for long
   */
  InjectedFault strike(Fault fault) throws InterruptedException {
    return switch (fault.kind()) {
      case KILL -> signal(fault, "KILL");
      case PAUSE -> signal(fault, "STOP");
      case FULL -> {
        long nowMillis = System.currentTimeMillis();
        disk.orElseThrow().fill();
        yield new InjectedFault(fault, 0, nowMillis);
      }
    };
  }

  /** Waits until a fault that lasts is over, and ends it. */
  void endInTime(InjectedFault injected) throws InterruptedException {
    if (injected.fault().kind() == Fault.Kind.KILL) {
      return;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(injected.untilMillis() - System.currentTimeMillis());
    } finally {
      end(injected);
    }
  }

  private void end(InjectedFault injected) throws InterruptedException {
    switch (injected.fault().kind()) {
      case KILL -> {}
      // Who was ended meanwhile is gone, and needs it no more.
      case PAUSE -> ProcessSignals.send("CONT", injected.pid());
      case FULL -> disk.orElseThrow().free();
    }
  }

  private InjectedFault signal(Fault fault, String signal) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + RESTART_TIMEOUT.toNanos();
    Path file = data.pidFile(fault.processName());
    while (System.nanoTime() < deadlineNanos) {
      Optional<Long> pid = pid(file);
      long nowMillis = System.currentTimeMillis();
      if (pid.isPresent() && ProcessSignals.send(signal, pid.get())) {
        return new InjectedFault(fault, pid.get(), nowMillis);
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
    throw new OperationFailedException(
        fault.processName() + " has no process for " + RESTART_TIMEOUT.toSeconds() + " s");
  }

  private static Optional<Long> pid(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException startedJustNow) {
      return Optional.empty();
    }
  }
}
