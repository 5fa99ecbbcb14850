package io.hongbao.cache;

/** Redis did not answer, or not as it should. Ask again later. */
public sealed class CacheUnavailableException extends RuntimeException
    permits UnfitServerException {

  private static final long serialVersionUID = 1L;

  public CacheUnavailableException(Throwable cause) {
    super("the cache does not answer: " + cause, cause);
  }

  public CacheUnavailableException(String message) {
    super(message);
  }
}
