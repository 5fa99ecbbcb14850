package io.hongbao.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpProblemTest {

  private static String json(HttpProblem problem) {
    return new String(problem.json(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldSayBusySoThatAProgramCanTell() {
    assertThat(json(HttpProblem.BUSY))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"busy: nothing was sent, ask again\",\"result\":\"BUSY\"}");
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
