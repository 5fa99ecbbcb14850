package io.hongbao.payment.wallet.http;

import io.hongbao.payment.http.Call;
import io.hongbao.payment.http.Json;
import io.hongbao.payment.http.ProblemDetails;
import io.hongbao.payment.wallet.store.DecidedTransfer;
import io.hongbao.payment.wallet.store.Decision;
import io.hongbao.payment.wallet.store.Transfer;
import io.hongbao.payment.wallet.store.WalletStore;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** {@code POST /transfers}: pays once for each idempotency key, and fails as it is told to. */
final class TransferHandler {

  private final WalletStore store;
  private final FaultSwitch faultSwitch;
  private final WalletCounters counters;

  TransferHandler(WalletStore store, FaultSwitch faultSwitch, WalletCounters counters) {
    this.store = store;
    this.faultSwitch = faultSwitch;
    this.counters = counters;
  }

  /** The body of the request. */
  private record Body(String payer, String payee, long amountFen) {}

  /** In a worker thread: it waits for the database. */
  void handle(Call call) throws SQLException {
    String key;
    try {
      key = Transfer.requireKey(call.header("Idempotency-Key"));
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.badRequest(e.getMessage()));
      return;
    }
    Transfer asked;
    try {
      Body body = Json.read(call.body(), Body.class);
      asked = new Transfer(key, body.payer(), body.payee(), body.amountFen());
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.invalid(key, e.getMessage()));
      return;
    }
    FaultSwitch.Draw draw = faultSwitch.draw();
    switch (draw.fault()) {
      case NONE -> answer(call, asked, store.transfer(asked));
      case ERROR -> {
        if (draw.paysFirst()) {
          count(asked, store.transfer(asked));
        }
        call.problem(ProblemDetails.FAILED);
      }
      case GARBAGE -> {
        count(asked, store.transfer(asked));
        call.send(200, "application/json", draw.garbage());
      }
      case SILENT -> {
        count(asked, store.transfer(asked));
        closeAfter(call, draw.faults().silentMillis());
      }
      case SLOW -> {
        answerAfter(call, asked, store.transfer(asked), draw.faults().slowMillis());
      }
    }
  }

  private void answer(Call call, Transfer asked, Decision decision) {
    count(asked, decision);
    DecidedTransfer decided = decision.transfer();
    if (!decided.isOf(asked)) {
      call.problem(ProblemDetails.conflict(asked.key()));
    } else {
      tell(call, decided);
    }
  }

  /** The decision; the same words whenever it is asked for. */
  static void tell(Call call, DecidedTransfer decided) {
    if (decided.isPaid()) {
      call.json(
          200,
          Map.of(
              "key", decided.key(),
              "state", "PAID",
              "payer", decided.payer(),
              "payee", decided.payee(),
              "amountFen", decided.amountFen(),
              "paidAtMs", decided.decidedAtMillis()));
    } else {
      call.problem(
          ProblemDetails.refused(decided.key(), decided.refusal(), decided.decidedAtMillis()));
    }
  }

  private void count(Transfer asked, Decision decision) {
    if (!decision.transfer().isOf(asked)) {
      counters.conflicts.increment();
    } else if (decision.isRepeat()) {
      counters.repeated.increment();
    } else if (decision.transfer().isPaid()) {
      counters.paid.increment();
    } else {
      counters.refused.increment();
    }
  }

  private static void closeAfter(Call call, int millis) {
    call.exchange()
        .getIoThread()
        .executeAfter(
            () -> IoUtils.safeClose(call.exchange().getConnection()),
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void answerAfter(Call call, Transfer asked, Decision decision, int millis) {
    call.exchange()
        .getIoThread()
        .executeAfter(() -> answer(call, asked, decision), millis, TimeUnit.MILLISECONDS);
  }
}
