package io.hongbao.edge.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Undertow's listener of one protocol, where a handshake chooses between several. */
final class ChosenProtocol implements DelegateOpenListener {

  private final DelegateOpenListener listener;
  private final boolean isFramed;

  /**
   * A protocol.
   *
   * @param isFramed whether it is HTTP/2
   */
  ChosenProtocol(DelegateOpenListener listener, boolean isFramed) {
    this.listener = listener;
    this.isFramed = isFramed;
  }

  @Override
  public void handleEvent(StreamConnection connection, PooledByteBuffer read) {
    WatchedConnection.of(connection).speaks(isFramed);
    listener.handleEvent(connection, read);
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    WatchedConnection.of(connection).speaks(isFramed);
    listener.handleEvent(connection);
  }

  @Override
  public HttpHandler getRootHandler() {
    return listener.getRootHandler();
  }

  @Override
  public void setRootHandler(HttpHandler handler) {
    listener.setRootHandler(handler);
  }

  @Override
  public OptionMap getUndertowOptions() {
    return listener.getUndertowOptions();
  }

  @Override
  public void setUndertowOptions(OptionMap options) {
    listener.setUndertowOptions(options);
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return listener.getBufferPool();
  }

  @Override
  public ConnectorStatistics getConnectorStatistics() {
    return listener.getConnectorStatistics();
  }

  @Override
  public void closeConnections() {
    listener.closeConnections();
  }
}
