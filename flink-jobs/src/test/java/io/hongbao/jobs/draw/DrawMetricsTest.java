package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.DecidedShake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrawMetricsTest {

  private final RecordedMetrics recorded = new RecordedMetrics();

  @Test
  void shouldCountEveryKindOfOutcome() {
    DrawMetrics metrics = new DrawMetrics(recorded);

    metrics.decided(new Outcome.Packet("gala.0.2.0", "cola", 100));
    metrics.decided(new Outcome.Greeting("stars"));
    metrics.decided(Outcome.MISS);
    metrics.decided(Outcome.MISS);
    metrics.decided(Outcome.LIMITED_USER);
    metrics.decided(Outcome.LIMITED_ENTERPRISE);
    metrics.closed(ClosedReason.GAP);

    assertThat(recorded.values())
        .isEqualTo(
            Map.of(
                "draws", 6L,
                "packets", 1L,
                "greetings", 1L,
                "misses", 2L,
                "limited", 2L,
                "closed", 1L,
                "reason.gap.closed", 1L));
  }

  @Test
  void shouldSayWhatIsLeftOfEachEnterprise() {
    DrawMetrics metrics = new DrawMetrics(recorded);

    metrics.addSeedsLeft(Map.of("cola", 5L, "tea", 2L), 1);
    metrics.addSeedsLeft(Map.of("tea", 3L), 1);
    metrics.won("cola");
    metrics.addSeedsLeft(Map.of("tea", 2L), -1);

    assertThat(recorded.values())
        .isEqualTo(
            Map.of(
                "enterprise.cola.wins", 1L,
                "enterprise.cola.seedsLeft", 4L,
                "enterprise.tea.seedsLeft", 3L));
  }

  @Test
  void shouldShowHowOutcomesGetToTheCache() {
    OutcomeSinkMetrics metrics = new OutcomeSinkMetrics(recorded, () -> 5_070);
    DecidedShake decided =
        new DecidedShake(
            "gala", "u1", new ShakeId("first", 1), "edge-1", false, 5_000, Optional.empty());

    metrics.taken();
    metrics.taken();
    metrics.retried(2);
    metrics.acknowledged(List.of(decided));

    assertThat(recorded.values())
        .isEqualTo(Map.of("unacknowledged", 1L, "written", 1L, "retried", 2L));
    assertThat(recorded.histogram("answerDelayMs").getStatistics().getMax()).isEqualTo(70);
  }

  @Test
  void shouldNotShowHowOutcomesOfAPracticeShowGetToTheCache() {
    OutcomeSinkMetrics metrics = new OutcomeSinkMetrics(recorded, () -> 5_070);
    DecidedShake decided =
        new DecidedShake(
            "warm", "u1", new ShakeId("first", 1), "edge-1", false, 5_000, Optional.empty(), true);

    metrics.taken();
    metrics.acknowledged(List.of(decided));

    assertThat(recorded.values()).isEmpty();
    assertThat(recorded.histogram("answerDelayMs").getCount()).isZero();
  }
}
