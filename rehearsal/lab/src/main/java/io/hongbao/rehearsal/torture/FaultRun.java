package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does one fault after the other while answers flow, and times how soon they flow again. */
final class FaultRun {

  /**
   * A fault and what came of it.
   *
   * @param recovery without its time if answers did not flow again in its window
   * @param cutShort whether the next fault came before they did, on purpose
   */
  record TimedFault(InjectedFault injected, Recovery recovery, boolean cutShort) {

    TimedFault {
      if (cutShort && recovery.millis().isPresent()) {
        throw new IllegalArgumentException("cut short, and recovered: " + recovery);
      }
    }

    Fault fault() {
      return injected.fault();
    }
  }

  /** Answers that have come promptly for so long flow. */
  private static final long STEADY_MILLIS = 2_000;

  private static final long CHECK_EVERY_MILLIS = 100;

  private final FaultInjector injector;
  private final AnswerRecorder recorder;
  private final Duration patience;
  private final BooleanSupplier allUp;
  private final Consumer<TimedFault> listener;

  /**
   * A run.
   *
   * @param patience the longest that answers are awaited after a fault's end
   * @param allUp whether every part is ready; a fault waits for those hit before
   * @param listener hears of each fault once it is timed
   */
  FaultRun(
      FaultInjector injector,
      AnswerRecorder recorder,
      Duration patience,
      BooleanSupplier allUp,
      Consumer<TimedFault> listener) {
    this.injector = injector;
    this.recorder = recorder;
    this.patience = patience;
    this.allUp = allUp;
    this.listener = listener;
  }

  /** Returns when answers flow after the last one, or did not for as long as is allowed. */
  List<TimedFault> run(List<Fault> plan) throws InterruptedException {
    List<TimedFault> timed = new ArrayList<>();
    awaitPromptAnswers();
    for (int i = 0; i < plan.size(); i++) {
      Optional<Fault> next = i + 1 < plan.size() ? Optional.of(plan.get(i + 1)) : Optional.empty();
      TimedFault done = doOne(plan.get(i), next);
      timed.add(done);
      listener.accept(done);
    }
    return timed;
  }

  private TimedFault doOne(Fault fault, Optional<Fault> next) throws InterruptedException {
    boolean overlapped = next.isPresent() && next.get().overlaps();
    recorder.clear();
    InjectedFault injected = injector.strike(fault);
    injector.endInTime(injected);
    if (!overlapped) {
      awaitFlow(injected);
    }
    // The pause before the next fault belongs to the window of this one.
    if (next.isPresent()) {
      TimeUnit.MILLISECONDS.sleep(next.get().after().toMillis());
    }
    Recovery recovery = overlapped ? recovery(injected) : awaitRecovery(injected);
    return new TimedFault(injected, recovery, overlapped && recovery.millis().isEmpty());
  }

  /**
   * A miss that was not told when its edge dies can be had again only while its turn may be named,
   * so a fault waits for a system that has caught up: a cold one on a busy machine takes minutes.
   */
  private void awaitPromptAnswers() throws InterruptedException {
    long deadlineMillis = System.currentTimeMillis() + patience.toMillis();
    while (System.currentTimeMillis() < deadlineMillis && !isPrompt()) {
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  /** One edge may answer at once while another is a minute behind. */
  private boolean isPrompt() {
    long nowMillis = System.currentTimeMillis();
    return Recovery.isPrompt(nowMillis, recorder.answers(), STEADY_MILLIS)
        && !recorder.isWaitingSince(nowMillis - Recovery.PROMPT_MILLIS);
  }

  /** A gap that begins in the window may end behind it. */
  private Recovery awaitRecovery(InjectedFault injected) throws InterruptedException {
    Recovery recovery = recovery(injected);
    while (recovery.millis().isEmpty() && System.currentTimeMillis() < deadlineMillis(injected)) {
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
      recovery = recovery(injected);
    }
    return recovery;
  }

  private Recovery recovery(InjectedFault injected) {
    long endMillis = Math.min(System.currentTimeMillis(), deadlineMillis(injected));
    return Recovery.of(injected, endMillis, recorder.answers());
  }

  private void awaitFlow(InjectedFault injected) throws InterruptedException {
    while (System.currentTimeMillis() < deadlineMillis(injected)) {
      if (allUp.getAsBoolean()
          && isPrompt()
          && Recovery.flows(
              injected, System.currentTimeMillis(), recorder.answers(), STEADY_MILLIS)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  private long deadlineMillis(InjectedFault injected) {
    return injected.untilMillis() + patience.toMillis();
  }
}
