package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.call.ClaimCall;
import io.hongbao.edge.call.ClaimCall.Asker;
import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.PacketsCall;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /v1/packets/{id}/claim}, {@code GET /v1/packets/{id}} and {@code POST
 * /v1/shares/{token}/claim}: reads the request for {@link ClaimCall}, and waits.
 */
final class ClaimHandler implements HttpHandler {

  static final String PACKETS = "/v1/packets/";
  static final String SHARES = "/v1/shares/";
  static final String CLAIM = "/claim";

  /** Beyond the longest wait; the service ends each wait by itself. */
  private static final int TIMEOUT_MILLIS = 15_000;

  private final Kind kind;
  private final ClaimCall call;
  private final BodyReader bodies;
  private final PeerAddressResolver resolver;
  private final EdgeServices services;
  private final RequestBounds bounds;

  /** What is asked. */
  enum Kind {
    CLAIM_PACKET(PACKETS, CLAIM),
    SEE_PACKET(PACKETS, ""),
    CLAIM_SHARE(SHARES, CLAIM);

    private final String prefix;
    private final String suffix;

    Kind(String prefix, String suffix) {
      this.prefix = prefix;
      this.suffix = suffix;
    }

    private String nameIn(String path) {
      return path.substring(prefix.length(), path.length() - suffix.length());
    }
  }

  ClaimHandler(
      Kind kind,
      ClaimCall call,
      BodyReader bodies,
      PeerAddressResolver resolver,
      EdgeServices services) {
    this.kind = kind;
    this.call = call;
    this.bodies = bodies;
    this.resolver = resolver;
    this.services = services;
    this.bounds = new RequestBounds(resolver, services);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = services.clock().millis();
    Optional<Ticket> shown = bounds.ticketOf(exchange, nowMillis);
    if (shown.isEmpty()) {
      return;
    }
    Ticket ticket = shown.get();
    Asker asker =
        new Asker(ticket, resolver.addressOf(exchange), nowMillis, PreferWait.millisOf(exchange));
    if (kind == Kind.SEE_PACKET) {
      park(exchange, asker, Optional.empty());
    } else {
      bodies.read(
          exchange,
          body -> {
            try {
              park(exchange, asker, SmallJson.readText(body, "token"));
            } catch (SmallJson.BadBodyException e) {
              ReplyWriter.problem(exchange, HttpProblem.badRequest(e.getMessage()));
            }
          },
          problem -> ReplyWriter.problem(exchange, problem));
    }
  }

  private void park(HttpServerExchange exchange, Asker asker, Optional<String> token) {
    Optional<EdgeReply> refusal = call.check();
    if (refusal.isPresent()) {
      ReplyWriter.write(exchange, refusal.get());
      return;
    }
    String name = kind.nameIn(exchange.getRequestPath());
    AsyncExchange.park(
        exchange,
        services,
        parked -> {
          parked.onTimeUp(TIMEOUT_MILLIS, () -> reply(parked, exchange, PacketsCall.AWAY));
          ask(asker, name, token).thenAccept(reply -> reply(parked, exchange, reply));
        });
  }

  private CompletionStage<EdgeReply> ask(Asker asker, String name, Optional<String> token) {
    return switch (kind) {
      case CLAIM_PACKET -> call.claim(asker, name, token);
      case SEE_PACKET -> call.packet(asker, name);
      case CLAIM_SHARE -> call.claimShare(asker, name);
    };
  }

  private static void reply(AsyncExchange parked, HttpServerExchange exchange, EdgeReply reply) {
    parked.reply(() -> ReplyWriter.write(exchange, reply));
  }
}
