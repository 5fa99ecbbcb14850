package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Fault.Kind;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TortureFormatterTest {

  private static final long START = 1_000_000;

  @Test
  void shouldTellEachFaultInALine() {
    assertThat(TortureFormatter.line(taskManager(OptionalLong.of(3_100), false), START))
        .isEqualTo(
            "    12.3 s  kill   taskmanager-2 (pid 123)                 "
                + "flows again after 3.1 s, longest gap 2.9 s, slowest answer 4.0 s");
    assertThat(TortureFormatter.line(taskManager(OptionalLong.empty(), true), START))
        .endsWith("hit again before it flowed");
    assertThat(TortureFormatter.line(taskManager(OptionalLong.empty(), false), START))
        .endsWith("DOES NOT FLOW AGAIN");
  }

  @Test
  void shouldTellRecoveriesByKindOfPartBesideTheirGoals() {
    List<TimedFault> faults =
        List.of(
            taskManager(OptionalLong.of(3_100), false),
            taskManager(OptionalLong.of(6_000), false),
            new TimedFault(
                new InjectedFault(
                    new Fault(
                        Kind.PAUSE, PartKind.EDGE, 1, Duration.ofSeconds(7), Duration.ZERO, false),
                    5,
                    START),
                new Recovery(OptionalLong.of(7_200), 7_150, 7_100),
                false));

    assertThat(TortureFormatter.table(faults).strip())
        .isEqualTo(
            """
            faults    median       max  longest gap  slowest answer  goal
            kill   taskmanager       2     3.1 s     6.0 s        2.9 s           4.0 s   5 s  MISSED
            pause  edge              1     7.2 s     7.2 s        7.2 s           7.1 s"""
                .strip());
  }

  @Test
  void shouldSayHowToDoItAgain() {
    var settings =
        new TortureSettings(
            Path.of("data"),
            3,
            2,
            9,
            600,
            7_200,
            1,
            2,
            2,
            EnumSet.of(PartKind.REDIS, PartKind.EDGE),
            Duration.ofSeconds(7),
            Duration.ofSeconds(90),
            true,
            false);

    assertThat(settings.command())
        .isEqualTo(
            "./hongbao torture --kills 3 --seed 9 --calm 7 --rate 600 --phones 7200 --brokers 1"
                + " --edges 2 --taskmanagers 2 --patience 90 --pauses 2 --parts redis,edge --overlap");
  }

  private static TimedFault taskManager(OptionalLong millis, boolean cutShort) {
    var fault = new Fault(Kind.KILL, PartKind.TASKMANAGER, 2, Duration.ZERO, Duration.ZERO, false);
    return new TimedFault(
        new InjectedFault(fault, 123, START + 12_345),
        new Recovery(millis, 2_900, 4_000),
        cutShort);
  }
}
