package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Fault.Kind;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecoveryRowTest {

  @Test
  void shouldTellMedianAndMaximumOfOneKindOfPart() {
    List<TimedFault> faults =
        List.of(
            redis(OptionalLong.of(700), false),
            redis(OptionalLong.of(5_000), false),
            redis(OptionalLong.of(300), false));

    RecoveryRow row = RecoveryRow.of(Kind.KILL, PartKind.REDIS, faults).orElseThrow();

    assertThat(row)
        .isEqualTo(
            new RecoveryRow(
                Kind.KILL,
                PartKind.REDIS,
                3,
                OptionalLong.of(700),
                OptionalLong.of(5_000),
                90,
                80));
    assertThat(row.meetsGoal()).isTrue();
    assertThat(RecoveryRow.of(Kind.KILL, PartKind.EDGE, faults)).isEmpty();
    assertThat(RecoveryRow.of(Kind.PAUSE, PartKind.REDIS, faults)).isEmpty();
  }

  @Test
  void shouldMissTheGoalWhenOneDidNotRecover() {
    List<TimedFault> faults =
        List.of(redis(OptionalLong.of(700), false), redis(OptionalLong.empty(), false));

    RecoveryRow row = RecoveryRow.of(Kind.KILL, PartKind.REDIS, faults).orElseThrow();

    assertThat(row.medianMillis()).hasValue(700);
    assertThat(row.maxMillis()).isEmpty();
    assertThat(row.meetsGoal()).isFalse();
  }

  @Test
  void shouldNotCountAgainstAPartThatItWasHitAgainTooSoon() {
    List<TimedFault> faults =
        List.of(redis(OptionalLong.of(700), false), redis(OptionalLong.empty(), true));

    RecoveryRow row = RecoveryRow.of(Kind.KILL, PartKind.REDIS, faults).orElseThrow();

    assertThat(row.faults()).isEqualTo(2);
    assertThat(row.maxMillis()).hasValue(700);
  }

  private static TimedFault redis(OptionalLong millis, boolean cutShort) {
    var fault = new Fault(Kind.KILL, PartKind.REDIS, 1, Duration.ZERO, Duration.ZERO, false);
    return new TimedFault(new InjectedFault(fault, 1, 0), new Recovery(millis, 90, 80), cutShort);
  }
}
