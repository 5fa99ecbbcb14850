package io.hongbao.payment.wallet.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides transfers that come at the same time together, in one statement and one commit: a thread
 * takes all that wait, decides them, and meanwhile the next ones gather. Nobody waits for others to
 * come. Thread-safe.
 */
final class TransferBatches implements AutoCloseable {

  /** So many share a commit gladly; what is beyond waits for the next one. */
  private static final int MAX_BATCH = 256;

  /**
   * Callers wait for their decision, so there are never more than requests are served at a time.
   */
  private static final int MAX_WAITING = 10_000;

  /** Classes of SQL states for what a single transfer can cause: data, a rule, a deadlock. */
  private static final List<String> CAUSED_BY_ONE = List.of("22", "23", "40");

  /**
   * A key is decided by who inserts its row first. Another one with the same key waits at the
   * primary key until that is committed, inserts nothing and reads what was decided; one of the
   * same statement inserts nothing at once. Several wallets insert in the order of the keys, so
   * that they do not wait for each other. OFFSET keeps the planner from a join that reads all
   * accounts.
   */
  private static final String DECIDE =
      """
      WITH decided AS (
        INSERT INTO transfers (key, payer, payee, amount_fen, state, reason)
        SELECT asked.key, asked.payer, asked.payee, asked.amount_fen,
               CASE WHEN blocked.id IS NULL THEN 'PAID' ELSE 'REFUSED' END,
               CASE WHEN blocked.id IS NULL THEN NULL ELSE 'ACCOUNT_BLOCKED' END
        FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
               AS asked (key, payer, payee, amount_fen)
        LEFT JOIN LATERAL (
          SELECT id FROM accounts WHERE id = asked.payee AND state = 'BLOCKED' OFFSET 0
        ) AS blocked ON true
        ORDER BY asked.key
        ON CONFLICT (key) DO NOTHING
        RETURNING key, payer, payee, amount_fen, state, reason, decided_at
      ), opened AS (
        INSERT INTO accounts (id, state) SELECT payee, 'OPEN' FROM decided WHERE state = 'PAID'
        ON CONFLICT (id) DO NOTHING
      ), booked AS (
        INSERT INTO entries (key, account, amount_fen)
        SELECT key, payer, -amount_fen FROM decided WHERE state = 'PAID'
        UNION ALL
        SELECT key, payee, amount_fen FROM decided WHERE state = 'PAID'
      )
      SELECT key, payer, payee, amount_fen, reason,
             (extract(epoch FROM decided_at) * 1000)::bigint AS decided_at_millis
      FROM decided
      """;

  private static final String FIND =
      """
      SELECT key, payer, payee, amount_fen, reason,
             (extract(epoch FROM decided_at) * 1000)::bigint AS decided_at_millis
      FROM transfers WHERE key = ANY (?)
      """;

  private static final long CLOSE_SECONDS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(TransferBatches.class);

  private final DataSource database;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread = new Thread(this::run, "hongbao-wallet-transfers");
  private volatile boolean isClosed;

  /** Batches whose thread runs until they are closed. */
  TransferBatches(DataSource database) {
    this.database = database;
    thread.setDaemon(true);
    thread.start();
  }

  /** A transfer with its caller. */
  private record Waiting(Transfer asked, CompletableFuture<Decision> decision) {}

  /**
   * Waits for the decision.
   *
   * @throws SQLException if it is unknown whether anything was decided
   */
  Decision decide(Transfer asked) throws SQLException {
    Waiting own = new Waiting(asked, new CompletableFuture<>());
    if (isClosed || !queue.offer(own)) {
      throw new SQLException("no more transfers are taken");
    }
    if (isClosed) {
      failAll();
    }
    try {
      return own.decision().get();
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while a transfer was decided", e);
    }
  }

  private void run() {
    try {
      while (!isClosed) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        decideAll(batch);
      }
    } catch (InterruptedException closed) {
      LOG.debug("no more transfers are taken", closed);
    }
    failAll();
  }

  private void decideAll(List<Waiting> batch) {
    try {
      List<Decision> decisions = decisions(batch.stream().map(Waiting::asked).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).decision().complete(decisions.get(i));
      }
    } catch (SQLException e) {
      if (batch.size() > 1 && isCausedByOne(e)) {
        LOG.warn("{} transfers are decided one by one: {}", batch.size(), e.getMessage());
        batch.forEach(one -> decideAll(List.of(one)));
      } else {
        fail(batch, e);
      }
    } catch (RuntimeException | Error e) {
      // Whoever asks next must not wait for a thread that has ended.
      LOG.error("a batch of transfers failed", e);
      fail(batch, e);
    }
  }

  /** Whether the others of a batch may well be decided without that one. */
  private static boolean isCausedByOne(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && CAUSED_BY_ONE.stream().anyMatch(state::startsWith);
  }

  /** In the order of what is asked. */
  private List<Decision> decisions(List<Transfer> asked) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Map<String, DecidedTransfer> rows = insert(connection, asked);
      Set<String> fresh = new HashSet<>(rows.keySet());
      List<String> others =
          asked.stream().map(Transfer::key).filter(key -> !rows.containsKey(key)).toList();
      if (!others.isEmpty()) {
        rows.putAll(find(connection, others));
      }
      List<Decision> decisions = new ArrayList<>(asked.size());
      for (Transfer transfer : asked) {
        DecidedTransfer row = rows.get(transfer.key());
        if (row == null) {
          throw new SQLException("the row of key " + transfer.key() + " is gone");
        }
        boolean isFirst = row.isOf(transfer) && fresh.remove(transfer.key());
        decisions.add(new Decision(row, !isFirst));
      }
      return decisions;
    }
  }

  /** By key; without those that were decided before. */
  private static Map<String, DecidedTransfer> insert(Connection connection, List<Transfer> asked)
      throws SQLException {
    try (PreparedStatement decide = connection.prepareStatement(DECIDE)) {
      decide.setArray(1, texts(connection, asked, Transfer::key));
      decide.setArray(2, texts(connection, asked, Transfer::payer));
      decide.setArray(3, texts(connection, asked, Transfer::payee));
      decide.setArray(
          4, connection.createArrayOf("int8", asked.stream().map(Transfer::amountFen).toArray()));
      return byKey(decide);
    }
  }

  private static Map<String, DecidedTransfer> find(Connection connection, List<String> keys)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setArray(1, connection.createArrayOf("text", keys.toArray()));
      return byKey(find);
    }
  }

  private static Map<String, DecidedTransfer> byKey(PreparedStatement statement)
      throws SQLException {
    Map<String, DecidedTransfer> rows = new HashMap<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        DecidedTransfer row = DecidedTransfer.of(found);
        rows.put(row.key(), row);
      }
    }
    return rows;
  }

  private static Array texts(
      Connection connection, List<Transfer> asked, Function<Transfer, String> value)
      throws SQLException {
    return connection.createArrayOf("text", asked.stream().map(value).toArray());
  }

  private void failAll() {
    List<Waiting> left = new ArrayList<>();
    queue.drainTo(left);
    fail(left, new SQLException("the wallet ends"));
  }

  private static void fail(List<Waiting> batch, Throwable cause) {
    batch.forEach(waiting -> waiting.decision().completeExceptionally(cause));
  }

  /** Ends once what is being decided is; what waits fails. */
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
