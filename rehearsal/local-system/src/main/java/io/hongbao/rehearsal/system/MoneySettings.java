package io.hongbao.rehearsal.system;

import java.util.Optional;

/**
 * How packets are paid.
 *
 * @param databaseUrl of JDBC: the PostgreSQL that the wallet keeps its accounts in; empty for one
 *     that is started here
 */
public record MoneySettings(Optional<String> databaseUrl) {

  /** With a PostgreSQL of its own. */
  public static final MoneySettings LOCAL = new MoneySettings(Optional.empty());

  public MoneySettings {
    databaseUrl.ifPresent(
        url -> {
          if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                "--wallet-database is "
                    + url
                    + ", expected jdbc:postgresql://HOST:PORT/DATABASE?user=USER, or none");
          }
        });
  }
}
