package io.hongbao.edge.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http2.Http2OpenListener;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/**
 * Opens connections of HTTP/2 as Undertow's own listener does, but that each has a {@link
 * StreamLimit} of its own: Undertow says how many streams it takes and does not count them.
 */
final class Http2Listener implements DelegateOpenListener {

  private final ByteBufferPool buffers;
  private final int bufferBytes;
  private final int maxStreams;
  private final HttpTimeouts timeouts;
  private final UntakenReplies untaken;
  private OptionMap options;
  private HttpHandler handler;

  /**
   * A listener.
   *
   * @param bufferBytes of one of the buffers
   * @param maxStreams of a connection
   * @param timeouts of which those count that a connection may be idle, and take for a reply
   * @param untaken of all connections
   */
  Http2Listener(
      ByteBufferPool buffers,
      int bufferBytes,
      OptionMap options,
      HttpHandler handler,
      int maxStreams,
      HttpTimeouts timeouts,
      UntakenReplies untaken) {
    this.buffers = buffers;
    this.bufferBytes = bufferBytes;
    this.options = options;
    this.handler = handler;
    this.maxStreams = maxStreams;
    this.timeouts = timeouts;
    this.untaken = untaken;
  }

  @Override
  public void handleEvent(StreamConnection connection, PooledByteBuffer read) {
    WatchedConnection watched = WatchedConnection.of(connection);
    Http2Channel channel =
        new Http2Channel(connection, Http2OpenListener.HTTP2, buffers, read, false, false, options);
    StreamLimit.Ending ending =
        new StreamLimit.Ending() {
          @Override
          public void endSlow() {
            watched.wasSlow();
            IoUtils.safeClose(channel);
          }

          @Override
          public void endIdle() {
            IoUtils.safeClose(channel);
          }
        };
    StreamLimit limit =
        new StreamLimit(handler, maxStreams, timeouts, connection.getIoThread(), untaken, ending);
    channel.addCloseTask(closed -> limit.closed());
    channel.getReceiveSetter().set(new Http2ReceiveListener(limit, options, bufferBytes, null));
    channel.resumeReceives();
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    handleEvent(connection, null);
  }

  @Override
  public HttpHandler getRootHandler() {
    return handler;
  }

  @Override
  public void setRootHandler(HttpHandler other) {
    handler = other;
  }

  @Override
  public OptionMap getUndertowOptions() {
    return options;
  }

  @Override
  public void setUndertowOptions(OptionMap other) {
    options = other;
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return buffers;
  }

  @Override
  public ConnectorStatistics getConnectorStatistics() {
    return null;
  }
}
