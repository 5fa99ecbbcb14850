package io.hongbao.ops;

import io.hongbao.ops.money.Reconciler;
import io.hongbao.ops.money.ReconciliationFormatter;
import io.hongbao.proof.money.Reconciliation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares log, ledger, payouts and wallet. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares log, ledger, payouts and wallet to the fen; exit 1 on a difference.",
      "The log of packets is decided again for it, which needs some 2 KB of memory for each packet"
          + " that was claimed."
    })
final class ReconcileCommand implements Callable<Integer> {

  private static final long REFRESH_MILLIS = 2_000;
  private static final int MAX_WAIT_SECONDS = 600;

  /** Clears a terminal and puts the cursor to its beginning. */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  /** What has waited so long may have been lost; asking twice by one key is harmless. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(1);

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Option(
      names = "--reissue",
      description = {
        "Appends instructions again, by the same keys: those that are missing, those that the"
            + " wallet has decided unheard, and those that have waited for a minute.",
        "Then compares again."
      })
  private boolean reissue;

  @Option(names = "--watch", description = "Shows it anew every two seconds, until it is ended.")
  private boolean watch;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long a difference must last to count, since money moves meanwhile"
              + " (${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Mixin private WalletOptions wallet;
  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--wait is " + waitSeconds + ", expected 0 to " + MAX_WAIT_SECONDS + " seconds");
    }
    if (watch && (json || reissue)) {
      throw new ParameterException(
          spec.commandLine(), "--watch is for people and changes nothing: give it alone");
    }
    try (Reconciler reconciler =
        Reconciler.open(
            system.kafka(), wallet.address(system.data()), WalletOptions.token(system.data()))) {
      if (watch) {
        watch(reconciler);
      }
      Duration wait = Duration.ofSeconds(waitSeconds);
      Reconciliation found = reconciler.reconcile(wait);
      if (reissue) {
        int again = reconciler.reissue(found, LONG_WAIT);
        say(again + " instructions are appended again");
        found = again == 0 ? found : reconciler.reconcile(wait);
      }
      if (reconciler.unreadable() > 0) {
        say(reconciler.unreadable() + " records cannot be read and were skipped: see dead-letters");
      }
      print(
          json
              ? ReconciliationFormatter.toJson(found) + System.lineSeparator()
              : ReconciliationFormatter.toText(found));
      return found.isOk() ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
    }
  }

  /** What is on its way for less than a look stays out of it. */
  private void watch(Reconciler reconciler) throws InterruptedException {
    Reconciliation before = reconciler.look();
    while (!Thread.currentThread().isInterrupted()) {
      Reconciliation now = reconciler.look();
      print(CLEAR + ReconciliationFormatter.toText(now.persistingSince(before)));
      before = now;
      TimeUnit.MILLISECONDS.sleep(REFRESH_MILLIS);
    }
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
