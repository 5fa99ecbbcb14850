package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

  @Test
  void shouldAddUserAndSystemTimeWhateverTheProcessCallsItself() {
    String stat =
        "4242 (a ) R 1 2 (b) S 1 4242 4242 0 -1 4194304 1000 0 3 0 17 5 99 99 20 0 44 0 100 1 2 3";

    assertThat(CpuTime.parseProcess(stat)).isEqualTo(220_000);
  }

  @Test
  void shouldCountWhatChildrenUseBesideAProcessItself() throws Exception {
    long self = ProcessHandle.current().pid();
    Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").inheritIO().start();
    try {
      await().pollInSameThread().until(() -> CpuTime.microsOf(child.pid()) >= 200_000);
      long own = CpuTime.microsOf(self);
      assertThat(CpuTime.microsOfFamily(self)).isGreaterThanOrEqualTo(own + 200_000);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void shouldAddBusyAndStolenTimeOfTheProcessorsAskedFor() {
    String stat =
        """
        cpu  1100 220 330 440000 50 66 77 8 0 0
        cpu0 10 20 30 40000 50 6 7 1 9 10
        cpu1 100 200 300 400000 50 60 70 2 9 10
        cpu10 1000 2000 3000 4000000 50 600 700 5 9 10
        intr 1 2 3
        """;

    assertThat(CpuTime.parseCores(stat, Set.of(0, 1)))
        .isEqualTo(new CpuTime.CoreTime(8_030_000, 30_000));
    assertThat(CpuTime.parseCores(stat, Set.of(10)))
        .isEqualTo(new CpuTime.CoreTime(73_000_000, 50_000));
  }

  @Test
  void shouldReadForHowLongAThreadWaitedForAProcessor() {
    assertThat(CpuTime.parseWaiting("90000000 4567890 12\n")).isEqualTo(4_567);
    assertThatThrownBy(() -> CpuTime.parseWaiting("90000000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("90000000");
  }

  @Test
  void shouldFindTheThreadsOfThisProcessInTheQueue() {
    assertThat(CpuTime.waitingMicrosOf(ProcessHandle.current().pid())).isNotNegative();
  }

  @Test
  void shouldSeeThisProcessWork() {
    long before = CpuTime.microsOf(ProcessHandle.current().pid());
    CpuTime.CoreTime coreBefore = CpuTime.ofCores(Set.of(0));

    await()
        .pollInSameThread()
        .until(() -> CpuTime.microsOf(ProcessHandle.current().pid()) > before);

    assertThat(CpuTime.ofCores(Set.of(0)).busyMicros())
        .isGreaterThanOrEqualTo(coreBefore.busyMicros());
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
    assertThatThrownBy(() -> CpuTime.parseCores("cpu0 1 2 3 4 5 6 7 8 9 10", Set.of(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no lines of the processors");
  }
}
