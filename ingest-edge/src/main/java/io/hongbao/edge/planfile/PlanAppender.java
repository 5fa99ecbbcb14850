package io.hongbao.edge.planfile;

import io.hongbao.edge.planfile.OperationTable.Standing;
import io.hongbao.edge.planfile.OperationTable.Stored;
import io.hongbao.edge.planfile.PlanFiles.Result;
import io.hongbao.edge.planfile.PlanFiles.State;
import io.hongbao.edge.planfile.PlanLog.LogAwayException;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanFile.Entry;
import io.hongbao.wire.records.PlanFile.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the plan files that came to this edge to the log as soon as it can be reached, and does
 * nothing else with them: edges follow what they read from {@code show}, as always.
 *
 * <p>Several edges may append one file at once: buckets and edges meet the same records again and
 * ignore them. An operation that stands in {@code show} as done is passed over. Of two operations
 * with one number the first counts, so an operation is read back before its buckets are told. Edges
 * hear of an activation before its operation stands; if another operation comes first, what they
 * heard is taken back.
 */
public final class PlanAppender implements AutoCloseable {

  private static final long RETRY_MILLIS = 1_000;
  private static final long MAX_READ_BACK_MILLIS = 10_000;

  /** So often it is repeated that a file waits. */
  private static final long WARN_EVERY_MILLIS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(PlanAppender.class);

  private final PlanFiles files;
  private final OperationTable operations;
  private final BooleanSupplier isShowRead;
  private final IntSupplier partitions;
  private final PlanLog log;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** Activations that edges may have heard of and that were not read back, by operation. */
  private final Map<String, Announced> announced = new LinkedHashMap<>();

  /** Of which it was last told that it waits. */
  private PlanFile told;

  private long toldAtMillis;

  private record Announced(PlanFile file, OpRecord op, OpRecord.Activate activate) {}

  /**
   * Starts to append.
   *
   * @param isShowRead whether {@code show} has been read to its end
   * @param partitions of {@code shakes}; 0 while that is not known
   */
  public PlanAppender(
      String edgeId,
      PlanFiles files,
      OperationTable operations,
      BooleanSupplier isShowRead,
      IntSupplier partitions,
      PlanLog log,
      InstantSource clock) {
    this.files = files;
    this.operations = operations;
    this.isShowRead = isShowRead;
    this.partitions = partitions;
    this.log = log;
    this.clock = clock;
    this.thread = new Thread(this::run, edgeId + "-plans");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** A file came. */
  public void wake() {
    news.release();
  }

  private void run() {
    try {
      while (!closed) {
        for (PlanFile file : files.waiting()) {
          tryToAppend(file);
        }
        takeBack();
        if (files.waiting().isEmpty() && announced.isEmpty()) {
          news.acquire();
        } else {
          var unused = news.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("this edge appends no plan files any more: start it again", e);
    }
  }

  private void tryToAppend(PlanFile file) throws InterruptedException {
    int known = partitions.getAsInt();
    if (known == 0 || !isShowRead.getAsBoolean()) {
      return;
    }
    try {
      Result result = known == file.partitions() ? append(file) : ofAnotherLog(file, known);
      files.settle(file, result);
      if (result.state() == State.APPENDED || result.state() == State.WAITING) {
        LOG.info("{}: {}", file, result.detail());
      } else {
        LOG.warn("{} came to nothing: {}", file, result.detail());
      }
    } catch (LogAwayException e) {
      files.settle(
          file, new Result(State.WAITING, "the log does not take it now: " + e.getMessage()));
      sayThatItWaits(file, e);
    }
  }

  private void sayThatItWaits(PlanFile file, LogAwayException why) {
    long nowMillis = clock.millis();
    if (file != told || nowMillis - toldAtMillis >= WARN_EVERY_MILLIS) {
      told = file;
      toldAtMillis = nowMillis;
      LOG.warn("{} waits, the log does not take it: {}", file, why.getMessage());
    }
  }

  private static Result ofAnotherLog(PlanFile file, int partitions) {
    return new Result(
        State.OF_ANOTHER_LOG,
        "it is for a log of "
            + file.partitions()
            + " partitions, and this edge's has "
            + partitions
            + ": give it to the system that it was made for");
  }

  /** WAITING says that a newer file came, which has all of this one, or that the edge stops. */
  private Result append(PlanFile file) throws LogAwayException, InterruptedException {
    for (Operation operation : file.operations()) {
      if (closed || !files.isNewest(file)) {
        return new Result(State.WAITING, "a newer file came, or this edge stops");
      }
      Optional<Result> obstacle = files.obstacle(file);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
      if (append(file, operation) == Standing.OVERTAKEN) {
        return overtaken(operation.op());
      }
    }
    List<Operation> all = file.operations();
    return new Result(
        State.APPENDED,
        "all of it is in the log, up to operation " + all.get(all.size() - 1).op().number());
  }

  private Result overtaken(OpRecord op) {
    String who = operations.stored(op.key()).map(first -> " of " + first.op().author()).orElse("");
    return new Result(
        State.OVERTAKEN,
        "the log has another operation "
            + op.number()
            + who
            + ", so nothing of the file counts from that one on; make a new snapshot, and export"
            + " it again from that");
  }

  /** BEGUN or DONE says that it is in the log; else it is OVERTAKEN. */
  private Standing append(PlanFile file, Operation operation)
      throws LogAwayException, InterruptedException {
    OpRecord op = operation.op();
    boolean isSent = false;
    for (List<Entry> run : runs(operation)) {
      Standing standing = operations.standing(op);
      if (standing == Standing.DONE || standing == Standing.OVERTAKEN) {
        return keepFirst(op, isSent, standing);
      }
      if (standing == Standing.UNKNOWN && run.stream().allMatch(entry -> entry.op().isEmpty())) {
        throw new LogAwayException("operation " + op.number() + " was not read yet", null);
      }
      if (op.op() instanceof OpRecord.Activate activate && standing == Standing.UNKNOWN) {
        announced.put(op.key(), new Announced(file, op, activate));
      }
      log.append(run, file.partitions());
      isSent = true;
      standing = operations.awaitStanding(op, MAX_READ_BACK_MILLIS);
      if (standing == Standing.UNKNOWN) {
        throw new LogAwayException("what was appended to show was not read back", null);
      }
    }
    return keepFirst(op, isSent, operations.standing(op));
  }

  /** Compaction keeps the last record of a key: it shall be the one that counts. */
  private Standing keepFirst(OpRecord op, boolean isSent, Standing standing)
      throws LogAwayException {
    Optional<Stored> first = operations.stored(op.key());
    if (isSent && standing == Standing.OVERTAKEN && first.isPresent()) {
      log.appendAgain(op.key(), first.get().value());
    }
    return standing;
  }

  /** Edges keep the waves closed that an announced plan moves: it is staged again. */
  private void takeBack() {
    for (Iterator<Announced> each = announced.values().iterator(); each.hasNext(); ) {
      Announced activation = each.next();
      Standing standing = operations.standing(activation.op());
      boolean isToCome =
          standing == Standing.UNKNOWN && files.waiting().contains(activation.file());
      if (isToCome) {
        continue;
      }
      try {
        if (standing != Standing.BEGUN && standing != Standing.DONE && !isActivated(activation)) {
          Optional<Entry> staged = activation.file().staged(activation.activate().plan());
          if (staged.isPresent()) {
            log.append(List.of(staged.get()), activation.file().partitions());
          }
        }
        each.remove();
      } catch (LogAwayException e) {
        LOG.debug("plan {} is taken back later", activation.activate().plan(), e);
      }
    }
  }

  /** Whether the operation that stands in its place activates the same plan. */
  private boolean isActivated(Announced activation) {
    return operations
        .stored(activation.op().key())
        .filter(
            first ->
                first.op().op() instanceof OpRecord.Activate other
                    && other.plan() == activation.activate().plan())
        .isPresent();
  }

  /** The records of an operation, those of one topic that follow each other together. */
  private static List<List<Entry>> runs(Operation operation) {
    List<List<Entry>> runs = new ArrayList<>();
    Entry before = null;
    for (Entry entry : operation.entries()) {
      if (before == null || before.control().isPresent() != entry.control().isPresent()) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(entry);
      before = entry;
    }
    return runs;
  }

  /** Stops; a file that is not appended by then is not. */
  @Override
  public void close() {
    closed = true;
    news.release();
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
