package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.money.simulation.MoneySimulation;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The second law under repeats, races and any order between packets, for many seeds. */
class MoneySimulationTest {

  private static final int SEEDS = 100_000;

  /** What must happen often in so many batches, or the simulation proves nothing. */
  private static final List<String> MUST_HAPPEN =
      List.of(
          "Won CHANGED",
          "Won NOTHING_TO_DO",
          "Claim WAITS",
          "Claim CHANGED",
          "Claim NOTHING_TO_DO",
          "Claim REFUSED",
          "Share CHANGED",
          "Share NOTHING_TO_DO",
          "Share SHARES_CLOSED",
          "Share SHARE_GONE",
          "Share HAS_SHARE",
          "Share REFUSED",
          "Hold CHANGED",
          "Hold NOTHING_TO_DO",
          "Hold REFUSED",
          "Approve CHANGED",
          "Approve NOTHING_TO_DO",
          "Approve REFUSED",
          "Refuse CHANGED",
          "Refuse NOTHING_TO_DO",
          "Refuse REFUSED",
          "Expire CHANGED",
          "Expire TOO_EARLY",
          "Expire NOTHING_TO_DO",
          "Due CHANGED",
          "Due TOO_EARLY",
          "Due NOTHING_TO_DO",
          "Paid CHANGED",
          "Paid NOTHING_TO_DO",
          "Paid REFUSED",
          "PayFailed CHANGED",
          "PayFailed NOTHING_TO_DO",
          "PayFailed REFUSED",
          "entry CLAIM",
          "entry HOLD",
          "entry PAY",
          "entry EXPIRE",
          "entry REFUSE",
          "instruction");

  @Test
  void shouldKeepTheSecondLawInAHundredThousandBatches() {
    Coverage coverage = new Coverage();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              Coverage batch = new Coverage();
              MoneySimulation.of(new PacketEngine()).run(seed, batch);
              coverage.add(batch);
            });
    assertThat(MUST_HAPPEN)
        .as("of %s", coverage)
        .allSatisfy(what -> assertThat(coverage.of(what)).as(what).isGreaterThan(1_000));
  }

  @Test
  void shouldRunTheSameWayForTheSameSeed() {
    List<PacketRecord> first = MoneySimulation.of(new PacketEngine()).run(7, new Coverage());

    assertThat(MoneySimulation.of(new PacketEngine()).run(7, new Coverage())).isEqualTo(first);
  }
}
