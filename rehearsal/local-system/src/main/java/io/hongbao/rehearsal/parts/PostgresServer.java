package io.hongbao.rehearsal.parts;

/** A real PostgreSQL as a child process that cannot outlive this JVM. */
public final class PostgresServer implements Part {

  private final ChildServer server;

  private PostgresServer(ChildServer server) {
    this.server = server;
  }

  /** Returns when it answers; the first time in a directory it makes an empty database there. */
  public static PostgresServer start(PostgresSettings settings) {
    ChildProcess.endLeftOver(settings.pidFile(), ChildServer.STOP_TIMEOUT);
    return new PostgresServer(
        ChildServer.start(
            new ChildServer.Spec(
                settings.name(),
                settings.address(),
                settings.pidFile(),
                settings.logFile(),
                () -> PostgresProgram.answers(settings)),
            PostgresProgram.prepare(settings)));
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
