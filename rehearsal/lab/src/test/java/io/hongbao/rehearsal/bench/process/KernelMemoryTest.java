package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelMemoryTest {

  @Test
  void shouldSumUpTheObjectsThatConnectionsNeed() {
    assertThat(
            KernelMemory.objectBytes(
                List.of(
                    "slabinfo - version: 2.1",
                    "# name            <active_objs> <num_objs> <objsize> : tunables",
                    "btrfs_inode          1000   1000   1104   29    8 : tunables    0    0    0",
                    "TCPv6                 117    120   2496   13    8 : tunables    0    0    0",
                    "sock_inode_cache      325    342    832   39    8 : tunables    0    0    0",
                    "kmalloc-cg-512         10     16    512   32    4 : tunables    0    0    0")))
        .isEqualTo(117 * 2_496 + 325 * 832 + 10 * 512);
  }

  @Test
  void shouldReadThisMachine() {
    KernelMemory memory = KernelMemory.read();

    assertThat(memory.bytes()).isPositive();
    assertThat(memory.source().toString()).isNotEmpty();
  }

  @Test
  void shouldKnowHowManyFilesAProcessMayOpen() {
    assertThat(
            OpenFileLimit.limit(
                List.of(
                    "Limit                     Soft Limit           Hard Limit           Units     ",
                    "Max open files            20000                20000                files     ")))
        .isEqualTo(20_000);
    assertThat(
            OpenFileLimit.limit(List.of("Max open files            unlimited  unlimited  files ")))
        .isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> OpenFileLimit.limit(List.of()))
        .isInstanceOf(OperationFailedException.class);
    assertThat(OpenFileLimit.free(ProcessHandle.current().pid())).isPositive();
  }
}
