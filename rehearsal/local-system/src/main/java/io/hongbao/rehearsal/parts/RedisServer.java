package io.hongbao.rehearsal.parts;

/** A real redis-server as a child process that cannot outlive this JVM. */
public final class RedisServer implements Part {

  private final ChildServer server;

  private RedisServer(ChildServer server) {
    this.server = server;
  }

  /** Returns when it answers; everything kept in its directory is loaded by then. */
  public static RedisServer start(RedisSettings settings) {
    endLeftOver(settings);
    return new RedisServer(
        ChildServer.start(
            new ChildServer.Spec(
                settings.name(),
                settings.address(),
                settings.pidFile(),
                settings.logFile(),
                () -> RedisProgram.answers(settings)),
            RedisProgram.prepare(settings)));
  }

  /**
   * Ends the server of a former run if it is still about, say because its watcher was killed: two
   * must never write one append-only file.
   */
  public static void endLeftOver(RedisSettings settings) {
    ChildProcess.endLeftOver(settings.pidFile(), ChildServer.STOP_TIMEOUT);
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public String address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }
}
