package io.hongbao.edge.http;

import io.hongbao.edge.address.CountedAddress;
import java.net.InetSocketAddress;
import org.xnio.StreamConnection;

/** Decides which connections may stay, by where they come from. */
final class AddressBounds implements ConnectionBounds {

  private final EdgeServices services;

  AddressBounds(EdgeServices services) {
    this.services = services;
  }

  @Override
  public CountedAddress counted(StreamConnection connection) {
    InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
    // A peer that has gone already has no address, and costs nothing more.
    return peer == null ? CountedAddress.UNBOUNDED : services.budgets().counted(peer.getAddress());
  }

  @Override
  public long openWaitMillis(CountedAddress address) {
    long waitMillis = services.budgets().openWaitMillis(address, services.clock().millis());
    if (waitMillis > 0) {
      services.metrics().boundReached("connection");
    }
    return waitMillis;
  }

  @Override
  public void closed(CountedAddress address) {
    services.budgets().closed(address);
  }
}
