package io.hongbao.rehearsal.audience.websocket;

/** Hears of one connection, in the loop's thread. */
public interface WebSocketListener {

  /** It is a WebSocket now. */
  void opened();

  /**
   * A message came, whole.
   *
   * @param message of UTF-8
   */
  void received(byte[] message);

  /** It is gone, or never came to be; heard once, and nothing after it. */
  void closed(Closing closing);
}
