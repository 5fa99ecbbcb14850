package io.hongbao.cache;

import io.hongbao.domain.OperationFailedException;

/** Redis did not answer, or not as it should. Ask again later. */
public sealed class CacheUnavailableException extends OperationFailedException
    permits UnfitServerException {

  private static final long serialVersionUID = 1L;

  public CacheUnavailableException(Throwable cause) {
    super("the cache does not answer: " + cause, cause);
  }

  public CacheUnavailableException(String message) {
    super(message);
  }
}
