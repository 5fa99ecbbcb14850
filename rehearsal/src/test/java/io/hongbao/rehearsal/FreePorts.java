package io.hongbao.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  /** Of the ports that were given here, until this JVM ends. */
  private static final Queue<FileChannel> RESERVED = new ConcurrentLinkedQueue<>();

  /** One that nobody holds now, and that no JVM with tests was given before and may yet take. */
  public static int next() {
    for (int tried = 0; tried < COUNT; tried += APART) {
      int port = LOWEST + Math.floorMod(NEXT.getAndAdd(APART), COUNT);
      if (isFree(port) && isReserved(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isReserved(int port) {
    Path folder =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "hongbao-test-ports-" + System.getProperty("user.name"));
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(String.valueOf(port)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return false;
      }
      RESERVED.add(channel);
      return true;
    } catch (OverlappingFileLockException givenBefore) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
