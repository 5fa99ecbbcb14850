package io.hongbao.ops.money;

import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.proof.money.WalletTransfer;
import io.hongbao.proof.trace.UserTrace;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the payment system about one user. */
public final class WalletAccount {

  /** Of a user who was paid more often the first ones are asked for, one call each. */
  private static final int MAX_TRANSFERS = 1_000;

  private WalletAccount() {}

  /**
   * A user's balance, and what became of the user's payouts.
   *
   * @param wallet URL of the payment system
   * @param token what it asks for; empty for nothing
   * @throws io.hongbao.domain.OperationFailedException if it cannot be read
   */
  public static UserTrace.Account read(
      URI wallet, Optional<String> token, String user, List<PayoutInstruction> payouts) {
    WalletClient client = new WalletClient(wallet, token);
    Map<String, WalletTransfer> transfers = new HashMap<>();
    var balanceFen = client.balanceFen(user);
    payouts.stream()
        .limit(MAX_TRANSFERS)
        .forEach(
            payout ->
                client.transfer(payout.key()).ifPresent(it -> transfers.put(payout.key(), it)));
    return new UserTrace.Account(balanceFen, transfers);
  }
}
