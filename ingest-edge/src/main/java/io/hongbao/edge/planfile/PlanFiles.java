package io.hongbao.edge.planfile;

import io.hongbao.edge.planfile.OperationTable.Standing;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanFile.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest plan file of each show that came to this edge, and what has become of it. They are in
 * memory alone: what an edge had not appended when it stopped is to be sent again. Thread-safe.
 */
public final class PlanFiles {

  /**
   * How long before its plan counts the activation must begin, so that edges hold the waves that it
   * moves before the first of them would open.
   */
  static final long SHORTEST_LEAD_MILLIS = 2_000;

  private static final int MAX_SHOWS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(PlanFiles.class);

  private final VerifyingKey verifyingKey;
  private final OperationTable operations;
  private final InstantSource clock;

  /** By show, the one that came last at the end. */
  private final LinkedHashMap<String, Held> files = new LinkedHashMap<>();

  private volatile Consumer<PlanFile> onNew = file -> {};

  /** What has become of a file. */
  public enum State {
    /** It is to be appended to the log. */
    WAITING,
    /** All of it is in the log; edges follow what they read there. */
    APPENDED,
    /** The log holds something else than what the file was made from; it came to nothing. */
    OVERTAKEN,
    /** The log could not be reached before its plan was to count; it came to nothing. */
    TOO_LATE,
    /** It is of a log with another number of partitions. */
    OF_ANOTHER_LOG
  }

  /**
   * What has become of a file.
   *
   * @param detail the same for people, and what they can do
   */
  public record Result(State state, String detail) {}

  /**
   * A file that was taken.
   *
   * @param isNew whether it was not known before
   */
  public record Taken(PlanFile file, boolean isNew, Result result) {}

  /** A file was not taken, since it must not replace what is known. The message says why. */
  public static final class PlanFileRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    PlanFileRefusedException(String message) {
      super(message, null, false, false);
    }
  }

  /** A file, and what has become of it. */
  private record Held(PlanFile file, Result result) {}

  /** No files yet. */
  public PlanFiles(VerifyingKey verifyingKey, OperationTable operations, InstantSource clock) {
    this.verifyingKey = verifyingKey;
    this.operations = operations;
    this.clock = clock;
  }

  /** Has somebody told of each file that was not known, in the thread that brings it. */
  public void onNew(Consumer<PlanFile> listener) {
    onNew = listener;
  }

  /**
   * Reads a file without taking it.
   *
   * @throws MalformedRecordException if it is damaged, or signed by somebody else
   */
  public PlanFile read(byte[] bytes) {
    return PlanFile.verify(bytes, verifyingKey);
  }

  /**
   * Takes a file.
   *
   * @throws PlanFileRefusedException if a newer one of its show is known, or another one of its
   *     number, or it comes too late, or was checked against something else than the log has
   */
  public Taken take(PlanFile file) throws PlanFileRefusedException {
    Taken taken = keep(file);
    if (taken.isNew()) {
      LOG.info("{} came, {} records", file, file.entries().size());
      onNew.accept(file);
    }
    return taken;
  }

  private synchronized Taken keep(PlanFile file) throws PlanFileRefusedException {
    Held before = files.get(file.show());
    if (before != null && before.file().number() > file.number()) {
      throw new PlanFileRefusedException(
          file + ": file " + before.file().number() + " is known, expected a newer one");
    }
    if (before != null && before.file().number() == file.number()) {
      if (!before.file().isSameAs(file)) {
        throw new PlanFileRefusedException(
            file + ": another file of that number is known, expected the same or a newer one");
      }
      return new Taken(before.file(), false, before.result());
    }
    Optional<Result> obstacle = obstacle(file);
    if (obstacle.isPresent()) {
      throw new PlanFileRefusedException(file + ": " + obstacle.get().detail());
    }
    Result waiting =
        new Result(State.WAITING, "this edge appends it as soon as it reaches the log");
    files.remove(file.show());
    files.put(file.show(), new Held(file, waiting));
    while (files.size() > MAX_SHOWS) {
      files.remove(files.keySet().iterator().next());
    }
    return new Taken(file, true, waiting);
  }

  /**
   * Why an activation that is not in the log yet must not come into it any more: edges could not
   * hold in time what it moves, or its plan was checked against something else than the log has.
   */
  Optional<Result> obstacle(PlanFile file) {
    for (Operation operation : file.operations()) {
      if (operation.activatesAtMillis().isEmpty()
          || operations.standing(operation.op()) != Standing.UNKNOWN) {
        continue;
      }
      long atMillis = operation.activatesAtMillis().getAsLong();
      if (atMillis < clock.millis() + SHORTEST_LEAD_MILLIS) {
        return Optional.of(
            new Result(
                State.TOO_LATE,
                "its plan was to count from "
                    + Instant.ofEpochMilli(atMillis)
                    + ", expected 2 s before it or more; export it again with a later instant"));
      }
      Optional<String> complaint = operations.complaint(file.show(), file.checks());
      if (complaint.isPresent()) {
        return Optional.of(
            new Result(
                State.OVERTAKEN,
                complaint.get() + "; make a new snapshot, and export it again from that"));
      }
    }
    return Optional.empty();
  }

  /** Those that are to be appended. */
  synchronized List<PlanFile> waiting() {
    return files.values().stream()
        .filter(held -> held.result().state() == State.WAITING)
        .map(Held::file)
        .toList();
  }

  /** How many are to be appended. */
  public int waitingCount() {
    return waiting().size();
  }

  /** The number of the file that came last; 0 if none came. */
  public synchronized long lastNumber() {
    List<Held> all = new ArrayList<>(files.values());
    return all.isEmpty() ? 0 : all.get(all.size() - 1).file().number();
  }

  /** Whether no newer one of its show has come. */
  synchronized boolean isNewest(PlanFile file) {
    Held held = files.get(file.show());
    return held != null && held.file() == file;
  }

  /** Says what has become of a file. */
  synchronized void settle(PlanFile file, Result result) {
    if (isNewest(file)) {
      files.put(file.show(), new Held(file, result));
    }
  }
}
