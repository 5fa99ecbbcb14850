package io.hongbao.edge.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An address as {@link AddressBudgets} counts it. Worked out once for a connection.
 *
 * @param key of an IPv4 address; of an IPv6 address its /64, as a customer gets no less
 * @param factor how many times the bounds of one address it has; 0 for no bounds
 */
public record CountedAddress(long key, int factor) {

  /** The edge's own machine, a trusted proxy, or a phone whose address no proxy tells. */
  public static final CountedAddress UNBOUNDED = new CountedAddress(0, 0);

  /** Before an IPv4 address: no IPv6 address of a phone begins so. */
  private static final long V4 = 0xffffffff00000000L;

  static CountedAddress of(InetAddress address, int factor) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    long key =
        address instanceof Inet6Address
            ? bytes.getLong()
            : V4 | Integer.toUnsignedLong(bytes.getInt());
    return new CountedAddress(key, factor);
  }

  boolean isBounded() {
    return factor > 0;
  }
}
