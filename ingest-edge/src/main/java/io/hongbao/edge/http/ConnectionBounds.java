package io.hongbao.edge.http;

import io.hongbao.edge.address.CountedAddress;
import org.xnio.StreamConnection;

/** Which connections of a port may stay. */
interface ConnectionBounds {

  /** All of them. */
  ConnectionBounds NONE =
      new ConnectionBounds() {
        @Override
        public CountedAddress counted(StreamConnection connection) {
          return CountedAddress.UNBOUNDED;
        }

        @Override
        public long openWaitMillis(CountedAddress address) {
          return 0;
        }

        @Override
        public void closed(CountedAddress address) {}
      };

  /** As whose a new connection is counted. */
  CountedAddress counted(StreamConnection connection);

  /** 0 if a new connection may stay, else how many milliseconds its address has to wait. */
  long openWaitMillis(CountedAddress address);

  /** A connection that was allowed to stay is closed. */
  void closed(CountedAddress address);
}
