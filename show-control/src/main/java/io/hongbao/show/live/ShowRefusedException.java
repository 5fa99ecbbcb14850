package io.hongbao.show.live;

import io.hongbao.domain.OperationFailedException;

/** What an operator asks for cannot be done as it is; the message says why and what to do. */
public final class ShowRefusedException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  public ShowRefusedException(String message) {
    super(message);
  }

  public ShowRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
