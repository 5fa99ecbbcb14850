package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.proof.money.MoneyCounts;
import io.hongbao.proof.money.Reconciliation;
import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Fault.Kind;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import io.hongbao.show.preview.Glyphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
  void shouldCountWhatBecameOfTheMoney() {
    var counts =
        new MoneyCounts(
            64_000,
            20_412,
            31,
            Map.of(Phase.PAID, 20_099L, Phase.HELD, 1L, Phase.OPEN, 312L),
            40_000,
            12,
            20_099,
            34,
            20_099,
            0,
            0);
    var found = new Reconciliation(Map.of(), List.of(), List.of());
    var money = new TortureMoney(found, counts, 20_100, 20_000, List.of());

    assertThat(money.isOk()).isTrue();
    assertThat(new TortureMoney(found, counts, 19_999, 20_000, List.of()).isOk()).isFalse();
    assertThat(TortureFormatter.money(money, Glyphs.ASCII))
        .contains("log, ledger, payouts and wallet agree to the fen\n")
        .endsWith(
            """
            64,000 packets were issued, 20,412 won, 20,100 claimed, at least 20,000 were to be
              20,099 paid, 0 on their way, 1 held, 0 returned, 0 expired, 312 unclaimed
              20,099 transfers, 0 packets paid more than once, 0 keys refused
              repeats: 31 records of packets, 12 of 40,000 entries, 34 of 20,099 instructions

            the payout adapter was not asked for its figures
            """);
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
