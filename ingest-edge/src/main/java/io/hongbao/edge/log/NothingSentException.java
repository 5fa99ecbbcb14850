package io.hongbao.edge.log;

/** A record was not sent, for certain. */
public final class NothingSentException extends Exception {

  private static final long serialVersionUID = 1L;

  public NothingSentException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
