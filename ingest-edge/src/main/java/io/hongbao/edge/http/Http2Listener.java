package io.hongbao.edge.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.http2.AbstractHttp2StreamSourceChannel;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2RstStreamStreamSourceChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.server.protocol.http2.Http2OpenListener;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import java.io.IOException;
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
    ToldChannel channel = new ToldChannel(connection, buffers, read, options);
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
    channel.limit = limit;
    channel.addCloseTask(closed -> limit.closed());
    channel.getReceiveSetter().set(new Http2ReceiveListener(limit, options, bufferBytes, null));
    channel.resumeReceives();
  }

  /** Tells of streams, of which a handler learns neither the number nor that they are given up. */
  private static final class ToldChannel extends Http2Channel {

    private StreamLimit limit;

    ToldChannel(
        StreamConnection connection,
        ByteBufferPool buffers,
        PooledByteBuffer read,
        OptionMap options) {
      super(connection, Http2OpenListener.HTTP2, buffers, read, false, false, options);
    }

    @Override
    protected AbstractHttp2StreamSourceChannel createChannelImpl(
        FrameHeaderData header, PooledByteBuffer data) throws IOException {
      AbstractHttp2StreamSourceChannel frame = super.createChannelImpl(header, data);
      if (frame instanceof Http2StreamSourceChannel request) {
        limit.opens(request.getStreamId());
      } else if (frame instanceof Http2RstStreamStreamSourceChannel reset) {
        limit.reset(reset.getStreamId());
      }
      return frame;
    }
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
