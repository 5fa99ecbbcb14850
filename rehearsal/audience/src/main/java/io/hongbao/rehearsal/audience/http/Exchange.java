package io.hongbao.rehearsal.audience.http;

/** Who sent a request: hears of it exactly once, in the loop's thread. */
public interface Exchange {

  void replied(HttpReply reply);

  void failed(Failure failure);
}
