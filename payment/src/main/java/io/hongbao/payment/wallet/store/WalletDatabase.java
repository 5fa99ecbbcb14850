package io.hongbao.payment.wallet.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hongbao.domain.OperationFailedException;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** The bounded pool of connections to PostgreSQL, with the tables brought up to date. */
public final class WalletDatabase implements AutoCloseable {

  private static final String MIGRATIONS = "classpath:io/hongbao/payment/wallet/migrations";

  /** Connections that are open while nobody pays; each is a process of PostgreSQL. */
  private static final int IDLE_CONNECTIONS = 2;

  private static final int IDLE_MILLIS = 60_000;

  private final HikariDataSource pool;
  private final TransferBatches batches;

  private WalletDatabase(HikariDataSource pool) {
    this.pool = pool;
    this.batches = new TransferBatches(pool);
  }

  /**
   * Where the database is and how much of it is used.
   *
   * @param url of JDBC; it may carry user and password
   * @param poolSize connections at most, 1 to 200
   * @param waitMillis how long a call waits for a connection, 250 to 60,000
   * @param statementMillis after how long PostgreSQL itself ends a statement, 100 to 600,000
   * @param startMillis how long a start waits for a database that is not there yet, 1 to 600,000
   * @param password empty for the one of the URL, if it has one
   */
  public record Settings(
      String url,
      int poolSize,
      int waitMillis,
      int statementMillis,
      int startMillis,
      Optional<String> password) {
    public Settings {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException(
            "the database's URL does not begin with jdbc:postgresql:");
      }
      require("pool size", poolSize, 1, 200);
      require("wait for a connection in ms", waitMillis, 250, 60_000);
      require("statement timeout in ms", statementMillis, 100, 600_000);
      require("wait for the database in ms", startMillis, 1, 600_000);
    }

    public static Settings of(String url) {
      return of(url, 16);
    }

    /** With the usual waits. */
    public static Settings of(String url, int poolSize) {
      return new Settings(url, poolSize, 2_000, 10_000, 30_000, Optional.empty());
    }

    public Settings withPassword(Optional<String> other) {
      return new Settings(url, poolSize, waitMillis, statementMillis, startMillis, other);
    }

    private static void require(String name, int value, int min, int max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s is %d, expected %d to %d", name, value, min, max));
      }
    }

    /** The URL may hold a password. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "PostgreSQL at %s, %d connections",
          url.replaceAll("[?].*", "").replaceAll("//[^@/]*@", "//"),
          poolSize);
    }
  }

  /**
   * Waits for the database, opens the pool and brings the tables up to date.
   *
   * @throws OperationFailedException if the database does not answer or has tables of a later
   *     version
   */
  public static WalletDatabase open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("wallet");
    config.setJdbcUrl(settings.url());
    settings.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, settings.poolSize()));
    config.setIdleTimeout(IDLE_MILLIS);
    config.setInitializationFailTimeout(settings.startMillis());
    config.setConnectionTimeout(settings.waitMillis());
    config.setAutoCommit(true);
    config.addDataSourceProperty("ApplicationName", "hongbao-wallet");
    // Else a lost server is noticed when the kernel gives up, which takes a quarter of an hour.
    config.addDataSourceProperty("socketTimeout", settings.statementMillis() / 1_000 + 5);
    config.addDataSourceProperty("options", "-c statement_timeout=" + settings.statementMillis());
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config);
      Flyway.configure().dataSource(pool).locations(MIGRATIONS).load().migrate();
      return new WalletDatabase(pool);
    } catch (RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      throw new OperationFailedException("cannot use " + settings + ": " + e.getMessage(), e);
    }
  }

  public WalletStore store() {
    return new WalletStore(pool, batches);
  }

  @Override
  public void close() {
    batches.close();
    pool.close();
  }
}
