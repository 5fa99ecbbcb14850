package io.hongbao.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.RepeatScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedEdgeTest {

  private static final long T0 = 1_800_000_000_000L;

  /** A record, with times counted from {@link #T0}. */
  private record Logged(long atMillis, String post, long stampMillis, int repeats) {}

  private final List<Logged> log = new ArrayList<>();
  private final SimulatedEdge<String> edge =
      new SimulatedEdge<>(
          (atMillis, post, stampMillis, repeats) ->
              log.add(new Logged(atMillis - T0, post, stampMillis - T0, repeats)));

  private void post(String user, String turn, long offsetMillis) {
    edge.post(user, turn, user + '@' + offsetMillis, T0 + offsetMillis);
  }

  @Test
  void shouldLogWhatAnEdgeLogs() {
    List<RepeatScript.Logged> logged = new ArrayList<>();
    SimulatedEdge<RepeatScript.Post> played =
        new SimulatedEdge<>(
            (at, post, stamp, repeats) ->
                logged.add(new RepeatScript.Logged(post.turn(), post.offsetMillis(), 1 + repeats)));

    for (RepeatScript.Post post : RepeatScript.POSTS) {
      long turnStart = T0 + (long) post.turn() * RepeatScript.TURN_MILLIS;
      played.post("mallory", "first-" + post.turn(), post, turnStart + post.offsetMillis());
    }
    played.finish();

    assertThat(logged).isEqualTo(RepeatScript.LOGGED);
  }

  @Test
  void shouldLogAReportAtTheSweepThatFindsItDue() {
    post("alice", "first-1", 10);
    post("alice", "first-1", 40);
    post("bob", "first-1", 50);
    post("bob", "first-1", 51);
    edge.passTimeTo(T0 + 799);
    int early = log.size();

    edge.passTimeTo(T0 + 1_000);

    assertThat(early).isEqualTo(2);
    assertThat(log.subList(2, 4))
        .containsExactly(new Logged(800, "alice@40", 40, 0), new Logged(1_000, "bob@51", 51, 0));
  }

  @Test
  void shouldReportUsersOfOneSweepByName() {
    for (String user : List.of("carol", "bob", "alice")) {
      post(user, "first-1", 10);
      post(user, "first-1", 11);
    }

    edge.finish();

    assertThat(log.subList(3, 6))
        .extracting(Logged::post)
        .containsExactly("alice@11", "bob@11", "carol@11");
  }

  @Test
  void shouldLogNothingOfARestThatWasLogged() {
    post("alice", "first-1", 0);
    post("alice", "first-1", 10);
    post("alice", "first-2", 700);

    edge.finish();

    assertThat(log)
        .containsExactly(new Logged(0, "alice@0", 0, 0), new Logged(700, "alice@700", 700, 1));
  }
}
