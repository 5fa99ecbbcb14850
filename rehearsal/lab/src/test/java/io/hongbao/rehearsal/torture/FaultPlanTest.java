package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.Fault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static final Duration CALM = Duration.ofSeconds(12);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Set<PartKind> ALL = PartKind.answering();

  @Test
  void shouldKillEveryKindOfPartAsOften() {
    List<Fault> faults = FaultPlan.of(settings(20, 0, 7, ALL, false));

    Map<PartKind, Long> counts =
        faults.stream()
            .collect(
                Collectors.groupingBy(
                    Fault::part, () -> new EnumMap<>(PartKind.class), Collectors.counting()));
    assertThat(counts).hasSize(5).allSatisfy((part, count) -> assertThat(count).isEqualTo(4));
    assertThat(faults).allMatch(fault -> fault.kind() == Kind.KILL);
  }

  @Test
  void shouldFollowFromTheSeedAlone() {
    List<Fault> faults = FaultPlan.of(settings(20, 5, 7, ALL, true));

    assertThat(FaultPlan.of(settings(20, 5, 7, ALL, true))).isEqualTo(faults);
    assertThat(FaultPlan.of(settings(20, 5, 8, ALL, true))).isNotEqualTo(faults);
  }

  @Test
  void shouldHitEveryInstanceAndNoneThatIsNotThere() {
    List<Fault> faults = FaultPlan.of(settings(100, 0, 1, ALL, false));

    Set<String> hit = faults.stream().map(Fault::processName).collect(Collectors.toSet());
    assertThat(hit)
        .containsExactlyInAnyOrder(
            "taskmanager-1",
            "taskmanager-2",
            "jobmanager-1",
            "redis-1",
            "kafka-1",
            "kafka-2",
            "kafka-3",
            "edge-1",
            "edge-2");
  }

  @Test
  void shouldLeaveOutPartsThatWereNotAskedFor() {
    Set<PartKind> parts = EnumSet.of(PartKind.REDIS, PartKind.EDGE);

    List<Fault> faults = FaultPlan.of(settings(3, 0, 1, parts, false));

    assertThat(faults).hasSize(3).extracting(Fault::part).isSubsetOf(parts);
  }

  @Test
  void shouldPauseForFiveToTwentySeconds() {
    List<Fault> faults = FaultPlan.of(settings(0, 50, 1, ALL, false));

    assertThat(faults)
        .hasSize(50)
        .allSatisfy(
            fault ->
                assertThat(fault.lasts()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20)));
  }

  @Test
  void shouldOverlapOnlyWhenAskedToAndNeverAtTheFirst() {
    List<Fault> overlapping = FaultPlan.of(settings(50, 0, 1, ALL, true));

    assertThat(overlapping).anyMatch(Fault::overlaps);
    assertThat(overlapping.get(0).overlaps()).isFalse();
    assertThat(FaultPlan.of(settings(50, 0, 1, ALL, false))).noneMatch(Fault::overlaps);
  }

  @Test
  void shouldFillTheDiskOfTheBrokersOnce() {
    var settings =
        new TortureSettings(
            Path.of("data"), 2, 0, 1, 600, 7_200, 1, 2, 2, ALL, CALM, PATIENCE, false, true);

    assertThat(FaultPlan.of(settings))
        .hasSize(3)
        .filteredOn(fault -> fault.kind() == Kind.FULL)
        .singleElement()
        .returns(PartKind.BROKER, Fault::part);
  }

  private static TortureSettings settings(
      int kills, int pauses, long seed, Set<PartKind> parts, boolean overlap) {
    return new TortureSettings(
        Path.of("data"),
        kills,
        pauses,
        seed,
        600,
        7_200,
        3,
        2,
        2,
        parts,
        CALM,
        PATIENCE,
        overlap,
        false);
  }
}
