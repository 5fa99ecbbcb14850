package io.hongbao.payment.wallet.http;

import io.hongbao.payment.http.BoundedServer;
import io.hongbao.payment.http.Call;
import io.hongbao.payment.http.Json;
import io.hongbao.payment.http.ProblemDetails;
import io.hongbao.payment.wallet.store.Transfer;
import io.hongbao.payment.wallet.store.WalletStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The calls of the admin port: health, figures, totals, refusals, and the faults of a rehearsal.
 */
final class AdminCalls implements BoundedServer.Calls {

  private static final int MAX_REASON_LENGTH = 200;

  private final WalletStore store;
  private final FaultSwitch faultSwitch;
  private final boolean takesFaults;
  private final WalletCounters counters;

  AdminCalls(
      WalletStore store, FaultSwitch faultSwitch, boolean takesFaults, WalletCounters counters) {
    this.store = store;
    this.faultSwitch = faultSwitch;
    this.takesFaults = takesFaults;
    this.counters = counters;
  }

  private record AccountBody(boolean blocked) {}

  private record RefusalBody(String reason) {}

  @Override
  public boolean isOpen(List<String> path) {
    return path.equals(List.of("livez")) || path.equals(List.of("readyz"));
  }

  @Override
  public void handle(String method, Call call) throws SQLException {
    try {
      switch (method) {
        case "GET" -> get(call);
        case "PUT" -> put(call);
        default -> call.problem(ProblemDetails.methodNotAllowed("GET or PUT"));
      }
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.badRequest(e.getMessage()));
    }
  }

  private void get(Call call) throws SQLException {
    switch (String.join("/", call.path())) {
      case "livez" -> call.text("alive\n");
      case "readyz" -> {
        if (store.isReachable()) {
          call.text("ready\n");
        } else {
          call.problem(ProblemDetails.DATABASE_AWAY);
        }
      }
      case "metrics" -> call.text(counters.scrape());
      case "totals" -> call.json(200, store.totals());
      case "faults" -> {
        if (takesFaults) {
          call.json(200, faultSwitch.faults());
        } else {
          call.problem(ProblemDetails.FAULTS_OFF);
        }
      }
      default -> call.problem(ProblemDetails.NOT_FOUND);
    }
  }

  private void put(Call call) throws SQLException {
    List<String> path = call.path();
    if (path.equals(List.of("faults"))) {
      if (takesFaults) {
        faultSwitch.set(Json.read(call.body(), Faults.class));
        call.json(200, faultSwitch.faults());
      } else {
        call.problem(ProblemDetails.FAULTS_OFF);
      }
    } else if (path.size() == 2 && path.get(0).equals("accounts")) {
      String account = Transfer.requireAccount("the account", path.get(1));
      boolean blocked = Json.read(call.body(), AccountBody.class).blocked();
      store.setBlocked(account, blocked);
      call.json(200, Map.of("account", account, "blocked", blocked));
    } else if (path.size() == 2 && path.get(0).equals("refusals")) {
      String key = Transfer.requireKey(path.get(1));
      String reason = Json.read(call.body(), RefusalBody.class).reason();
      if (reason == null || reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
        throw new IllegalArgumentException(
            "reason is not 1 to " + MAX_REASON_LENGTH + " characters");
      }
      TransferHandler.tell(call, store.refuse(key, reason));
    } else {
      call.problem(ProblemDetails.NOT_FOUND);
    }
  }
}
