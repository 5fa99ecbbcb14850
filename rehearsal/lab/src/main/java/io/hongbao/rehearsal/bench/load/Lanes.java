package io.hongbao.rehearsal.bench.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Over which connection a user's request goes. For the generator's thread. */
interface Lanes {

  /** Whether any connection is free. */
  boolean isAnyFree();

  /** The connection that a user's request may go over now; empty if it is taken. */
  Optional<LoadConnection> take(int user);

  /** A connection has had its reply. */
  void free(LoadConnection connection);

  /** Connects again instead of a connection that is of no more use. */
  void replace(LoadConnection broken) throws IOException;

  /** All users share some connections: one that is free takes any request. */
  final class Shared implements Lanes {

    private final InetSocketAddress server;
    private final Selector selector;
    private final ReplyScan scan = new ReplyScan();
    private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();

    Shared(InetSocketAddress server, Selector selector, int connections) throws IOException {
      this.server = server;
      this.selector = selector;
      for (int i = 0; i < connections; i++) {
        idle.add(HttpLoadConnection.open(server, selector, scan));
      }
    }

    @Override
    public boolean isAnyFree() {
      return !idle.isEmpty();
    }

    @Override
    public Optional<LoadConnection> take(int user) {
      return Optional.of(idle.pop());
    }

    @Override
    public void free(LoadConnection connection) {
      idle.push(connection);
    }

    @Override
    public void replace(LoadConnection broken) throws IOException {
      idle.remove(broken);
      broken.close();
      idle.add(HttpLoadConnection.open(server, selector, scan));
    }
  }

  /** Each user has a WebSocket; one whose answer is still to come has to wait. */
  final class Own implements Lanes {

    /** An edge that has just started takes connections in slowly. */
    private static final int MAX_TRIES = 30;

    private static final long AGAIN_MILLIS = 1_000;

    /** Between two connections. */
    private static final long PACE_MILLIS = 1;

    private final InetSocketAddress server;
    private final Selector selector;
    private final IntFunction<byte[]> upgrades;
    private final LiveScan scan = new LiveScan();
    private final LoadConnection[] byUser;
    private final Map<LoadConnection, Integer> users = new HashMap<>();

    /** Connects all users, which takes a while. */
    Own(InetSocketAddress server, Selector selector, int users, IntFunction<byte[]> upgrades)
        throws IOException {
      this.server = server;
      this.selector = selector;
      this.upgrades = upgrades;
      this.byUser = new LoadConnection[users];
      for (int user = 0; user < users; user++) {
        connect(user);
        pause(PACE_MILLIS);
      }
    }

    @Override
    public boolean isAnyFree() {
      return true;
    }

    @Override
    public Optional<LoadConnection> take(int user) {
      return Optional.of(byUser[user]).filter(connection -> !connection.isBusy());
    }

    @Override
    public void free(LoadConnection connection) {}

    @Override
    public void replace(LoadConnection broken) throws IOException {
      int user = users.remove(broken);
      broken.close();
      connect(user);
    }

    private void connect(int user) throws IOException {
      for (int tries = 1; ; tries++) {
        try {
          byUser[user] = LiveLoadConnection.open(server, selector, upgrades.apply(user), scan);
          users.put(byUser[user], user);
          return;
        } catch (IOException e) {
          if (tries == MAX_TRIES) {
            throw e;
          }
          pause(AGAIN_MILLIS);
        }
      }
    }

    private static void pause(long millis) throws InterruptedIOException {
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while connections were opened");
      }
    }
  }
}
