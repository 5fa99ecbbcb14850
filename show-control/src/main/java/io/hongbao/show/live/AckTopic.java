package io.hongbao.show.live;

import io.hongbao.wire.records.AckRecord;
import java.util.Collection;

/** The topic {@code show-acks}. */
@FunctionalInterface
public interface AckTopic {

  /**
   * The newest acknowledgement of each node that was heard in the last minute.
   *
   * @throws LogUnavailableException if the log does not answer
   */
  Collection<AckRecord> read();
}
