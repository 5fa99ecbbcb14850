package io.hongbao.rehearsal.parts;

/** Someone else listens where a part was to listen. */
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int port;

  PortInUseException(String wantedBy, int port, String option) {
    super(
        "port "
            + port
            + ", wanted for "
            + wantedBy
            + ", is in use: free it, or choose another with "
            + option);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
