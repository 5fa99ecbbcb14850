package io.hongbao.payment.wallet.http;

import io.hongbao.payment.http.BearerToken;
import io.hongbao.payment.http.BoundedServer;
import io.hongbao.payment.wallet.store.WalletStore;
import java.util.Optional;

/** The wallet's two ports: one for who pays and reads statements, one for operators. */
public final class WalletServer implements AutoCloseable {

  private static final int MAX_ADMIN_CALLS = 16;

  private final BoundedServer clients;
  private final BoundedServer operators;

  private WalletServer(BoundedServer clients, BoundedServer operators) {
    this.clients = clients;
    this.operators = operators;
  }

  /**
   * Where the wallet listens, and to whom.
   *
   * @param port 0 for any free one, as for the admin port
   * @param maxInFlight requests that are served at a time; what is beyond hears 503
   * @param takesFaults whether the admin port may make it fail
   */
  public record Settings(
      String address,
      int port,
      int adminPort,
      int maxInFlight,
      Optional<BearerToken> token,
      Optional<BearerToken> adminToken,
      boolean takesFaults) {}

  public static WalletServer start(Settings settings, WalletStore store) {
    WalletCounters counters = new WalletCounters();
    FaultSwitch faultSwitch = new FaultSwitch();
    TransferHandler transfers = new TransferHandler(store, faultSwitch, counters);
    BoundedServer clients =
        BoundedServer.start(
            new BoundedServer.Port(
                settings.address(), settings.port(), settings.maxInFlight(), settings.token()),
            new WalletCalls(store, transfers),
            counters.port);
    try {
      BoundedServer operators =
          BoundedServer.start(
              new BoundedServer.Port(
                  settings.address(), settings.adminPort(), MAX_ADMIN_CALLS, settings.adminToken()),
              new AdminCalls(store, faultSwitch, settings.takesFaults(), counters),
              new BoundedServer.Counts());
      return new WalletServer(clients, operators);
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  public int port() {
    return clients.port();
  }

  public int adminPort() {
    return operators.port();
  }

  @Override
  public void close() {
    clients.close();
    operators.close();
  }
}
