package io.hongbao.edge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fuzz.FuzzRun.Playable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of a grammar on many connections at once: whatever comes, each well-formed request gets
 * its own reply in its turn, no reply is a 500, and nothing is left behind. {@code
 * -Dhongbao.fuzz.requests=1000000} plays more, from {@code -Dhongbao.fuzz.case} on.
 */
class HttpFuzzTest {

  private static final int REQUESTS = 400;

  private final CallGrammar calls = new CallGrammar(new TicketGrammar());
  private TestEdge edge;
  private FuzzRun run;
  private CasePlayer player;

  @BeforeEach
  void start() {
    edge = FuzzSettings.startEdge();
    edge.answers.putForAll(new Outcome.Miss());
    run = new FuzzRun(HttpFuzzTest.class, edge);
    player = new CasePlayer(edge.port(), edge.adminPort(), run.senders());
  }

  @AfterEach
  void stop() {
    run.close();
    edge.close();
  }

  private Playable playable(long number) {
    FuzzCase made = FuzzCase.of(number, calls);
    return new Playable(
        number, made.requests().size(), !made.isAdmin(), () -> player.play(made), made);
  }

  @Test
  void shouldReplyToEveryRequestInItsTurnAndKeepNothing()
      throws InterruptedException, ExecutionException, IOException {
    run.play(FuzzSettings.fromProperties(1, REQUESTS), this::playable);
  }

  /**
   * Cases in which something was found. 21, 24, 30 and 68: an exception in the I/O thread, and a
   * connection that hung until its time-out, where a malformed request came with the same read as
   * others before it. 1001: a reply in HTTP/0.9, which nobody can read. 1250: a blank refusal of a
   * request in HTTP/1.0. 2357: a body that is not UTF-8. 5105994, 5212306, 5312880 and 5412060: an
   * error in the log of a body in another coding, which Undertow takes for chunks. 5017714: one of
   * a request in HTTP/2.0 behind others, if its bytes come in few pieces.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {21, 24, 30, 68, 1001, 1250, 2357, 5105994, 5212306, 5312880, 5412060, 5017714})
  void shouldPassWhereItFailedBefore(long number)
      throws InterruptedException, ExecutionException, IOException {
    run.play(new FuzzSettings(number, 1), this::playable);
  }

  @Test
  void shouldMakeTheSameCaseOfTheSameNumber() {
    CallGrammar others = new CallGrammar(new TicketGrammar());

    for (long number = 1; number <= 200; number++) {
      assertThat(FuzzCase.of(number, calls)).hasToString(FuzzCase.of(number, others).toString());
    }
  }
}
