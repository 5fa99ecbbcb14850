package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does faults to the processes of a running system, found by their pid files. */
final class FaultInjector {

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
    PartProcess.Signalled sent = new PartProcess(data, fault.processName()).signal(signal);
    return new InjectedFault(fault, sent.pid(), sent.atMillis());
  }
}
