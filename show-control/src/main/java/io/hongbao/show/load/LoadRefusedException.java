package io.hongbao.show.load;

import io.hongbao.domain.OperationFailedException;

/** A campaign cannot be loaded as it is; the message says why and what to do. */
public final class LoadRefusedException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  public LoadRefusedException(String message) {
    super(message);
  }

  public LoadRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
