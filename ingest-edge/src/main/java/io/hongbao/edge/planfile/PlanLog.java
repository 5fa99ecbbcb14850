package io.hongbao.edge.planfile;

import io.hongbao.wire.records.PlanFile.Entry;
import java.util.List;

/**
 * The topics {@code show} and {@code shakes} as a plan file is appended to them. For one thread.
 */
public interface PlanLog extends AutoCloseable {

  /**
   * Appends records, those of one partition in their order, and returns when all are acknowledged.
   *
   * @param partitions of {@code shakes}
   * @throws LogAwayException if one of them was not: append them again later
   */
  void append(List<Entry> entries, int partitions) throws LogAwayException;

  /**
   * Appends a record to {@code show} that was read from it, so that compaction keeps that one.
   *
   * @throws LogAwayException if it was not acknowledged
   */
  void appendAgain(String key, byte[] value) throws LogAwayException;

  @Override
  void close();

  /** The log did not acknowledge a record in time. */
  final class LogAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    public LogAwayException(String message, Throwable cause) {
      super(message, cause, false, false);
    }
  }
}
