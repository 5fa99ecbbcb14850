package io.hongbao.rehearsal.bench;

import io.hongbao.edge.http.HttpServer;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The baseline of {@code ./hongbao bench}: Undertow with an edge's options, threads and bounds, but
 * without an edge. It reads a request with its body and sends back as many bytes as an edge would.
 */
final class EchoServer {

  private EchoServer() {}

  /**
   * Takes the address, the port, how many connections it bears, its I/O threads, and how many bytes
   * a reply has.
   */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[1]);
    int maxConnections = Integer.parseInt(arguments[2]);
    int ioThreads = Integer.parseInt(arguments[3]);
    byte[] reply = "-".repeat(Integer.parseInt(arguments[4])).getBytes(StandardCharsets.US_ASCII);
    HttpServer.start(
        new HttpServer.Port(
            "echo", arguments[0], port, ioThreads, maxConnections, HttpTimeouts.DEFAULT),
        new EdgeMetrics(),
        echo(reply));
  }

  static HttpHandler echo(byte[] reply) {
    return exchange ->
        exchange.getRequestReceiver().receiveFullBytes((received, body) -> send(received, reply));
  }

  private static void send(HttpServerExchange exchange, byte[] reply) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(reply));
  }
}
