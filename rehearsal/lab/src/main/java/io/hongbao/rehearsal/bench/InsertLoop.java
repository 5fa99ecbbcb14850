package io.hongbao.rehearsal.bench;

import com.sun.management.OperatingSystemMXBean;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.TallyMark;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.processes.JavaCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The baseline of the wallet, a process of its own: threads with a connection each insert the rows
 * of one transfer after the other, as one would write it down, and commit each.
 */
final class InsertLoop {

  static final String NAME = "jdbc-1";
  static final String PAYER = "house";
  static final long AMOUNT_FEN = 188;

  private static final String ACCOUNT =
      "INSERT INTO accounts (id, state) VALUES (?, 'OPEN') ON CONFLICT (id) DO NOTHING";
  private static final String TRANSFER =
      "INSERT INTO transfers (key, payer, payee, amount_fen, state) VALUES (?, ?, ?, ?, 'PAID')";
  private static final String ENTRY =
      "INSERT INTO entries (key, account, amount_fen) VALUES (?, ?, ?)";

  /** As the wallet has them under {@code up}. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xms16m", "-Xmx256m", "-XX:+UseSerialGC");

  private static final long MARK_EVERY_MILLIS = 100;
  private static final Duration MARK_TIMEOUT = Duration.ofSeconds(60);

  private InsertLoop() {}

  /**
   * Starts it.
   *
   * @param databaseUrl of the wallet, with its tables
   * @param run makes its keys differ from those of other runs
   */
  static Running start(DataDirectory data, String databaseUrl, int connections, int run) {
    Path marks = data.root().resolve(NAME + "-" + run + ".marks");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(JVM_OPTIONS);
    command.addAll(
        List.of(
            InsertLoop.class.getName(),
            databaseUrl,
            String.valueOf(connections),
            String.valueOf(run),
            marks.toString()));
    return new Running(
        ChildProcess.start(
            command,
            JavaCommand.environment(),
            data.pidFile(NAME),
            data.logs().resolve(NAME + ".log")),
        marks);
  }

  /** The process. */
  record Running(ChildProcess process, Path marks) implements AutoCloseable {

    /**
     * Waits for its next word of how far it is.
     *
     * @throws OperationFailedException if none comes
     */
    TallyMark nextMark() throws InterruptedException {
      int before = TallyMark.read(marks).size();
      long deadlineNanos = System.nanoTime() + MARK_TIMEOUT.toNanos();
      while (process.isAlive() && System.nanoTime() - deadlineNanos < 0) {
        List<TallyMark> all = TallyMark.read(marks);
        if (all.size() > before) {
          return all.get(before);
        }
        TimeUnit.MILLISECONDS.sleep(MARK_EVERY_MILLIS / 10);
      }
      throw new OperationFailedException(
          "the loop of inserts does not go on; see logs/" + NAME + ".log");
    }

    @Override
    public void close() {
      process.end(Duration.ofSeconds(3));
    }
  }

  /** Takes the database, how many connections, the number of the run, and the file for marks. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int connections = Integer.parseInt(arguments[1]);
    LongAdder inserted = new LongAdder();
    for (int i = 0; i < connections; i++) {
      String prefix = "jdbc-" + arguments[2] + "-" + i + "-";
      new Thread(() -> insertOrExit(arguments[0], prefix, inserted), prefix).start();
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Path marks = Path.of(arguments[3]);
    while (true) {
      new TallyMark(inserted.sum(), 0, System.nanoTime(), system.getProcessCpuTime())
          .appendTo(marks);
      TimeUnit.MILLISECONDS.sleep(MARK_EVERY_MILLIS);
    }
  }

  private static void insertOrExit(String databaseUrl, String prefix, LongAdder inserted) {
    try {
      insert(databaseUrl, prefix, inserted);
    } catch (SQLException e) {
      System.err.println("the loop of inserts ends: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void insert(String databaseUrl, String prefix, LongAdder inserted)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(databaseUrl);
        PreparedStatement account = connection.prepareStatement(ACCOUNT);
        PreparedStatement transfer = connection.prepareStatement(TRANSFER);
        PreparedStatement entry = connection.prepareStatement(ENTRY)) {
      connection.setAutoCommit(false);
      for (long number = 0; ; number++) {
        String name = prefix + number;
        transfer.setString(1, "bench-" + name);
        transfer.setString(2, PAYER);
        transfer.setString(3, name);
        transfer.setLong(4, AMOUNT_FEN);
        transfer.executeUpdate();
        account.setString(1, name);
        account.executeUpdate();
        book(entry, "bench-" + name, PAYER, -AMOUNT_FEN);
        book(entry, "bench-" + name, name, AMOUNT_FEN);
        connection.commit();
        inserted.increment();
      }
    }
  }

  private static void book(PreparedStatement entry, String key, String account, long amountFen)
      throws SQLException {
    entry.setString(1, key);
    entry.setString(2, account);
    entry.setLong(3, amountFen);
    entry.executeUpdate();
  }
}
