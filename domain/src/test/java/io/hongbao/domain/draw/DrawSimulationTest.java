package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.Coverage;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The law under crashes, replays, repeats and lost records, for many seeds. */
class DrawSimulationTest {

  private static final int SEEDS = 10_000;

  /** What must happen often in so many evenings, or the simulation proves nothing. */
  private static final List<String> MUST_HAPPEN =
      List.of(
          "Packet",
          "Greeting",
          "Miss",
          "LIMITED USER",
          "LIMITED ENTERPRISE",
          "CLOSED BEHIND",
          "CLOSED GAP",
          "CLOSED NO_WAVE",
          "CLOSED NO_TURN",
          "CLOSED EARLY",
          "CLOSED ENDED",
          "CLOSED NO_BEACON",
          "control Activate",
          "control Pause",
          "control Carry",
          "control Beacon",
          "control refused",
          "passed in a pause",
          "refused",
          "repeat of Packet",
          "repeat of Limited",
          "decided again",
          "crashed",
          "cache lost",
          "looked",
          "books closed");

  @Test
  void shouldKeepTheLawInTenThousandEvenings() {
    Coverage coverage = new Coverage();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              Coverage evening = new Coverage();
              DrawSimulation.of(new DrawEngine()).run(seed, evening);
              coverage.add(evening);
            });
    assertThat(MUST_HAPPEN)
        .as("of %s", coverage)
        .allSatisfy(what -> assertThat(coverage.of(what)).as(what).isGreaterThan(1_000));
  }

  @Test
  void shouldRunTheSameWayForTheSameSeed() {
    Coverage first = new Coverage();
    Coverage second = new Coverage();
    DrawSimulation.of(new DrawEngine()).run(7, first);
    DrawSimulation.of(new DrawEngine()).run(7, second);
    assertThat(first).hasToString(second.toString());
  }
}
