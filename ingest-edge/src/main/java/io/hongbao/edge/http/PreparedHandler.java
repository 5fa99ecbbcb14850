package io.hongbao.edge.http;

import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.resource.ResourceShelf;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Replies that are the same for all, need no ticket, and follow from something that seldom changes:
 * each is made once for what it follows from. Thread-safe.
 *
 * @param <T> what a reply follows from; one that is not equal is another state
 */
final class PreparedHandler<T> implements HttpHandler {

  private static final String JSON = "application/json";

  private final Supplier<T> source;
  private final Function<T, PreparedReply> replies;
  private volatile Prepared<T> prepared;

  private record Prepared<T>(T from, PreparedReply reply) {}

  PreparedHandler(Supplier<T> source, Function<T, PreparedReply> replies) {
    this.source = source;
    this.replies = replies;
    this.prepared = prepare(source.get());
  }

  /** {@code GET /v1/resources}: which packages there are. */
  static HttpHandler manifest(ResourceShelf shelf) {
    return new PreparedHandler<>(shelf::current, kept -> new PreparedReply(JSON, kept.told()));
  }

  /** {@code GET /v1/policy}: what phones are advised to do. */
  static HttpHandler policy(PolicyShelf shelf) {
    return new PreparedHandler<>(shelf::current, kept -> new PreparedReply(JSON, kept.told()));
  }

  private Prepared<T> prepare(T from) {
    return new Prepared<>(from, replies.apply(from));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    T current = source.get();
    Prepared<T> latest = prepared;
    if (!latest.from().equals(current)) {
      latest = prepare(current);
      prepared = latest;
    }
    latest.reply().send(exchange);
  }
}
