package io.hongbao.rehearsal.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Whether someone listens on a port of this machine. */
final class PortProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private PortProbe() {}

  static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
