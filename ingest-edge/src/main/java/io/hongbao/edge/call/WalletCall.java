package io.hongbao.edge.call;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.wallet.WalletReader;
import io.hongbao.edge.wallet.WalletReader.Account;
import io.hongbao.edge.wallet.WalletReader.Entry;
import io.hongbao.tickets.Ticket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a user has in the wallet. Thread-safe; never blocks. */
public final class WalletCall {

  /** What is said while the wallet does not answer. */
  public static final EdgeReply AWAY = new EdgeReply.Problem(HttpProblem.WALLET_AWAY);

  private final Optional<WalletReader> wallet;

  /** A call; without a wallet it is a 404. */
  public WalletCall(Optional<WalletReader> wallet) {
    this.wallet = wallet;
  }

  /** Asks the wallet. The stage ends in any thread, and never in a failure. */
  public CompletionStage<EdgeReply> ask(Ticket ticket) {
    if (wallet.isEmpty()) {
      return CompletableFuture.completedFuture(new EdgeReply.Problem(HttpProblem.NO_WALLET));
    }
    return wallet
        .get()
        .account(ticket.user())
        .handle((account, failure) -> failure == null ? new EdgeReply.Wallet(json(account)) : AWAY);
  }

  private static String json(Account account) {
    StringBuilder json = new StringBuilder(64 + 96 * account.entries().size());
    json.append("{\"balanceFen\":").append(account.balanceFen()).append(",\"entries\":[");
    String separator = "";
    for (Entry entry : account.entries()) {
      JsonStrings.append(json.append(separator).append("{\"key\":"), entry.key())
          .append(",\"amountFen\":")
          .append(entry.amountFen())
          .append(",\"bookedAtMs\":")
          .append(entry.bookedAtMillis())
          .append('}');
      separator = ",";
    }
    return json.append("]}").toString();
  }
}
