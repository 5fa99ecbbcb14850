package io.hongbao.cache;

/** Redis answers, but it is a server that the cache cannot live on; the message says why. */
final class UnfitServerException extends CacheUnavailableException {

  private static final long serialVersionUID = 1L;

  UnfitServerException(String message) {
    super(message);
  }
}
