package io.hongbao.edge.ticket;

/** A ticket is not worth anything. The message tells its holder why, and no secret. */
public final class InvalidTicketException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidTicketException(String message) {
    super(message);
  }

  /** Refusals are frequent under attack and nobody reads where they come from. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
