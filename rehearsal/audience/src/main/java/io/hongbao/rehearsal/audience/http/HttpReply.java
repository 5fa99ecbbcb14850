package io.hongbao.rehearsal.audience.http;

import java.nio.charset.StandardCharsets;

/**
 * What of a reply a phone looks at.
 *
 * @param retryAfterSeconds 0 or more; -1 if the reply does not say
 * @param location empty if the reply names none
 * @param closes whether the server ends the connection behind it
 */
@SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
public record HttpReply(
    int status, int retryAfterSeconds, String location, boolean closes, byte[] body) {

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
