package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback, looked at before a part tries to take them, so that the error can name one.
 */
public final class Ports {

  public static final String LOOPBACK = "127.0.0.1";

  private static final int HIGHEST = 65_535;

  private Ports() {}

  /**
   * @throws PortInUseException naming the port, what wanted it, who holds it if that is known, and
   *     the option that moves it
   */
  public static void requireFree(String wantedBy, int port, String option) {
    if (!isFree(port)) {
      throw new PortInUseException(wantedBy, port, option, PortHolder.of(port));
    }
  }

  /** The first free port from {@code port} upwards that is not promised to someone else. */
  public static int nextFree(int port, Set<Integer> promised) {
    for (int candidate = port; candidate <= HIGHEST; candidate++) {
      if (!promised.contains(candidate) && isFree(candidate)) {
        return candidate;
      }
    }
    throw new OperationFailedException("no free port from " + port + " to " + HIGHEST);
  }

  /**
   * A free port somewhere in the thousand from {@code port} upwards: two programs that look at the
   * same time, before either has taken what it found, seldom find the same.
   */
  public static int anyFree(int port, Set<Integer> promised) {
    return nextFree(port + ThreadLocalRandom.current().nextInt(1_000), promised);
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // A listener's closed connections may linger; only a living listener is in the way.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  static int requireValid(String field, int port) {
    if (port < 1 || port > HIGHEST) {
      throw new IllegalArgumentException(
          field + " is " + port + ", expected a port from 1 to " + HIGHEST);
    }
    return port;
  }
}
