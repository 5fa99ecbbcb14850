package io.hongbao.edge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Valid requests of the admin port. Stateless. */
final class AdminGrammar {

  private static final Set<Integer> FOUND = Set.of(200);
  private static final List<String> NO_PLANS =
      List.of("", "{}", "[", "\u0000", "hongbao-plan 1\n", "{\"show\":\"gala\",\"number\":9}");

  private AdminGrammar() {}

  static FuzzCall next(FuzzRandom random) {
    String method = random.pick("GET", "GET", "HEAD");
    return switch (random.below(6)) {
      case 0 -> new FuzzCall(method, "/livez", FOUND, "alive");
      case 1 -> new FuzzCall(method, "/readyz", Set.of(200, 503), "ready");
      case 2 -> new FuzzCall(method, "/metrics", FOUND, "hongbao_edge_waiting");
      case 3 -> new FuzzCall("POST", "/metrics", Set.of(405), "");
      case 4 -> new FuzzCall("GET", "/v1/show", Set.of(404), "");
      default -> new FuzzCall("POST", "/plan", Set.of(400), "").withBody("", plan(random));
    };
  }

  private static byte[] plan(FuzzRandom random) {
    return random.chance(50)
        ? random.bytes(1, 2_000)
        : random.pick(NO_PLANS).getBytes(StandardCharsets.UTF_8);
  }
}
