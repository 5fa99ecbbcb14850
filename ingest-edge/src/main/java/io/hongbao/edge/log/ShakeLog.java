package io.hongbao.edge.log;

import java.time.Duration;

/** The log of shakes as an edge writes it. Thread-safe. */
public interface ShakeLog {

  /** Hears what became of an append: exactly one call, in a thread of the log's. */
  interface Receipt {

    /**
     * The log has the record and will not lose it.
     *
     * @param offset where it stands in its partition
     */
    void acknowledged(long offset);

    /** It is not known whether the log has the record. */
    void lost(Exception cause);
  }

  /**
   * Appends a record; never blocks.
   *
   * @throws NothingSentException if nothing was sent and the receipt will hear nothing
   */
  void append(int partition, byte[] key, byte[] value, Receipt receipt) throws NothingSentException;

  /** How many partitions the log has; 0 while that is not known, and nothing can be appended. */
  int partitions();

  /** What the acknowledgements tell of this edge's clock. */
  ClockCheck clockCheck();

  /** Sends what is still to be sent and waits for its acknowledgement, for so long at most. */
  void close(Duration patience);

  /** A record was not sent, for certain. */
  final class NothingSentException extends Exception {

    private static final long serialVersionUID = 1L;

    public NothingSentException(String message, Throwable cause) {
      super(message, cause, false, false);
    }
  }
}
