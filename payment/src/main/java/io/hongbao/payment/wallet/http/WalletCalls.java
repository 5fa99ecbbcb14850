package io.hongbao.payment.wallet.http;

import io.hongbao.payment.http.BoundedServer;
import io.hongbao.payment.http.Call;
import io.hongbao.payment.http.ProblemDetails;
import io.hongbao.payment.wallet.store.DecidedTransfer;
import io.hongbao.payment.wallet.store.Statement;
import io.hongbao.payment.wallet.store.Transfer;
import io.hongbao.payment.wallet.store.WalletStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The calls of clients. */
final class WalletCalls implements BoundedServer.Calls {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final int MAX_LISTED = 1_000;

  private final WalletStore store;
  private final TransferHandler transfers;

  WalletCalls(WalletStore store, TransferHandler transfers) {
    this.store = store;
    this.transfers = transfers;
  }

  @Override
  public void handle(String method, Call call) throws SQLException {
    List<String> path = call.path();
    if (path.equals(List.of("transfers"))) {
      if (method.equals("GET")) {
        transfers(call);
      } else if (!method.equals("POST")) {
        call.problem(ProblemDetails.methodNotAllowed("GET or POST"));
      } else if (!saysJson(call)) {
        call.problem(ProblemDetails.NOT_JSON);
      } else {
        transfers.handle(call);
      }
    } else if (!isRead(path)) {
      call.problem(ProblemDetails.NOT_FOUND);
    } else if (!method.equals("GET")) {
      call.problem(ProblemDetails.methodNotAllowed("GET"));
    } else if (path.get(0).equals("transfers")) {
      transfer(call, path.get(1));
    } else {
      statement(call, path.get(1));
    }
  }

  private static boolean isRead(List<String> path) {
    return (path.size() == 2 && path.get(0).equals("transfers"))
        || (path.size() == 3 && path.get(0).equals("accounts") && path.get(2).equals("statement"));
  }

  private static boolean saysJson(Call call) {
    String type = call.header("Content-Type");
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private void transfer(Call call, String key) throws SQLException {
    try {
      Transfer.requireKey(key);
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.badRequest(e.getMessage()));
      return;
    }
    store
        .find(key)
        .ifPresentOrElse(
            it -> TransferHandler.tell(call, it), () -> call.problem(ProblemDetails.NO_TRANSFER));
  }

  /** A page of everything that was decided, for those who compare. */
  private void transfers(Call call) throws SQLException {
    String after = call.query("after");
    int limit;
    try {
      limit = (int) number(call, "limit", DEFAULT_LIMIT, 1, MAX_LISTED);
      if (after != null) {
        Transfer.requireKey(after);
      }
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.badRequest(e.getMessage()));
      return;
    }
    List<DecidedTransfer> decided = store.list(after == null ? "" : after, limit);
    call.json(
        200,
        Map.of(
            "transfers",
            decided.stream().map(WalletCalls::listed).toList(),
            "next",
            decided.size() < limit ? "" : decided.get(limit - 1).key()));
  }

  private static Map<String, Object> listed(DecidedTransfer decided) {
    Map<String, Object> json = new TreeMap<>();
    json.put("key", decided.key());
    json.put("state", decided.isPaid() ? "PAID" : "REFUSED");
    json.put("amountFen", decided.amountFen());
    json.put("decidedAtMs", decided.decidedAtMillis());
    if (decided.payee() != null) {
      json.put("payer", decided.payer());
      json.put("payee", decided.payee());
    }
    if (!decided.isPaid()) {
      json.put("reason", decided.refusal());
    }
    return json;
  }

  private void statement(Call call, String account) throws SQLException {
    long before;
    int limit;
    try {
      Transfer.requireAccount("the account", account);
      before = number(call, "before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
      limit = (int) number(call, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    } catch (IllegalArgumentException e) {
      call.problem(ProblemDetails.badRequest(e.getMessage()));
      return;
    }
    store
        .statement(account, before, limit)
        .ifPresentOrElse(it -> tell(call, it), () -> call.problem(ProblemDetails.NO_ACCOUNT));
  }

  private static void tell(Call call, Statement statement) {
    call.json(
        200,
        Map.of(
            "account", statement.account(),
            "blocked", statement.blocked(),
            "balanceFen", statement.balanceFen(),
            "entries",
                statement.entries().stream()
                    .map(
                        it ->
                            Map.of(
                                "id", it.id(),
                                "key", it.key(),
                                "amountFen", it.amountFen(),
                                "bookedAtMs", it.bookedAtMillis()))
                    .toList(),
            "next", statement.next()));
  }

  private static long number(Call call, String name, long otherwise, long min, long max) {
    String text = call.query(name);
    if (text == null) {
      return otherwise;
    }
    String expected = name + " is not a number from " + min + " to " + max;
    try {
      long value = Long.parseLong(text);
      if (value < min || value > max) {
        throw new IllegalArgumentException(expected);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }
}
