package io.hongbao.payment.http;

import io.hongbao.domain.OperationFailedException;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;

/**
 * A port with a bound on everything: connections, heads, bodies, requests in flight, and how long a
 * silent client is heard. Bodies are read in I/O threads; calls run in worker threads, of which
 * there are as many as requests may be in flight.
 */
public final class BoundedServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedServer.class);

  private static final int MAX_BODY_BYTES = 4_096;

  /** What is read of a body that is too large, so that its sender hears so. */
  private static final long MAX_DRAINED_BYTES = 65_536;

  private static final int MAX_HEADER_BYTES = 8_192;
  private static final int MAX_HEADERS = 32;
  private static final int MAX_PARAMETERS = 16;
  private static final int MAX_CONNECTIONS = 1_024;
  private static final int HEAD_TIMEOUT_MILLIS = 5_000;
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  private final Undertow server;

  private BoundedServer(Undertow server) {
    this.server = server;
  }

  /** What a port does. */
  public interface Calls {

    /** Whether a call needs no token. */
    default boolean isOpen(List<String> path) {
      return false;
    }

    /** Answers a call, in a worker thread. */
    void handle(String method, Call call) throws SQLException;
  }

  /**
   * A port to open.
   *
   * @param port 0 for any free one
   * @param maxInFlight requests that are served at a time, 1 to 10,000; what is beyond hears 503
   * @param token what callers must show; empty for nothing
   */
  public record Port(String address, int port, int maxInFlight, Optional<BearerToken> token) {}

  /**
   * What a port counts.
   *
   * @param failed requests that failed in the server or its database
   * @param turnedAway requests beyond the bound of requests in flight
   * @param inFlight requests that are being served
   */
  public record Counts(LongAdder failed, LongAdder turnedAway, AtomicInteger inFlight) {
    public Counts() {
      this(new LongAdder(), new LongAdder(), new AtomicInteger());
    }
  }

  /**
   * Opens a port.
   *
   * @throws OperationFailedException naming the port if it is taken
   */
  public static BoundedServer start(Port port, Calls calls, Counts counts) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(port.port(), port.address())
            .setIoThreads(2)
            .setWorkerThreads(port.maxInFlight())
            .setWorkerOption(Options.WORKER_TASK_CORE_THREADS, Math.min(16, port.maxInFlight()))
            .setSocketOption(Options.BACKLOG, MAX_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
            .setServerOption(UndertowOptions.MAX_COOKIES, 1)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_DRAINED_BYTES)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_TIMEOUT_MILLIS)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MILLIS)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
            .setHandler(new Entrance(port, calls, counts)::handle)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw new OperationFailedException(
          "cannot open port " + port.port() + ": " + e.getMessage(), e);
    }
    return new BoundedServer(server);
  }

  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Lets in as many as may be served. */
  private record Entrance(Port port, Calls calls, Counts counts) {

    void handle(HttpServerExchange exchange) {
      Call head;
      try {
        head = new Call(exchange, Call.segments(exchange.getRequestURI()), new byte[0]);
      } catch (IllegalArgumentException e) {
        new Call(exchange, List.of(), new byte[0])
            .problem(ProblemDetails.badRequest("the address is not well encoded"));
        return;
      }
      if (port.token().isPresent()
          && !calls.isOpen(head.path())
          && !port.token().get().isIn(head.header("Authorization"))) {
        head.problem(ProblemDetails.NO_TOKEN);
        return;
      }
      read(head);
    }

    private void read(Call head) {
      if (head.exchange().getRequestContentLength() > MAX_BODY_BYTES) {
        head.problem(ProblemDetails.tooLarge(MAX_BODY_BYTES));
        return;
      }
      Receiver receiver = head.exchange().getRequestReceiver();
      receiver.setMaxBufferSize(MAX_BODY_BYTES);
      receiver.receiveFullBytes(
          (exchange, body) -> letIn(new Call(exchange, head.path(), body)),
          (exchange, failure) -> {
            if (failure instanceof Receiver.RequestToLargeException) {
              head.problem(ProblemDetails.tooLarge(MAX_BODY_BYTES));
            } else {
              IoUtils.safeClose(exchange.getConnection());
            }
          });
    }

    /** Whoever sends its request slowly takes a connection, and nobody's turn. */
    private void letIn(Call call) {
      if (counts.inFlight().incrementAndGet() > port.maxInFlight()) {
        counts.inFlight().decrementAndGet();
        counts.turnedAway().increment();
        call.problem(ProblemDetails.BUSY);
      } else {
        call.exchange().dispatch(() -> serve(call));
      }
    }

    private void serve(Call call) {
      try {
        calls.handle(call.exchange().getRequestMethod().toString(), call);
      } catch (SQLException e) {
        LOG.warn("the database failed a request: {}", e.getMessage());
        counts.failed().increment();
        call.problem(ProblemDetails.DATABASE_AWAY);
      } catch (RuntimeException e) {
        LOG.error("a request failed", e);
        counts.failed().increment();
        call.problem(ProblemDetails.FAILED);
      } finally {
        counts.inFlight().decrementAndGet();
      }
    }
  }
}
