package io.hongbao.cache;

import io.hongbao.domain.OperationFailedException;

/** Redis did not answer, or not as it should. Ask again later. */
public sealed class CacheUnavailableException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  public CacheUnavailableException(Throwable cause) {
    super("the cache does not answer: " + cause, cause);
  }

  public CacheUnavailableException(String message) {
    super(message);
  }

  /** Redis answers, but it is a server that the cache cannot live on; the message says why. */
  static final class UnfitServerException extends CacheUnavailableException {

    private static final long serialVersionUID = 1L;

    UnfitServerException(String message) {
      super(message);
    }
  }
}
