package io.hongbao.show.live;

import io.hongbao.wire.records.SignedControl;
import java.util.Map;

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
   * @return of each bucket that a record was appended for since the last call, when the log took
   *     the last one, epoch milliseconds of the log's clock
   * @throws LogUnavailableException if one of them will not be
   */
  Map<Integer, Long> awaitAcknowledgements();

  @Override
  void close();
}
