package io.hongbao.rehearsal.audience.http;

/** Receives the reply or the failure of one request, exactly once, in the loop's thread. */
public interface ReplyListener {

  void replied(HttpReply reply);

  void failed(Failure failure);

  /**
   * Instead of {@link #failed} if the body of the reply had begun to come; it does the same unless
   * somebody cares.
   *
   * @param begun with as much of the body as came
   */
  default void brokeOff(Failure failure, HttpReply begun) {
    failed(failure);
  }

  /** Why a request has no reply. The server may have done what it asked, except if REFUSED. */
  enum Failure {
    REFUSED("connection refused"),
    BROKEN("connection broken"),
    SILENT("no reply in time"),
    MALFORMED("malformed reply");

    private final String text;

    Failure(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
