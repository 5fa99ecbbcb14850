package io.hongbao.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HttpProblemTest {

  private static final String START = "{\"plan\":3,\"policy\":7";

  private static String json(HttpProblem problem) {
    return new String(problem.json(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldSayBusySoThatAProgramCanTell() {
    assertThat(json(HttpProblem.busy(START, OptionalLong.empty())))
        .isEqualTo(
            "{\"plan\":3,\"policy\":7,\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"busy: nothing was sent, ask again\",\"result\":\"BUSY\"}");
  }

  @Test
  void shouldSayHowLongASparedTurnWaits() {
    HttpProblem busy = HttpProblem.busy(START, OptionalLong.of(4_200));

    assertThat(json(busy))
        .startsWith("{\"plan\":3,\"policy\":7,\"nextShakeAfterMs\":4200,\"type\":\"about:blank\",")
        .endsWith("\"result\":\"BUSY\"}");
    assertThat(busy.retryAfterSeconds()).isEqualTo(5);
    assertThat(busy.status()).isEqualTo(503);
  }

  @Test
  void shouldEscapeWhatTheDetailQuotes() {
    assertThat(json(HttpProblem.badRequest("expected {\"a\":1}")))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"expected {\\\"a\\\":1}\"}");
  }

  @Test
  void shouldTellWhenToComeBackOnlyWhereItHelps() {
    assertThat(HttpProblem.uncertain("first-1").retryAfterSeconds()).isEqualTo(1);
    assertThat(HttpProblem.UNKNOWN_PATH.retryAfterSeconds()).isZero();
  }
}
