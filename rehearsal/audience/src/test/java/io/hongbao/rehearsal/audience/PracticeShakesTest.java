package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.rehearsal.audience.PracticeShakes.Report;
import io.hongbao.rehearsal.audience.http.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PracticeShakesTest {

  /** Nobody shakes a second time in a test. */
  private static final int LONG_TURN_MILLIS = 3_600_000;

  private static boolean never() {
    return false;
  }

  private final AtomicLong heard = new AtomicLong();

  @Test
  void shouldGoOnUntilTheRateIsFlat() throws Exception {
    try (FakeEdge edge = edge(request -> FakeEdge.miss())) {
      // Everybody has shaken long before a rate can be called flat: from then on it falls to
      // nothing.
      Report report =
          shakes(edge, LONG_TURN_MILLIS).run(Patience.LIMIT, PracticeShakesTest::never, heard::set);

      assertThat(report.answered()).isEqualTo(PracticeShakes.USERS);
      assertThat(report.isFlat()).isTrue();
      assertThat(report.trouble()).isEmpty();
      assertThat(edge.posts()).hasSize(PracticeShakes.USERS);
    }
  }

  @Test
  void shouldShakeOnceATurnForEachUser() throws Exception {
    try (FakeEdge edge = edge(request -> FakeEdge.miss())) {
      shakes(edge, LONG_TURN_MILLIS).run(Patience.LIMIT, PracticeShakesTest::never, heard::set);

      Map<String, Long> postsByUser =
          edge.posts().stream()
              .collect(Collectors.groupingBy(FakeEdge::user, Collectors.counting()));
      assertThat(postsByUser)
          .hasSize(PracticeShakes.USERS)
          .allSatisfy((user, n) -> assertThat(n).isOne());
    }
  }

  @Test
  void shouldGiveUpWhenTimeIsUpAndSayWhatItHeard() throws Exception {
    try (FakeEdge edge = edge(request -> FakeEdge.problem(503))) {
      Report report =
          shakes(edge, LONG_TURN_MILLIS)
              .run(Duration.ofMillis(300), PracticeShakesTest::never, heard::set);

      assertThat(report.answered()).isZero();
      assertThat(report.isFlat()).isFalse();
      assertThat(report.trouble()).contains("status 503");
      assertThat(edge.posts()).isNotEmpty();
    }
  }

  /** Whatever the edge says of the next turn, or of when to try again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldWaitAsLongAsARefusalSays(boolean isTurnTold) throws Exception {
    String refusal = isTurnTold ? FakeEdge.busy(30_000) : FakeEdge.problem(503, 30);
    try (FakeEdge edge = edge(request -> refusal)) {
      shakes(edge, LONG_TURN_MILLIS)
          .run(Duration.ofMillis(1_500), PracticeShakesTest::never, heard::set);

      assertThat(edge.posts()).hasSizeLessThanOrEqualTo(PracticeShakes.PHONES).isNotEmpty();
    }
  }

  @Test
  void shouldCountNoAnswerWithoutAnOutcome() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Function<String, String> script =
        request -> requests.incrementAndGet() % 2 == 0 ? FakeEdge.accepted() : closed();
    try (FakeEdge edge = edge(script)) {
      Report report =
          shakes(edge, LONG_TURN_MILLIS)
              .run(Patience.LIMIT, () -> requests.get() > 200, heard::set);

      assertThat(report.answered()).isZero();
      assertThat(report.trouble()).isPresent();
    }
  }

  @Test
  void shouldEndWhenSomebodyStopsIt() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (FakeEdge edge =
        edge(
            request -> {
              requests.incrementAndGet();
              return FakeEdge.miss();
            })) {
      Report report = shakes(edge, 1).run(Patience.LIMIT, () -> requests.get() > 500, heard::set);

      assertThat(report.answered()).isPositive();
    }
  }

  @Test
  void shouldBringNobodyDownWhoIsNotThere() throws Exception {
    var shakes =
        new PracticeShakes(
            List.of(ScriptedServer.nobodyHere()), user -> "ticket-of-u" + user, LONG_TURN_MILLIS);

    Report report = shakes.run(Duration.ofMillis(300), PracticeShakesTest::never, heard::set);

    assertThat(report.answered()).isZero();
    assertThat(report.trouble()).contains("connection refused");
  }

  private static String closed() {
    String body = "{\"shakeId\":\"first-0\",\"result\":\"CLOSED\"}";
    return String.format(
        Locale.ROOT, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", body.length(), body);
  }

  private static PracticeShakes shakes(FakeEdge edge, int turnMillis) {
    return new PracticeShakes(List.of(edge.endpoint()), user -> "ticket-of-u" + user, turnMillis);
  }

  private static FakeEdge edge(Function<String, String> script) throws Exception {
    return new FakeEdge(LONG_TURN_MILLIS, 0, script);
  }
}
