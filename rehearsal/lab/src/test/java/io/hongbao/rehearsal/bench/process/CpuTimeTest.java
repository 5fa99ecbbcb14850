package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

  @Test
  void shouldAddUserAndSystemTimeWhateverTheProcessCallsItself() {
    String stat =
        "4242 (a ) R 1 2 (b) S 1 4242 4242 0 -1 4194304 1000 0 3 0 17 5 99 99 20 0 44 0 100 1 2 3";

    assertThat(CpuTime.parseProcess(stat)).isEqualTo(220_000);
  }

  @Test
  void shouldAddAllButIdleAndWaitingTimeOfTheMachine() {
    String stat =
        """
        cpu  10 20 30 40000 50 6 7 800 9 10
        cpu0 5 10 15 20000 25 3 4 400 5 5
        """;

    assertThat(CpuTime.parseMachine(stat)).isEqualTo(730_000);
  }

  @Test
  void shouldSeeThisProcessWork() {
    long before = CpuTime.microsOf(ProcessHandle.current().pid());
    long machineBefore = CpuTime.busyMicros();

    await()
        .pollInSameThread()
        .until(() -> CpuTime.microsOf(ProcessHandle.current().pid()) > before);

    assertThat(CpuTime.busyMicros()).isGreaterThanOrEqualTo(machineBefore);
  }

  @Test
  void shouldSeeTheCompilersOfThisJvm() {
    long pid = ProcessHandle.current().pid();

    assertThat(CpuTime.compilerMicrosOf(pid)).isBetween(10_000L, CpuTime.microsOf(pid));
  }

  @Test
  void shouldSayWhichProcessHasEnded() {
    assertThatThrownBy(() -> CpuTime.microsOf(999_999_999L))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("999999999");
  }

  @Test
  void shouldRefuseWhatIsNoStat() {
    assertThatThrownBy(() -> CpuTime.parseProcess("1 (short) S 1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CpuTime.parseMachine("intr 1 2 3 4 5 6 7 8"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
