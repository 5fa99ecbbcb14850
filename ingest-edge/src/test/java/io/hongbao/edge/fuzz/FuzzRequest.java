package io.hongbao.edge.fuzz;

import java.nio.charset.StandardCharsets;

/** The bytes of a request, and what the edge owes to it. */
@SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
record FuzzRequest(byte[] bytes, Expected expected) {

  static FuzzRequest of(String text, Expected expected) {
    return new FuzzRequest(text.getBytes(StandardCharsets.ISO_8859_1), expected);
  }
}
