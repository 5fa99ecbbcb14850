package io.hongbao.cache;

/** Redis did not answer, or not as it should. Ask again later. */
public final class CacheUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CacheUnavailableException(Throwable cause) {
    super("the cache does not answer: " + cause, cause);
  }

  public CacheUnavailableException(String message) {
    super(message);
  }
}
