package io.hongbao.rehearsal.audience;

import java.util.Locale;

/** How phones talk to edges. */
public enum Transport {
  /** Requests over HTTP; the phones share keep-alive connections. */
  HTTP,
  /** A WebSocket of each phone, held for the whole evening. */
  WS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
