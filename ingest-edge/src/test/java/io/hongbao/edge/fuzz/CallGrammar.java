package io.hongbao.edge.fuzz;

import io.hongbao.edge.fuzz.BodyGrammar.Body;
import io.hongbao.edge.fuzz.TicketGrammar.FuzzTicket;
import java.util.List;
import java.util.Set;

/** Valid requests of every call of the public port, and of paths where nothing is. */
final class CallGrammar {

  private static final Set<Integer> FOUND = Set.of(200);
  private static final Set<Integer> NO_TICKET = Set.of(401);
  private static final Set<Integer> NOT_THERE = Set.of(404);
  private static final Set<Integer> BAD = Set.of(400);
  private static final Set<Integer> LOOKED_UP = Set.of(200, 202, 404, 503);

  private static final List<String> FILES =
      List.of("/", "/index.html", "/style.css", "/app.js", "/clock.js");
  private static final List<String> CALLS =
      List.of("/v1/shakes", "/v1/packets", "/v1/show", "/v1/shakes/first-3");
  private static final List<String> OTHER_METHODS =
      List.of("PUT", "DELETE", "PATCH", "TRACE", "M-SEARCH", "Q", "POSTS");
  private static final List<String> NOWHERE =
      List.of(
          "/v1/shakes/",
          "/v1/show/",
          "//v1/show",
          "/v1//show",
          "/v1/../v1/show",
          "/v1%2Fshow",
          "/v1/show%00",
          "/V1/SHOW",
          "/v2/shakes",
          "/.git/config",
          "/..%2f..%2fetc/passwd",
          "/%ff%fe",
          "/v1",
          "/admin",
          "/metrics",
          "/plan");

  /** Of GET on the page and of calls without parameters a query is nobody's business. */
  private static final List<String> QUERIES =
      List.of("?", "?a", "?a=b&a=c", "?%41=%42", "?a=%C3%A9", "??", "?a=/../", "?=&=&&");

  private final TicketGrammar tickets;

  CallGrammar(TicketGrammar tickets) {
    this.tickets = tickets;
  }

  FuzzCall next(FuzzRandom random) {
    FuzzTicket ticket = tickets.next(random);
    FuzzCall call =
        switch (random.below(20)) {
          case 0, 1, 2, 3, 4, 5, 6, 7 -> shake(ticket, random);
          case 8, 9, 10 -> lookup(ticket, random);
          case 11, 12 -> packets(ticket, random);
          case 13, 14 -> show(random);
          case 15 -> file(random);
          case 16 -> login(random);
          case 17 -> options(random);
          case 18 -> new FuzzCall("GET", random.pick(NOWHERE), NOT_THERE, "");
          default -> otherMethod(random);
        };
    if (random.chance(ticket.isValid() ? 100 : 70)) {
      call.with(authorization(random), ticket.header());
    }
    return call;
  }

  private static String authorization(FuzzRandom random) {
    return random.pick("Authorization", "authorization", "AUTHORIZATION");
  }

  private static FuzzCall shake(FuzzTicket ticket, FuzzRandom random) {
    Body body = BodyGrammar.shake(ticket.isValid() ? ticket.user() : "fuzz-0", random);
    return (ticket.isValid()
            ? new FuzzCall("POST", "/v1/shakes", body.statuses(), body.part())
            : new FuzzCall("POST", "/v1/shakes", NO_TICKET, ""))
        .withBody(body.type(), body.bytes())
        .with("Prefer", preferOf(random));
  }

  private static String preferOf(FuzzRandom random) {
    return switch (random.below(6)) {
      case 0 -> random.pick("wait", "wait=", "wait=-1", "wait=9999999999", "wait=\"0\"", ";;,,=");
      case 1 -> "respond-async, wait=" + random.below(11) + "; foo=\"a,b\"";
      default -> "wait=" + random.below(11);
    };
  }

  private static FuzzCall lookup(FuzzTicket ticket, FuzzRandom random) {
    long turn = BodyGrammar.turnOf(ticket.isValid() ? ticket.user() : "fuzz-0");
    FuzzCall call =
        switch (random.below(4)) {
          case 0, 1 -> lookupOf("first-" + random.between(0, (int) turn), LOOKED_UP);
          case 2 -> lookupOf(random.word(1, 20) + "z-" + random.below(100), NOT_THERE);
          default ->
              lookupOf(random.pick("first", "first-", "FIRST-1", "a%20b-1", "first-1/2"), BAD);
        };
    if (!ticket.isValid()) {
      call.expected = Expected.of(NO_TICKET, "");
    }
    return call.with("Prefer", preferOf(random));
  }

  private static FuzzCall lookupOf(String shakeId, Set<Integer> statuses) {
    return new FuzzCall("GET", "/v1/shakes/" + shakeId, statuses, "\"shakeId\":\"" + shakeId + '"');
  }

  private static FuzzCall packets(FuzzTicket ticket, FuzzRandom random) {
    String method = random.pick("GET", "GET", "HEAD");
    return ticket.isValid()
        ? new FuzzCall(method, "/v1/packets" + query(random), Set.of(200, 503), "{\"packets\":[")
        : new FuzzCall(method, "/v1/packets" + query(random), NO_TICKET, "");
  }

  private static FuzzCall show(FuzzRandom random) {
    String method = random.pick("GET", "GET", "HEAD");
    return switch (random.below(4)) {
      case 0 ->
          new FuzzCall(
              method, "/v1/show?channel=" + random.pick("tv", "web"), FOUND, "countdownMs");
      case 1 ->
          new FuzzCall(
              method,
              "/v1/show?channel=" + random.pick("", "radio", "%F0%9F%A7%A7"),
              NOT_THERE,
              "");
      default -> new FuzzCall(method, "/v1/show" + query(random), FOUND, "serverTimeMs");
    };
  }

  private static FuzzCall file(FuzzRandom random) {
    return new FuzzCall(
        random.pick("GET", "GET", "HEAD"), random.pick(FILES) + query(random), FOUND, "");
  }

  private static String query(FuzzRandom random) {
    return random.chance(30) ? random.pick(QUERIES) : "";
  }

  private static FuzzCall login(FuzzRandom random) {
    String user = "guest-" + random.below(1_000);
    Body body =
        switch (random.below(5)) {
          case 0 -> Body.of("", "", FOUND, "\"ticket\":");
          case 1 -> BodyGrammar.unlike("user", random);
          case 2 -> BodyGrammar.ofOtherType("{\"user\":\"" + user + "\"}", random);
          case 3 -> Body.of(BodyGrammar.JSON, "{\"user\":\"" + "u".repeat(1_500) + "\"}", BAD, "");
          default ->
              Body.of(
                  BodyGrammar.JSON,
                  "{\"user\":\"" + user + "\"}",
                  FOUND,
                  "\"user\":\"" + user + '"');
        };
    return new FuzzCall("POST", "/dev/login", body.statuses(), body.part())
        .withBody(body.type(), body.bytes());
  }

  private static FuzzCall options(FuzzRandom random) {
    String target = random.chance(20) ? "*" : random.pick(CALLS);
    FuzzCall call = new FuzzCall("OPTIONS", target, Set.of(204), "");
    return random.chance(50)
        ? call.with("Origin", random.pick("https://gala.example", "null", "https://evil.example"))
            .with("Access-Control-Request-Method", random.pick("POST", "PUT", "x"))
        : call;
  }

  private static FuzzCall otherMethod(FuzzRandom random) {
    return random.chance(50)
        ? new FuzzCall(random.pick(OTHER_METHODS), random.pick(CALLS), Set.of(405), "")
        : new FuzzCall(random.pick(OTHER_METHODS), random.pick(NOWHERE), NOT_THERE, "");
  }
}
