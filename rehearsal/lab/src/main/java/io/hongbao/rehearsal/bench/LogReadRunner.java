package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.flink.FlinkApi;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TallyMark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs that read a log from its beginning to its end, one after the other. For one thread. */
final class LogReadRunner {

  /** So many marks a run. */
  private static final int STEPS = 20;

  /** Slower than any draw that deserves the name. */
  private static final long MIN_PER_SECOND = 2_000;

  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final long CHECK_EVERY_MILLIS = 20;

  private final LogServers servers;
  private final FlinkApi flink;
  private final long records;
  private final double leftOut;
  private int runs;

  /**
   * @param records that a job counts in the whole log
   * @param leftOut the share of a run that does not count: clients connect and fill their buffers
   *     meanwhile
   */
  LogReadRunner(LogServers servers, long records, double leftOut) {
    this.servers = servers;
    this.flink = servers.flink();
    this.records = records;
    this.leftOut = leftOut;
  }

  /** Records from one mark of a sink to the next. */
  long step() {
    return Math.max(1, records / STEPS);
  }

  /**
   * Runs a job over the whole log.
   *
   * @param name of its kind
   * @param job defines it, with the file for its marks
   * @throws OperationFailedException if it does not come to the end
   */
  Tallied read(String name, BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    runs++;
    String runName = name + "-" + runs;
    Path file = servers.data().root().resolve(runName + ".marks");
    servers.submit(runName, environment -> job.accept(environment, file));
    long last = step() * STEPS;
    long deadlineNanos =
        System.nanoTime()
            + START_TIMEOUT.toNanos()
            + TimeUnit.SECONDS.toNanos(records / MIN_PER_SECOND);
    List<TallyMark> marks = TallyMark.read(file);
    while (marks.isEmpty() || marks.get(marks.size() - 1).count() < last) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new OperationFailedException(
            "job " + runName + " does not come to the end of the log: " + marks);
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
      marks = TallyMark.read(file);
    }
    flink.cancel(runName);
    if (marks.stream().filter(TallyMark::isFirst).count() != 1) {
      throw new OperationFailedException("job " + runName + " was restarted while it was measured");
    }
    if (marks.get(marks.size() - 1).undecided() > 0) {
      throw new OperationFailedException("job " + runName + " left shakes undecided: " + marks);
    }
    return Tallied.of(marks, leftOut);
  }
}
