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

/**
 * Frames of a grammar on many long connections at once: each message and each ping gets its reply,
 * what is no frame of a phone is closed with the code of RFC 6455, and nothing is left behind. The
 * same settings as {@link HttpFuzzTest} play more.
 */
class LiveFuzzTest {

  private static final int FRAMES = 4_000;

  private final TicketGrammar tickets = new TicketGrammar();
  private TestEdge edge;
  private FuzzRun run;
  private LivePlayer player;

  @BeforeEach
  void start() {
    edge = FuzzSettings.startEdge();
    edge.answers.putForAll(new Outcome.Miss());
    run = new FuzzRun(LiveFuzzTest.class, edge);
    player = new LivePlayer(edge.port(), run.senders());
  }

  @AfterEach
  void stop() {
    run.close();
    edge.close();
  }

  private Playable playable(long number) {
    LiveCase made = LiveCase.of(number, tickets);
    return new Playable(number, 1 + made.frames().size(), true, () -> player.play(made), made);
  }

  @Test
  void shouldReplyToEveryMessageAndKeepNothing()
      throws InterruptedException, ExecutionException, IOException {
    run.play(FuzzSettings.fromProperties(1, FRAMES), this::playable);
  }

  @Test
  void shouldMakeTheSameCaseOfTheSameNumber() {
    TicketGrammar others = new TicketGrammar();

    for (long number = 1; number <= 200; number++) {
      assertThat(LiveCase.of(number, tickets)).hasToString(LiveCase.of(number, others).toString());
    }
  }
}
