package io.hongbao.rehearsal.audience.http;

/** Bytes that are no HTTP/1.1 reply, or one of a kind that this client does not read. */
public final class MalformedReplyException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedReplyException(String message) {
    super(message);
  }
}
