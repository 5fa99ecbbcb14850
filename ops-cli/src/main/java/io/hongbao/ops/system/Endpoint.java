package io.hongbao.ops.system;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a server listens. */
public record Endpoint(String host, int port) {

  private static final int HTTP_PORT = 80;

  public Endpoint {
    if (host == null || host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(host + ":" + port + ": expected a host and a port");
    }
  }

  /**
   * Reads {@code http://HOST[:PORT]}.
   *
   * @throws IllegalArgumentException if it is another kind of URL
   */
  public static Endpoint parse(String url) {
    URI uri = URI.create(url.strip());
    boolean plain = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException(url + ": expected http://HOST:PORT");
    }
    return new Endpoint(uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
  }

  /** Resolves the name; unresolved if nobody knows it. */
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** The first bytes of a request: its line and its Host header. */
  public byte[] requestStart(String method, String path) {
    return String.format(Locale.ROOT, "%s %s HTTP/1.1\r\nHost: %s:%d\r\n", method, path, host, port)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port;
  }
}
