package io.hongbao.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for servers of tests. */
public final class FreePorts {

  /**
   * Below the ports that systems give to outgoing connections, with those that parts use among each
   * other, 10,000 above: a part that is started again must find its own free.
   */
  private static final int LOWEST = 12_000;

  private static final int COUNT = 8_000;

  /** Brokers and edges take the ports above their first one. */
  private static final int APART = 10;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** One that nobody holds now and that was not given before. */
  public static int next() {
    for (int tried = 0; tried < COUNT; tried += APART) {
      int port = LOWEST + Math.floorMod(NEXT.getAndAdd(APART), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
