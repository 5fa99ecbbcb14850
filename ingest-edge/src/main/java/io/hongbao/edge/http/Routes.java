package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/**
 * Which call a request means. Paths are matched whole, but for the name of one shake, packet or
 * share; a slash at the end of one makes another path, which is nowhere.
 */
final class Routes implements HttpHandler {

  /** The path of a request about the server as a whole. */
  private static final String SERVER = "*";

  private static final String CHUNKED = "chunked";

  private static final Set<HttpString> VERSIONS =
      Set.of(Protocols.HTTP_1_1, Protocols.HTTP_1_0, Protocols.HTTP_2_0);

  /** A length of more digits is beyond every bound, and beyond a number. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private static final IoCallback CLOSE =
      new IoCallback() {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
          IoUtils.safeClose(exchange.getConnection());
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
          IoUtils.safeClose(exchange.getConnection());
        }
      };

  private final Map<String, Route> byPath = new HashMap<>();
  private final Map<String, Route> byPrefix = new HashMap<>();
  private final List<Between> between = new ArrayList<>();
  private final ErrorHandler errorHandler;
  private final Cors cors;
  private final int bodyMillis;
  private final Map<XnioIoThread, SharedDeadline<HttpServerExchange>> bodiesByThread =
      new ConcurrentHashMap<>();
  private FirstCheck firstCheck = exchange -> null;

  /** What is asked of every request before it is served. */
  interface FirstCheck {

    /** What is in the way of a request; null if nothing is. */
    HttpProblem complaint(HttpServerExchange exchange);
  }

  /**
   * No calls yet.
   *
   * @param bodyMillis a body that is read, or thrown away after a refusal, has so long to arrive;
   *     then it is refused with 408, or the connection is closed
   */
  Routes(ErrorHandler errorHandler, CorsOrigins origins, int bodyMillis) {
    this.errorHandler = errorHandler;
    this.cors = new Cors(origins);
    this.bodyMillis = bodyMillis;
  }

  private record Route(HttpString method, HttpHandler handler) {

    /** HEAD is a GET whose body the server leaves out. */
    boolean takes(HttpString asked) {
      return asked.equals(method) || (asked.equals(Methods.HEAD) && method.equals(Methods.GET));
    }

    String allowed() {
      return method.equals(Methods.GET) ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
    }
  }

  private record Between(String prefix, String suffix, Route route) {

    boolean matches(String path) {
      int from = prefix.length();
      int to = path.length() - suffix.length();
      return from < to
          && path.startsWith(prefix)
          && path.endsWith(suffix)
          && path.lastIndexOf('/', to - 1) < from;
    }
  }

  /** The same calls; each request has to pass a check first. */
  Routes checkedBy(FirstCheck check) {
    this.firstCheck = check;
    return this;
  }

  Routes get(String path, HttpHandler handler) {
    byPath.put(path, new Route(Methods.GET, handler));
    return this;
  }

  Routes getBelow(String prefix, HttpHandler handler) {
    byPrefix.put(prefix, new Route(Methods.GET, handler));
    return this;
  }

  /** A path with one part between; that part has no slash. */
  Routes getBetween(String prefix, String suffix, HttpHandler handler) {
    between.add(new Between(prefix, suffix, new Route(Methods.GET, handler)));
    return this;
  }

  /** As above, for POST. */
  Routes postBetween(String prefix, String suffix, HttpHandler handler) {
    between.add(new Between(prefix, suffix, new Route(Methods.POST, handler)));
    return this;
  }

  Routes post(String path, HttpHandler handler) {
    byPath.put(path, new Route(Methods.POST, handler));
    return this;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    WatchedConnection.handles(exchange);
    if (!exchange.isRequestComplete()) {
      awaitBody(exchange);
    }
    errorHandler.guard(exchange, () -> serve(exchange));
  }

  private void awaitBody(HttpServerExchange exchange) {
    SharedDeadline<HttpServerExchange> bodies =
        bodiesByThread.computeIfAbsent(exchange.getIoThread(), this::bodiesOf);
    bodies.add(exchange);
    exchange.addExchangeCompleteListener(
        (completed, next) -> {
          bodies.remove(completed);
          next.proceed();
        });
  }

  private SharedDeadline<HttpServerExchange> bodiesOf(XnioIoThread thread) {
    return new SharedDeadline<>(
        bodyMillis,
        System::nanoTime,
        (task, millis) -> thread.executeAfter(task, millis, TimeUnit.MILLISECONDS),
        exchange -> errorHandler.guard(exchange, () -> endIfIncomplete(exchange)));
  }

  private void serve(HttpServerExchange exchange) {
    HttpProblem refusal = complaint(exchange);
    HttpProblem unclear = complaintOfBody(exchange);
    if (unclear != null) {
      exchange.setPersistent(false);
      refusal = refusal == null ? unclear : refusal;
    }
    if (isCoded(exchange)
        && (unclear == null
            ? WatchedConnection.refusesChunks(exchange)
            : WatchedConnection.refuses(exchange, refusal))) {
      // The connection says so and ends. Undertow must not reply, too.
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {});
      return;
    }
    if (refusal != null) {
      ReplyWriter.problem(exchange, refusal);
      return;
    }
    String path = exchange.getRequestPath();
    HttpString method = exchange.getRequestMethod();
    Route route = find(path);
    if (method.equals(Methods.OPTIONS) && (route != null || path.equals(SERVER))) {
      options(exchange, route == null ? allowedSomewhere() : route.allowed());
    } else if (route == null) {
      ReplyWriter.problem(exchange, notFound(path));
    } else if (!route.takes(method)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, route.allowed());
      ReplyWriter.problem(exchange, HttpProblem.METHOD_NOT_ALLOWED);
    } else {
      handle(exchange, route.handler());
    }
  }

  /** What is in the way of a request, whatever it asks for; null if nothing is. */
  private HttpProblem complaint(HttpServerExchange exchange) {
    HttpString version = exchange.getProtocol();
    if (!VERSIONS.contains(version)) {
      // Undertow takes HTTP/0.9 too, and would reply in a form that no client can read.
      exchange.setProtocol(Protocols.HTTP_1_1).setPersistent(false);
      return HttpProblem.unknownVersion(version.toString());
    }
    closeIfAsked(exchange);
    cors.prepare(exchange);
    return firstCheck.complaint(exchange);
  }

  /** Whether a body is still to be read that Undertow takes for chunks. */
  private static boolean isCoded(HttpServerExchange exchange) {
    return !exchange.isRequestComplete()
        && exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
  }

  private Route find(String path) {
    Route exact = byPath.get(path);
    if (exact != null) {
      return exact;
    }
    for (Between route : between) {
      if (route.matches(path)) {
        return route.route();
      }
    }
    for (Map.Entry<String, Route> route : byPrefix.entrySet()) {
      if (path.startsWith(route.getKey()) && !path.endsWith("/")) {
        return route.getValue();
      }
    }
    return null;
  }

  private HttpProblem notFound(String path) {
    String without = path.endsWith("/") ? path.substring(0, path.length() - 1) : "";
    return without.endsWith("/") || find(without) == null
        ? HttpProblem.UNKNOWN_PATH
        : HttpProblem.trailingSlash(without);
  }

  private void options(HttpServerExchange exchange, String allowed) {
    exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
    cors.preflight(exchange, allowed);
    exchange.setStatusCode(204);
    LingeringClose.prepare(exchange);
    exchange.endExchange();
  }

  private String allowedSomewhere() {
    TreeSet<String> methods = new TreeSet<>();
    byPath.values().forEach(route -> methods.addAll(List.of(route.allowed().split(", "))));
    return String.join(", ", methods);
  }

  /** Undertow takes the header for one word, and looks at its first line alone. */
  private static void closeIfAsked(HttpServerExchange exchange) {
    HeaderValues connection = exchange.getRequestHeaders().get(Headers.CONNECTION);
    if (connection != null
        && (connection.size() > 1 || connection.getFirst().indexOf(',') >= 0)
        && HeaderLists.contains(connection, "close")) {
      exchange.setPersistent(false);
    }
  }

  /**
   * Undertow takes every coding for chunks, none of these for a body that ends with the connection,
   * and a length beyond all numbers for another one; null if nothing is wrong.
   */
  private static HttpProblem complaintOfBody(HttpServerExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (length != null && length.length() > MAX_LENGTH_DIGITS) {
      return HttpProblem.badRequest("Content-Length: " + length + " is beyond every bound");
    }
    if (length != null
        || exchange.isRequestComplete()
        || Protocols.HTTP_2_0.equals(exchange.getProtocol())) {
      return null;
    }
    String coding = exchange.getRequestHeaders().getFirst(Headers.TRANSFER_ENCODING);
    return CHUNKED.equalsIgnoreCase(coding) ? null : HttpProblem.unknownCoding(coding);
  }

  private static void handle(HttpServerExchange exchange, HttpHandler handler) {
    try {
      handler.handleRequest(exchange);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endIfIncomplete(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      return;
    }
    if (exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
    } else {
      ReplyWriter.lastProblem(exchange, HttpProblem.BODY_TOO_SLOW, CLOSE);
    }
  }
}
