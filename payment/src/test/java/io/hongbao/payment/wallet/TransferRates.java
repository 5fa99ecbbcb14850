package io.hongbao.payment.wallet;

import io.hongbao.payment.fixtures.TestPostgres;
import io.hongbao.payment.fixtures.WalletClient;
import io.hongbao.payment.wallet.store.Transfer;
import io.hongbao.payment.wallet.store.WalletDatabase;
import io.hongbao.payment.wallet.store.WalletStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Transfers a second of the wallet beside a plain JDBC loop that inserts the same rows, in turn, by
 * as many threads with a connection each. A program to run by hand:
 *
 * <pre>
 * TransferRates THREADS TRANSFERS ROUNDS
 * </pre>
 */
final class TransferRates {

  private static final String TRANSFER =
      "INSERT INTO transfers (key, payer, payee, amount_fen, state) VALUES (?, ?, ?, ?, 'PAID')";
  private static final String ENTRY =
      "INSERT INTO entries (key, account, amount_fen) VALUES (?, ?, ?)";
  private static final String ACCOUNT =
      "INSERT INTO accounts (id, state) VALUES (?, 'OPEN') ON CONFLICT (id) DO NOTHING";

  private TransferRates() {}

  /** What a thread does for its transfers, from {@code first} up to {@code end}. */
  private interface Work {
    void run(int first, int end) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[0]);
    int transfers = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    String url = TestPostgres.newDatabase();
    double[] plain = new double[rounds];
    double[] stored = new double[rounds];
    double[] called = new double[rounds];
    try (WalletDatabase database =
            WalletDatabase.open(
                new WalletDatabase.Settings(url, threads, 60_000, 60_000, 1, Optional.empty()));
        Wallet wallet = Wallet.start(WalletSettings.local(url, 0, 0))) {
      WalletStore store = database.store();
      WalletClient client = new WalletClient(wallet.port());
      for (int round = 0; round < rounds; round++) {
        String prefix = "r" + round + "-";
        plain[round] =
            rate(threads, transfers, (first, end) -> insert(url, prefix + "plain-", first, end));
        stored[round] =
            rate(
                threads,
                transfers,
                (first, end) -> {
                  for (int i = first; i < end; i++) {
                    store.transfer(new Transfer(prefix + "store-" + i, "house", "user-" + i, 188));
                  }
                });
        called[round] =
            rate(
                threads,
                transfers,
                (first, end) -> {
                  for (int i = first; i < end; i++) {
                    client.pay(prefix + "http-" + i, "user-" + i, 188);
                  }
                });
        System.out.printf(
            Locale.ROOT,
            "round %d: plain JDBC %.0f/s, store %.0f/s, HTTP %.0f/s%n",
            round,
            plain[round],
            stored[round],
            called[round]);
      }
      System.out.printf(
          Locale.ROOT,
          "median: store %.2f, HTTP %.2f of plain JDBC; %s%n",
          median(stored) / median(plain),
          median(called) / median(plain),
          store.totals());
    }
    System.exit(0);
  }

  private static void insert(String url, String prefix, int first, int end) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement account = connection.prepareStatement(ACCOUNT);
        PreparedStatement transfer = connection.prepareStatement(TRANSFER);
        PreparedStatement entry = connection.prepareStatement(ENTRY)) {
      connection.setAutoCommit(false);
      for (int i = first; i < end; i++) {
        String key = prefix + i;
        account.setString(1, "user-" + i);
        account.executeUpdate();
        transfer.setString(1, key);
        transfer.setString(2, "house");
        transfer.setString(3, "user-" + i);
        transfer.setLong(4, 188);
        transfer.executeUpdate();
        entry.setString(1, key);
        entry.setString(2, "house");
        entry.setLong(3, -188);
        entry.addBatch();
        entry.setString(2, "user-" + i);
        entry.setLong(3, 188);
        entry.addBatch();
        entry.executeBatch();
        connection.commit();
      }
    }
  }

  private static double rate(int threads, int transfers, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long startedNanos = System.nanoTime();
    List<Future<?>> parts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int first = transfers * i / threads;
      int end = transfers * (i + 1) / threads;
      parts.add(
          pool.submit(
              () -> {
                work.run(first, end);
                return null;
              }));
    }
    for (Future<?> part : parts) {
      part.get();
    }
    pool.shutdown();
    return transfers * 1e9 / (System.nanoTime() - startedNanos);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
