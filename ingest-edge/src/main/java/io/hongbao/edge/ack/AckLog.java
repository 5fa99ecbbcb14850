package io.hongbao.edge.ack;

import io.hongbao.wire.records.AckRecord;

/** The topic {@code show-acks} as an edge writes it. One thread at a time. */
public interface AckLog extends AutoCloseable {

  /**
   * Sends an acknowledgement; waits no longer than a second. Whatever becomes of it, the next one
   * says the same and more.
   */
  void append(AckRecord ack);

  /** Sends what is still to be sent, within a few seconds. */
  @Override
  void close();
}
