package io.hongbao.edge.planfile;

import io.hongbao.domain.Sha256;
import io.hongbao.wire.records.ApprovalRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanFile.Checks;
import io.hongbao.wire.records.ShowRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which operations were read from topic {@code show}: of two with one number the first counts. Also
 * what bounds the shows there. Thread-safe.
 */
public final class OperationTable {

  /** More than a show has; of older ones nobody makes a file. */
  private static final int MAX_OPERATIONS = 10_000;

  /** Whose bytes are kept; each is smaller than a megabyte. */
  private static final int MAX_VALUES = 8;

  /** As many as an edge knows of any kind. */
  private static final int MAX_SHOWS = 256;

  /** How an operation stands in the topic. */
  public enum Standing {
    /** None of its number was read. */
    UNKNOWN,
    /** It was read, and not that it is done. */
    BEGUN,
    /** All that it does is acknowledged. */
    DONE,
    /** Another one of its number was read before. */
    OVERTAKEN
  }

  /** By key, the one read last at the end. */
  private final LinkedHashMap<String, Known> operations = new LinkedHashMap<>();

  private final LinkedHashMap<String, Stored> stored = new LinkedHashMap<>();

  /** By show, the number of its newest envelope. */
  private final LinkedHashMap<String, Long> envelopes = new LinkedHashMap<>();

  private boolean isApprovalRequired;

  private record Known(String sha256, boolean isDone) {}

  /** An operation that counts, as it stands in the topic. */
  static final class Stored {
    private final OpRecord op;
    private final byte[] value;

    private Stored(OpRecord op, byte[] value) {
      this.op = op;
      this.value = value;
    }

    OpRecord op() {
      return op;
    }

    /** Its bytes, signature included; not to be changed. */
    byte[] value() {
      return value;
    }
  }

  /** Takes the next record of the topic that is no plan, no mode and no secret. */
  public synchronized void accept(ShowRecord record, byte[] value) {
    if (record instanceof OpRecord op) {
      accept(op, value);
    } else if (record instanceof EnvelopeRecord envelope) {
      envelopes.merge(envelope.show(), envelope.number(), Math::max);
      trim(envelopes, MAX_SHOWS);
    } else if (record instanceof ApprovalRecord approval) {
      isApprovalRequired = approval.isRequired();
    }
  }

  private void accept(OpRecord op, byte[] value) {
    String sha256 = sha256(op);
    Known before = operations.get(op.key());
    if (before == null) {
      operations.put(op.key(), new Known(sha256, op.isDone()));
      stored.put(op.key(), new Stored(op, value));
    } else if (op.isDone() && before.sha256().equals(sha256)) {
      operations.put(op.key(), new Known(sha256, true));
      stored.replace(op.key(), new Stored(op, value));
    }
    trim(operations, MAX_OPERATIONS);
    trim(stored, MAX_VALUES);
    notifyAll();
  }

  private static void trim(Map<String, ?> map, int maxSize) {
    while (map.size() > maxSize) {
      map.remove(map.keySet().iterator().next());
    }
  }

  /** How an operation stands. */
  public synchronized Standing standing(OpRecord op) {
    Known known = operations.get(op.key());
    if (known == null) {
      return Standing.UNKNOWN;
    }
    if (!known.sha256().equals(sha256(op))) {
      return Standing.OVERTAKEN;
    }
    return known.isDone() ? Standing.DONE : Standing.BEGUN;
  }

  /** The same, once one of its number was read, or a while has passed. */
  public synchronized Standing awaitStanding(OpRecord op, long maxWaitMillis)
      throws InterruptedException {
    long untilNanos = System.nanoTime() + maxWaitMillis * 1_000_000;
    Standing standing = standing(op);
    long leftMillis = maxWaitMillis;
    while (standing == Standing.UNKNOWN && leftMillis > 0) {
      wait(leftMillis);
      standing = standing(op);
      leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
    }
    return standing;
  }

  /** The operation of a number that counts, if it is a recent one. */
  synchronized Optional<Stored> stored(String key) {
    return Optional.ofNullable(stored.get(key));
  }

  /**
   * Why plans that were checked against something else must not come into the log; empty if they
   * may.
   */
  synchronized Optional<String> complaint(String show, Checks checks) {
    long envelope = envelopes.getOrDefault(show, 0L);
    if (envelope > checks.envelope()) {
      return Optional.of(
          "envelope "
              + envelope
              + " bounds show "
              + show
              + ", and the file was checked against "
              + (checks.envelope() == 0 ? "none" : "envelope " + checks.envelope()));
    }
    return isApprovalRequired && !checks.isApprovalRequired()
        ? Optional.of(
            "plans must be approved by a second person, and the file was made when that was not so")
        : Optional.empty();
  }

  private static String sha256(OpRecord op) {
    return Sha256.hex(op.done().encode());
  }
}
