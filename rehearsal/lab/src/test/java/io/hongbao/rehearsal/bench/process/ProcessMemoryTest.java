package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.process.ProcessMemory.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

  private static final List<String> SMAPS =
      List.of(
          "c0000000-c5a00000 rw-p 00000000 00:00 0 ",
          "Size:              92160 kB",
          "Rss:               40000 kB",
          "Pss:               40000 kB",
          "7f0000000000-7f0000100000 rw-p 00000000 00:00 0                 [anon]",
          "Rss:                 100 kB",
          "7f0000200000-7f0000300000 r-xp 00000000 08:01 42                /usr/lib/libc.so",
          "Rss:                  20 kB",
          "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0         [vsyscall]",
          "Rss:                   0 kB");

  @Test
  void shouldSumUpWhatIsResidentInTheHeapAndOutsideOfIt() {
    Range heap = new Range(0xc0000000L, 0x100000000L);

    assertThat(ProcessMemory.residentBytes(SMAPS, heap, true)).isEqualTo(40_000 * 1_024L);
    assertThat(ProcessMemory.residentBytes(SMAPS, heap, false)).isEqualTo(120 * 1_024L);
  }

  @Test
  void shouldFindTheHeapOfEveryCollector() {
    assertThat(
            ProcessMemory.heapRange(
                """
                4711:
                 garbage-first heap   total 262144K, used 20000K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 5 young (5120K), 2 survivors (2048K)
                """))
        .isEqualTo(new Range(0xc0000000L, 0x100000000L));
    assertThat(
            ProcessMemory.heapRange(
                """
                 def new generation   total 9792K, used 174K [0x00000000e0000000, 0x00000000e0aa0000, 0x00000000eaaa0000)
                 tenured generation   total 21888K, used 0K [0x00000000eaaa0000, 0x00000000ec000000, 0x0000000100000000)
                """))
        .isEqualTo(new Range(0xe0000000L, 0x100000000L));
  }

  @Test
  void shouldReadWhatIsAliveFromAHistogram() {
    assertThat(
            ProcessMemory.liveBytes(
                """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         12345        1234567  [B (java.base@17.0.15)
                Total        200000       23456789
                """))
        .isEqualTo(23_456_789);
    assertThatThrownBy(() -> ProcessMemory.liveBytes("4711: no such process"))
        .isInstanceOf(OperationFailedException.class);
  }

  @Test
  void shouldSeeThatThisProcessHoldsMore() {
    long pid = ProcessHandle.current().pid();
    ProcessMemory before = ProcessMemory.read(pid);

    byte[][] held = new byte[64][1_000_000];
    ProcessMemory after = ProcessMemory.read(pid);

    assertThat(held).hasNumberOfRows(64);
    assertThat(after.heap() - before.heap()).isGreaterThan(50_000_000);
    assertThat(after.resident()).isGreaterThan(after.outside());
  }
}
