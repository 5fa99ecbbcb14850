package io.hongbao.show.live;

import io.hongbao.wire.records.ShowRecord;

/** The compacted topic {@code show}. */
public interface ShowTopic extends AutoCloseable {

  /**
   * All shows, as they stand in the topic now.
   *
   * @throws LogUnavailableException if the log does not answer
   */
  ShowTable read();

  /**
   * Appends a record, signed, and returns when it is acknowledged.
   *
   * @throws LogUnavailableException if the log does not acknowledge it
   */
  void append(ShowRecord record);

  @Override
  void close();
}
