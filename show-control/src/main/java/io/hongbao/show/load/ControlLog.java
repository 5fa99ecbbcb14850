package io.hongbao.show.load;

import io.hongbao.wire.records.SignedControl;

/** The side of the topic {@code shakes} to which control records are appended. */
public interface ControlLog extends AutoCloseable {

  /**
   * Appends a record; records of one partition keep their order. May wait while too many are not
   * yet acknowledged.
   *
   * @throws LogUnavailableException if this record or an earlier one will not be acknowledged
   */
  void append(int partition, SignedControl control);

  /**
   * Returns when every record appended before is acknowledged.
   *
   * @throws LogUnavailableException if one of them will not be
   */
  void awaitAcknowledgements();

  @Override
  void close();
}
