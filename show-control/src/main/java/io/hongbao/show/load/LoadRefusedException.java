package io.hongbao.show.load;

/** A campaign cannot be loaded as it is; the message says why and what to do. */
public final class LoadRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LoadRefusedException(String message) {
    super(message);
  }

  public LoadRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
