package io.hongbao.edge.log;

import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.log.ShakeLog.Receipt;
import java.time.Duration;

/** The log of packets as an edge writes it. Thread-safe. */
public interface PacketLog {

  /**
   * Appends a record where all of its packet stand; never blocks.
   *
   * @param key of the packet
   * @throws NothingSentException if nothing was sent and the receipt will hear nothing
   */
  void append(byte[] key, byte[] value, Receipt receipt) throws NothingSentException;

  /** Sees to it that appending does not wait; to be called every second or so. */
  void keepReady();

  /** Sends what is still to be sent and waits for its acknowledgement, for so long at most. */
  void close(Duration patience);
}
