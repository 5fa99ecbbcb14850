package io.hongbao.rehearsal.audience.http;

/** Receives the reply or the failure of one request, exactly once, in the loop's thread. */
public interface ReplyListener {

  void replied(HttpReply reply);

  void failed(Failure failure);
}
