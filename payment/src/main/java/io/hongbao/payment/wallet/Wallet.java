package io.hongbao.payment.wallet;

import io.hongbao.payment.wallet.http.WalletServer;
import io.hongbao.payment.wallet.store.WalletDatabase;
import io.hongbao.payment.wallet.store.WalletStore;

/** A payment system to pay into: HTTP before PostgreSQL. */
public final class Wallet implements AutoCloseable {

  private final WalletDatabase database;
  private final WalletServer server;

  private Wallet(WalletDatabase database, WalletServer server) {
    this.database = database;
    this.server = server;
  }

  /**
   * Returns when calls are served.
   *
   * @throws io.hongbao.domain.OperationFailedException if the database does not answer or a port is
   *     taken
   */
  public static Wallet start(WalletSettings settings) {
    WalletDatabase database = WalletDatabase.open(settings.database());
    try {
      return new Wallet(database, WalletServer.start(settings.server(), database.store()));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public int port() {
    return server.port();
  }

  public int adminPort() {
    return server.adminPort();
  }

  /** What it keeps, for checks beside the calls. */
  public WalletStore store() {
    return database.store();
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
