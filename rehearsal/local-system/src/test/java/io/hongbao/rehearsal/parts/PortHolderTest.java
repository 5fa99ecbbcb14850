package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {

  @Test
  void shouldNameTheProcessThatListens() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortHolder.of(taken.getLocalPort()))
          .hasValue("java (process " + ProcessHandle.current().pid() + ")");
    }
  }

  @Test
  void shouldNameNobodyWhereTheKernelDoesNotTell(@TempDir Path empty) {
    assertThat(new PortHolder(empty).find(80)).isEmpty();
  }

  @Test
  void shouldNameNobodyWhereTheSocketIsOfNoProcessThatCanBeSeen(@TempDir Path proc)
      throws IOException {
    // Given: the kernel's own columns, of a listener at port 8080
    Files.createDirectories(proc.resolve("net"));
    Files.createDirectories(proc.resolve("4711").resolve("fd"));
    Files.writeString(
        proc.resolve("net").resolve("tcp"),
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31337 1 0 100 0 0 10 0
        """);

    assertThat(new PortHolder(proc).find(8080)).isEmpty();

    Files.createSymbolicLink(
        proc.resolve("4711").resolve("fd").resolve("5"), Path.of("socket:[31337]"));
    assertThat(new PortHolder(proc).find(8080)).get().asString().endsWith("(process 4711)");
    assertThat(new PortHolder(proc).find(8081)).isEmpty();
  }
}
