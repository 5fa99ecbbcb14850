package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.tickets.TicketMint;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code POST /dev/login}: a ticket for whoever asks. In development mode only. */
final class DevLoginHandler implements HttpHandler {

  private static final int RANDOM_USER_BYTES = 4;

  private final Supplier<TicketMint> mint;
  private final Duration lifetime;
  private final BodyReader bodies;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  DevLoginHandler(
      Supplier<TicketMint> mint, Duration maxLife, BodyReader bodies, InstantSource clock) {
    this.mint = mint;
    this.lifetime = maxLife.compareTo(TicketMint.LIFETIME) < 0 ? maxLife : TicketMint.LIFETIME;
    this.bodies = bodies;
    this.clock = clock;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    bodies.read(
        exchange, body -> login(exchange, body), problem -> ReplyWriter.problem(exchange, problem));
  }

  private void login(HttpServerExchange exchange, byte[] body) {
    String user;
    TicketMint.Minted minted;
    try {
      user = SmallJson.readText(body, "user").orElseGet(this::randomUser);
      minted = mint.get().mint(user, "", lifetime, clock.millis());
    } catch (SmallJson.BadBodyException | IllegalArgumentException e) {
      ReplyWriter.problem(exchange, HttpProblem.badRequest(e.getMessage()));
      return;
    }
    ReplyWriter.json(
        exchange,
        200,
        String.format(
            Locale.ROOT,
            "{\"ticket\":%s,\"user\":%s,\"expiresAtMs\":%d}",
            JsonStrings.quote(minted.text()),
            JsonStrings.quote(user),
            minted.expiresAtMillis()));
  }

  private String randomUser() {
    byte[] bytes = new byte[RANDOM_USER_BYTES];
    random.nextBytes(bytes);
    return "user-" + HexFormat.of().formatHex(bytes);
  }
}
