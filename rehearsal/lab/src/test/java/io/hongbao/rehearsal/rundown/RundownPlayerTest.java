package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.rundown.Order.Activate;
import io.hongbao.rehearsal.rundown.Order.AuditPasses;
import io.hongbao.rehearsal.rundown.Order.ChangeRate;
import io.hongbao.rehearsal.rundown.Order.Expectation;
import io.hongbao.rehearsal.rundown.Order.PauseWave;
import io.hongbao.rehearsal.rundown.Order.WaveCondition;
import io.hongbao.rehearsal.rundown.Order.WaveIs;
import io.hongbao.rehearsal.rundown.PlayedStep.Verdict;
import io.hongbao.show.live.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RundownPlayerTest {

  private static final long BEGIN = 1_800_000_000_000L;

  private final List<String> done = new ArrayList<>();
  private long nowMillis = BEGIN;
  private long takesMillis;

  private final Waiting clock =
      new Waiting() {
        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(nowMillis);
        }

        @Override
        public void sleep(long millis) {
          nowMillis += Math.max(0, millis);
        }
      };

  /** Refuses every activation, and finds that only what is open is as expected. */
  private final PlayedSystem system =
      new PlayedSystem() {
        @Override
        public String perform(Order order) {
          done.add((nowMillis - BEGIN) + " " + order);
          nowMillis += takesMillis;
          if (order instanceof Activate) {
            throw new OperationFailedException("nothing is staged");
          }
          return "fine";
        }

        @Override
        public Observation observe(Expectation expectation) {
          done.add((nowMillis - BEGIN) + " " + expectation);
          if (expectation instanceof AuditPasses) {
            throw new OperationFailedException("Kafka is away");
          }
          boolean met =
              expectation instanceof WaveIs wave && wave.condition() == WaveCondition.OPEN;
          return new Observation(met, "edge-1: open");
        }
      };

  @Test
  void shouldDoEachStepAtItsScaledTime() throws Exception {
    play(
        0.1,
        step(0, new ChangeRate(5)),
        step(90, new PauseWave("first", true)),
        step(90, new PauseWave("second", true)));

    assertThat(done).containsExactly("0 rate 5 a second", "9000 pause first", "9000 pause second");
  }

  @Test
  void shouldBeginAStepLateIfTheOneBeforeTookLong() throws Exception {
    takesMillis = 5_000;

    List<PlayedStep> played =
        play(1, step(1, new ChangeRate(5)), step(2, new PauseWave("first", true)));

    assertThat(done).containsExactly("1000 rate 5 a second", "6000 pause first");
    assertThat(played.get(1).begunAfter()).isEqualTo(Duration.ofSeconds(6));
    assertThat(played.get(1).endedAfter()).isEqualTo(Duration.ofSeconds(11));
    assertThat(RundownFormatter.line(played.get(1)))
        .isEqualTo("    0:02  done     pause first: began 4.0 s late; fine");
  }

  @Test
  void shouldGoOnAfterARefusalAndAMissedExpectation() throws Exception {
    List<PlayedStep> played =
        play(
            1,
            step(1, new Activate()),
            step(2, new WaveIs("first", WaveCondition.CLOSED, Duration.ZERO)),
            step(3, new WaveIs("first", WaveCondition.OPEN, Duration.ZERO)),
            step(4, new ChangeRate(5)),
            step(5, new AuditPasses()));

    assertThat(played)
        .extracting(PlayedStep::verdict)
        .containsExactly(
            Verdict.REFUSED, Verdict.MISSED, Verdict.MET, Verdict.DONE, Verdict.MISSED);
    assertThat(played)
        .extracting(PlayedStep::said)
        .containsExactly(
            "nothing is staged", "edge-1: open", "edge-1: open", "fine", "Kafka is away");
  }

  private List<PlayedStep> play(double scale, RundownStep... steps) throws InterruptedException {
    var script =
        new RundownScript(
            Path.of("rundown.yaml"),
            Path.of("gala.yaml"),
            1,
            1,
            1,
            1,
            1,
            scale,
            Stream.of(steps).toList());
    List<PlayedStep> heard = new ArrayList<>();
    List<PlayedStep> played = new RundownPlayer(system, clock, heard::add).play(script, BEGIN);
    assertThat(heard).isEqualTo(played);
    return played;
  }

  private static RundownStep step(long atSeconds, Order order) {
    return new RundownStep(Duration.ofSeconds(atSeconds), order);
  }
}
