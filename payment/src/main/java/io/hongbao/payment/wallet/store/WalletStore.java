package io.hongbao.payment.wallet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Accounts, transfers and entries. Every method is one or two statements that commit themselves, so
 * whatever fails in between leaves nothing half done. Thread-safe; each call blocks, and takes a
 * connection of the pool, but for transfers, which share one ({@link TransferBatches}).
 */
public final class WalletStore {

  /**
   * Why a transfer to a blocked account is refused, as it stands in the statement of {@link
   * TransferBatches}.
   */
  public static final String BLOCKED = "ACCOUNT_BLOCKED";

  private static final String FIND =
      """
      SELECT key, payer, payee, amount_fen, reason,
             (extract(epoch FROM decided_at) * 1000)::bigint AS decided_at_millis
      FROM transfers WHERE key = ?
      """;

  private static final String LIST =
      """
      SELECT key, payer, payee, amount_fen, reason,
             (extract(epoch FROM decided_at) * 1000)::bigint AS decided_at_millis
      FROM transfers WHERE key > ? ORDER BY key LIMIT ?
      """;

  private static final String REFUSE =
      """
      INSERT INTO transfers (key, state, reason) VALUES (?, 'REFUSED', ?)
      ON CONFLICT (key) DO NOTHING
      """;

  private static final String SET_BLOCKED =
      """
      INSERT INTO accounts (id, state) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET state = excluded.state
      """;

  private static final String ACCOUNT =
      """
      SELECT state = 'BLOCKED' AS blocked,
             (SELECT coalesce(sum(amount_fen), 0)::bigint FROM entries WHERE account = ?) AS balance
      FROM (VALUES (?)) AS asked (id) LEFT JOIN accounts ON accounts.id = asked.id
      WHERE accounts.id IS NOT NULL OR EXISTS (SELECT FROM entries WHERE account = asked.id)
      """;

  private static final String ENTRIES =
      """
      SELECT id, key, amount_fen, (extract(epoch FROM booked_at) * 1000)::bigint AS booked_at_millis
      FROM entries WHERE account = ? AND id < ? ORDER BY id DESC LIMIT ?
      """;

  private static final String TOTALS =
      """
      SELECT (SELECT count(*) FROM transfers WHERE state = 'PAID') AS paid,
             (SELECT count(*) FROM transfers WHERE state = 'REFUSED') AS refused,
             (SELECT coalesce(sum(amount_fen), 0)::bigint FROM transfers WHERE state = 'PAID')
               AS paid_fen,
             (SELECT coalesce(sum(amount_fen), 0)::bigint FROM entries) AS entries_sum_fen,
             (SELECT count(*) FROM (
                SELECT key FROM entries GROUP BY key HAVING sum(amount_fen) <> 0 OR count(*) <> 2
              ) AS unbalanced) AS unbalanced
      """;

  private final DataSource database;
  private final TransferBatches batches;

  WalletStore(DataSource database, TransferBatches batches) {
    this.database = database;
    this.batches = batches;
  }

  /**
   * What all transfers come to.
   *
   * @param entriesSumFen 0 unless money was made or lost
   * @param unbalanced keys whose entries are not two that cancel out
   */
  public record Totals(
      long paid, long refused, long paidFen, long entriesSumFen, long unbalanced) {}

  /**
   * Pays, or refuses if the payee is blocked, or finds what was decided for the key before. The
   * caller compares what was decided with what it asked for ({@link DecidedTransfer#isOf}).
   * Transfers that are asked for at the same time are committed together.
   *
   * @throws SQLException if it is unknown whether anything was decided: ask again by the same key
   */
  public Decision transfer(Transfer asked) throws SQLException {
    return batches.decide(asked);
  }

  /** What was decided for a key; empty if nothing was yet. */
  public Optional<DecidedTransfer> find(String key) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return find(connection, key);
    }
  }

  /**
   * What was decided, in the order of the keys.
   *
   * @param after only keys behind this one; empty for the first
   * @param limit how many at most
   */
  public List<DecidedTransfer> list(String after, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement ask = connection.prepareStatement(LIST)) {
      ask.setString(1, after);
      ask.setInt(2, limit);
      List<DecidedTransfer> decided = new ArrayList<>();
      try (ResultSet found = ask.executeQuery()) {
        while (found.next()) {
          decided.add(DecidedTransfer.of(found));
        }
      }
      return decided;
    }
  }

  /**
   * Refuses a key for ever, unless it is decided already.
   *
   * @return what is decided for it
   */
  public DecidedTransfer refuse(String key, String reason) throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement refuse = connection.prepareStatement(REFUSE)) {
        refuse.setString(1, key);
        refuse.setString(2, reason);
        refuse.executeUpdate();
      }
      return find(connection, key).orElseThrow();
    }
  }

  /** Blocks or opens an account, which is made if there is none. */
  public void setBlocked(String account, boolean blocked) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement set = connection.prepareStatement(SET_BLOCKED)) {
      set.setString(1, account);
      set.setString(2, blocked ? "BLOCKED" : "OPEN");
      set.executeUpdate();
    }
  }

  /**
   * An account's balance with entries, newest first.
   *
   * @param before entries with an id below this, {@link Long#MAX_VALUE} for the newest
   * @param limit how many at most
   * @return empty if there is no such account
   */
  public Optional<Statement> statement(String account, long before, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement ask = connection.prepareStatement(ACCOUNT)) {
      ask.setString(1, account);
      ask.setString(2, account);
      try (ResultSet found = ask.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        boolean blocked = found.getBoolean("blocked");
        long balanceFen = found.getLong("balance");
        List<Statement.Entry> entries = entries(connection, account, before, limit);
        long next = entries.size() < limit ? 0 : entries.get(limit - 1).id();
        return Optional.of(new Statement(account, blocked, balanceFen, entries, next));
      }
    }
  }

  /** Reads every row: for reconciliation, not for each request. */
  public Totals totals() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement ask = connection.prepareStatement(TOTALS);
        ResultSet found = ask.executeQuery()) {
      found.next();
      return new Totals(
          found.getLong("paid"),
          found.getLong("refused"),
          found.getLong("paid_fen"),
          found.getLong("entries_sum_fen"),
          found.getLong("unbalanced"));
    }
  }

  /** Whether the database answers within a second. */
  public boolean isReachable() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Optional<DecidedTransfer> find(Connection connection, String key)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, key);
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? Optional.of(DecidedTransfer.of(found)) : Optional.empty();
      }
    }
  }

  private static List<Statement.Entry> entries(
      Connection connection, String account, long before, int limit) throws SQLException {
    try (PreparedStatement ask = connection.prepareStatement(ENTRIES)) {
      ask.setString(1, account);
      ask.setLong(2, before);
      ask.setInt(3, limit);
      List<Statement.Entry> entries = new ArrayList<>();
      try (ResultSet found = ask.executeQuery()) {
        while (found.next()) {
          entries.add(
              new Statement.Entry(
                  found.getLong("id"),
                  found.getString("key"),
                  found.getLong("amount_fen"),
                  found.getLong("booked_at_millis")));
        }
      }
      return entries;
    }
  }
}
